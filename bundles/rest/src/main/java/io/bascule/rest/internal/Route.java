/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation.
 *
 * @param method for example {@code "GET"}
 * @param template the path below {@code /api/v1}; a part in braces is variable and may be followed by a verb, as in {@code
 *     "/work/{link}:retry"}
 * @param open whether it is served without a token
 * @param handler who answers
 */
record Route(String method, String template, boolean open, Handler handler) {

    /** An operation for which a token is needed. */
    static Route of(String method, String template, Handler handler) {
        return new Route(method, template, false, handler);
    }

    /** The variable parts of a path that has this form; empty if it has another. */
    Optional<Map<String, String>> match(List<String> path) {
        List<String> parts = List.of(template.substring(1).split("/", -1));
        if (parts.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            String found = path.get(i);
            if (!part.startsWith("{")) {
                if (!part.equals(found)) {
                    return Optional.empty();
                }
                continue;
            }
            int end = part.indexOf('}');
            String verb = part.substring(end + 1);
            String value = found.endsWith(verb) ? found.substring(0, found.length() - verb.length()) : "";
            if (value.isEmpty()) {
                return Optional.empty();
            }
            variables.put(part.substring(1, end), value);
        }
        return Optional.of(variables);
    }
}
