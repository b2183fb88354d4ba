/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A normalised value by which two records are taken for the same thing, for example {@code email=ada@example.org}. Ordered
 * by name and value, so that keys can be locked in one order everywhere.
 *
 * @param name the key's name in its entity type, for example {@code "email"}
 * @param value the normalised value: Unicode NFKC, lower case, white space trimmed and folded, several fields joined by a
 *     unit separator; never blank
 */
public record MatchKey(String name, String value) implements Comparable<MatchKey> {
    /** Several fields of one key are joined by this character (unit separator). */
    private static final String SEPARATOR = "\u001f";

    /**
     * The key of these fields.
     *
     * @return null if any of the fields is blank: blank keys never match
     */
    public static @Nullable MatchKey of(KeyDefinition definition, Fields fields) {
        List<String> parts = new ArrayList<>();
        for (FieldPath path : definition.paths()) {
            Value value = path.get(fields);
            if (value == null || value.isBlank()) {
                return null;
            }
            String text = value.textOrNull();
            parts.add(normalise(text == null ? String.valueOf(value.toPlain()) : text));
        }
        return new MatchKey(definition.name(), String.join(SEPARATOR, parts));
    }

    private static String normalise(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(MatchKey other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : value.compareTo(other.value);
    }
}
