/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.io.InputStream;

/** The body of a request, from which no more is read than is wanted. */
@FunctionalInterface
interface RequestBody {
    /** The body of a request that has none. */
    RequestBody NONE = InputStream::nullInputStream;

    /** The stream; closed by the server. */
    InputStream open() throws IOException;
}
