/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string. Each stands there once at the most, and one that the path does not know is an error: a
 * filter that is misspelt must not answer with everything.
 */
final class QueryParameters {
    private final SortedMap<String, String> values;

    private QueryParameters(SortedMap<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /**
     * Reads a query string.
     *
     * @param query as sent, without the question mark; null if there was none
     */
    static QueryParameters parse(@Nullable String query) {
        SortedMap<String, String> values = new TreeMap<>();
        if (query == null || query.isEmpty()) {
            return new QueryParameters(values);
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = PercentText.decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : PercentText.decode(pair.substring(equals + 1), true);
            if (values.put(name, value) != null) {
                throw HttpProblem.badParameter(
                        "The query parameter " + Shown.of(name) + " stands there twice. Give it once.");
            }
        }
        return new QueryParameters(values);
    }

    /** The value of a parameter. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Refuses parameters other than these. */
    void allowOnly(String... names) {
        SortedSet<String> known = new TreeSet<>(Arrays.asList(names));
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw HttpProblem.badParameter("Unknown query parameter " + Shown.of(name) + ". Known here: "
                        + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
            }
        }
    }

    /** A whole number within bounds. */
    int integer(String name, int standard, int minimum, int maximum) {
        String text = values.get(name);
        if (text == null) {
            return standard;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= minimum && value <= maximum) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // Told below, like a number out of bounds.
        }
        throw HttpProblem.badParameter("The query parameter " + name + " must be a whole number from " + minimum
                + " to " + maximum + "; found " + Shown.of(text) + ".");
    }
}
