/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as handlers see it.
 *
 * @param variables the variable parts of the path, for example {@code type -> customer}
 * @param query the query parameters
 * @param headers the values of each header; names in any case
 * @param body the body, read when a handler asks for it
 * @param shown the token that was shown; null if the route needs none
 */
record Request(
        Map<String, String> variables,
        QueryParameters query,
        Map<String, List<String>> headers,
        RequestBody body,
        @Nullable Token shown) {

    Request {
        variables = Map.copyOf(variables);
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = Collections.unmodifiableMap(anyCase);
    }

    /** The token that was shown. The route needs one, or the route is wrong. */
    Token token() {
        if (shown == null) {
            throw new IllegalStateException("The route needs no token");
        }
        return shown;
    }

    /** Who asks, for example {@code "token:default"}. */
    String actor() {
        return token().actor();
    }

    /** A variable part of the path. The route has it, or the route is wrong. */
    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("The route has no variable part " + name);
        }
        return value;
    }

    /** All values of a header, in order; empty if it was not sent. */
    List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }
}
