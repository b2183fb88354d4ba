/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The checks that the rules of all drivers share. */
final class UrlParts {
    private static final int HIGHEST_PORT = 65_535;

    private UrlParts() {}

    /** The host as it is written in an address, if it is allowed; {@code [::1]} stands for {@code ::1}. */
    static String host(String text, Set<String> hosts) throws UrlRefused {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!hosts.contains(bare.toLowerCase(Locale.ROOT))) {
            throw new UrlRefused(
                    "one of the hosts in allowed.hosts, which are " + String.join(", ", hosts),
                    "host \"" + bare + "\"");
        }
        return text;
    }

    /** The port, if it is one. */
    static int port(String text) throws UrlRefused {
        int port = text.length() > 5 ? HIGHEST_PORT + 1 : Integer.parseInt(text);
        if (port < 1 || port > HIGHEST_PORT) {
            throw new UrlRefused("a port from 1 to " + HIGHEST_PORT, "port " + text);
        }
        return port;
    }

    /**
     * Properties of the form KEY=VALUE whose keys and values are allowed.
     *
     * @param pairs what stands between the separators
     * @param allowed the pattern of the value by key
     * @return the values by key, as written in {@code allowed}
     */
    static Map<String, String> properties(List<String> pairs, Map<String, Pattern> allowed) throws UrlRefused {
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            Map.Entry<String, Pattern> rule = allowed.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                    .findFirst()
                    .orElseThrow(() -> new UrlRefused(
                            "only the properties " + String.join(", ", allowed.keySet()) + describeLogin(key),
                            "property \"" + shortened(key) + "\""));
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!rule.getValue().matcher(value).matches()) {
                throw new UrlRefused(
                        "a value of " + rule.getKey() + " that matches "
                                + rule.getValue().pattern(),
                        "another value");
            }
            if (found.put(rule.getKey(), value) != null) {
                throw new UrlRefused("each property once", rule.getKey() + " twice");
            }
        }
        return found;
    }

    private static String describeLogin(String key) {
        return key.equalsIgnoreCase("user") || key.equalsIgnoreCase("password")
                ? "; user and password have settings of their own, the password as secret:NAME"
                : "";
    }

    private static String shortened(String key) {
        String printable = key.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.length() > 40 ? printable.substring(0, 40) + "..." : printable;
    }
}
