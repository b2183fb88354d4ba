/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
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
 * @param writableWhen in which states of the object a write may set it; null in all. In another state the field is read only: a
 *     change in the catalog is held until the state allows it, and shown with its reason
 */
public record ExternalField(
        String path,
        ExternalType type,
        boolean writable,
        Set<Canonical> canonical,
        @Nullable Integer maxLength,
        @Nullable WritableWhen writableWhen) {
    /**
     * The states in which a field can be written.
     *
     * @param path the external field that tells the state, for example {@code "status"}
     * @param values its values for which the field can be written, for example {@code draft}
     */
    public record WritableWhen(String path, Set<String> values) {
        /** Copies the set. */
        public WritableWhen {
            values = Set.copyOf(values);
        }

        /** Whether an object with these fields is in such a state; one that does not tell its state is taken to be. */
        public boolean allows(Fields object) {
            String state = FieldPath.of(path).get(object) instanceof Value.Text text ? text.text() : null;
            return state == null || values.contains(state);
        }
    }

    /** Writable in all states, or in none. */
    public ExternalField(
            String path, ExternalType type, boolean writable, Set<Canonical> canonical, @Nullable Integer maxLength) {
        this(path, type, writable, canonical, maxLength, null);
    }

    /** The same, writable only in some states of its object. */
    public ExternalField when(WritableWhen states) {
        return new ExternalField(path, type, writable, canonical, maxLength, states);
    }

    /** As an object with these fields lets it be written now. */
    public ExternalField in(Fields object) {
        return writableWhen == null || writableWhen.allows(object)
                ? this
                : new ExternalField(path, type, false, canonical, maxLength, writableWhen);
    }

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
