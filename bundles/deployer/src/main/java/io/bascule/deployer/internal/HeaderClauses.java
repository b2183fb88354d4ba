/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads manifest headers of the form {@code name;name;attribute=value;directive:="value",...} (OSGi Core 8, 3.2.4). */
final class HeaderClauses {
    private HeaderClauses() {}

    /**
     * One clause.
     *
     * @param names for example package names
     * @param parameters attributes by name, directives by name with a colon behind it
     */
    record Clause(List<String> names, SortedMap<String, String> parameters) {
        Clause {
            names = List.copyOf(names);
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }
    }

    /**
     * The clauses of a header.
     *
     * @param header the header's value; null if it is missing
     */
    static List<Clause> parse(@Nullable String header) {
        List<Clause> clauses = new ArrayList<>();
        for (String text : split(header == null ? "" : header, ',')) {
            List<String> names = new ArrayList<>();
            SortedMap<String, String> parameters = new TreeMap<>();
            for (String part : split(text, ';')) {
                int equals = indexOf(part, '=');
                if (equals < 0) {
                    names.add(part);
                } else {
                    boolean directive = equals > 0 && part.charAt(equals - 1) == ':';
                    String name =
                            part.substring(0, directive ? equals - 1 : equals).strip();
                    int type = name.indexOf(':');
                    String bare = type < 0 ? name : name.substring(0, type);
                    parameters.put(directive ? bare + ":" : bare, unquote(part.substring(equals + 1)));
                }
            }
            clauses.add(new Clause(names, parameters));
        }
        return clauses;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = indexOf(text.substring(start), separator);
            String part = (end < 0 ? text.substring(start) : text.substring(start, start + end)).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = end < 0 ? text.length() + 1 : start + end + 1;
        }
        return parts;
    }

    /** The first place of a character outside quotes. */
    private static int indexOf(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\' && quoted) {
                i++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (character == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static String unquote(String text) {
        String bare = text.strip();
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1).replaceAll("\\\\(.)", "$1")
                : bare;
    }
}
