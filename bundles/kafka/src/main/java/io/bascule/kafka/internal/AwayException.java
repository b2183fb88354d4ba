/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import org.jspecify.annotations.Nullable;

/** Something that is needed is not there now, which was reported already. */
final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AwayException(@Nullable String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
