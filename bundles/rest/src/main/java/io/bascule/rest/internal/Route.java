/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation.
 *
 * @param method for example {@code "GET"}
 * @param template the path below {@code /api/v1}; a part in braces is variable and may be followed by a verb, as in {@code
 *     "/work/{link}:retry"}
 * @param scope what its token must allow; null if it is served without a token
 * @param handler who answers
 */
record Route(String method, String template, @Nullable Scope scope, Handler handler) {

    /** An operation for which a token with this scope is needed. */
    static Route of(String method, String template, Scope scope, Handler handler) {
        return new Route(method, template, scope, handler);
    }

    /** An operation for anybody. */
    static Route open(String method, String template, Handler handler) {
        return new Route(method, template, null, handler);
    }

    /** Whether it is served without a token. */
    boolean isOpen() {
        return scope == null;
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
