/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a mapping, bound to what the system says of it.
 *
 * @param catalog its place in the record
 * @param external its place in the external object
 * @param direction which way it may flow
 * @param conflict who wins a conflict
 * @param conversion how its form changes
 * @param field what the system says of it
 * @param items for a list that is merged item by item: how its items correspond; else null
 * @param within for a field of an item: the item in which it lies; else null
 */
public record FieldMapping(
        FieldPath catalog,
        FieldPath external,
        Direction direction,
        Policy conflict,
        Conversion conversion,
        ExternalField field,
        @Nullable ItemMapping items,
        @Nullable Within within) {
    /**
     * Where a field of an item lies in the object.
     *
     * @param list the list, for example {@code lines}
     * @param item the item, for example {@code lines[key=a]}
     */
    public record Within(FieldPath list, FieldPath item) {}

    /** A field that is no list of items and lies in none. */
    public FieldMapping(
            FieldPath catalog,
            FieldPath external,
            Direction direction,
            Policy conflict,
            Conversion conversion,
            ExternalField field) {
        this(catalog, external, direction, conflict, conversion, field, null, null);
    }

    /** The fields of the item with a key, its key's own first. */
    public List<FieldMapping> ofItem(String key) {
        return items == null ? List.of() : items.of(this, key);
    }

    /** Stands for everything that gives a stored pair its meaning; a pair under another hash is not trusted. */
    public String hash() {
        return catalog + ">" + external + ">" + conversion;
    }

    /** Whether a change in the system is taken into the catalog. */
    public boolean takesIn() {
        return direction.takesIn();
    }

    /** Whether a change in the catalog is sent to the system. */
    public boolean sendsOut() {
        return direction.sendsOut() && field.writable();
    }

    /** Whether the object, in the state that it is in, does not let this field be written. */
    public boolean isReadOnlyIn(Fields object) {
        return field.writable() && !field.in(object).writable();
    }

    /**
     * Whether a value of the system, of which nothing is accounted for, would change the catalog or have to be replaced: not one
     * that is not taken in, and no blank where nothing is sent out.
     */
    public boolean matters(Value external) {
        return takesIn() && (sendsOut() || !external.isBlank());
    }

    /** The record's value here; what is absent in the catalog is empty. */
    public Value catalogValue(Fields record) {
        Value value = catalog.get(record);
        return value == null ? Value.ofNull() : value;
    }

    /**
     * The object's value here, or null if the system does not show it. An item that a list does not have is shown: its fields
     * are empty.
     */
    public @Nullable Value externalValue(Fields object) {
        Value value = external.get(object);
        return value == null && isOfMissingItem(object) ? Value.ofNull() : value;
    }

    private boolean isOfMissingItem(Fields object) {
        return within != null
                && within.list().get(object) != null
                && within.item().get(object) == null;
    }

    /** The same, but below a structure that the system shows as null every field is null. */
    public @Nullable Value externalValueBelowNull(Fields object) {
        return external.getBelowNull(object);
    }

    /** Whether two values of the catalog are the same: null, no text and an empty list all say that there is nothing. */
    public boolean sameInCatalog(Value one, Value other) {
        return one.equals(other) || (one.isBlank() && other.isBlank());
    }

    /** Whether two values are the same for the system: in its canonical form, or both blank. */
    public boolean sameExternally(Value one, Value other) {
        return sameInCatalog(one, other) || Canonicals.of(one, field).equals(Canonicals.of(other, field));
    }

    /** Whether the catalog's value and the system's stand for the same. */
    public boolean agree(Value catalogValue, Value externalValue) {
        return sameExternally(conversion.toExternal(catalogValue), externalValue)
                || sameExternally(catalogValue, conversion.toCatalog(externalValue));
    }
}
