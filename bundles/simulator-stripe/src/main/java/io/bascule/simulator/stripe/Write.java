/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A client's wish to write, with what the journal wants to know of it.
 *
 * @param method for example {@code POST}
 * @param path for example {@code /v1/customers}
 * @param fields the parameters as given
 * @param key the idempotency key, or null without one
 * @param fingerprint of the parameters, for the key
 */
record Write(
        String method,
        String path,
        ObjectNode fields,
        String requestId,
        @Nullable String key,
        String fingerprint) {}
