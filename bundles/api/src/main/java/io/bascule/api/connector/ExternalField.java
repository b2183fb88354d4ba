/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field of an external type.
 *
 * @param path its place in the record, for example {@code "address.city"} or a column name
 * @param type what it holds
 * @param writable whether a write may set it
 * @param canonical what the system may do to a value that it stores; two values that are equal after that are one value
 * @param maxLength for texts: the number of characters kept or accepted; null for no limit that is known
 */
public record ExternalField(
        String path,
        ExternalType type,
        boolean writable,
        Set<Canonical> canonical,
        @Nullable Integer maxLength) {
    /** The type of an external field. */
    public enum ExternalType {
        TEXT,
        NUMBER,
        BOOLEAN,
        INSTANT,
        DATE,
        /** A list; where its items are merged one by one, their fields are declared as {@code lines[].quantity}. */
        LIST
    }

    /** What a system may do to a value that it stores. */
    public enum Canonical {
        /** White space at both ends is taken away. */
        TRIMMED,
        /** Letters become lower case. */
        LOWER_CASE,
        /** Empty text and null are the same. */
        EMPTY_IS_NULL,
        /** Numbers are rounded to two places. */
        TWO_PLACES
    }

    /** Copies the set. */
    public ExternalField {
        canonical = Set.copyOf(canonical);
    }

    /** A writable text that is kept to the letter. */
    public static ExternalField text(String path) {
        return new ExternalField(path, ExternalType.TEXT, true, Set.of(), null);
    }
}
