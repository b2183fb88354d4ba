/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Named values, ordered by name. A name that is missing is absent, which differs from one whose value is {@link Value#ofNull()}. */
public final class Fields {
    /** No field at all. */
    public static final Fields EMPTY = new Fields(new TreeMap<>());

    private final SortedMap<String, Value> values;

    private Fields(SortedMap<String, Value> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /** These values; the map is copied. */
    public static Fields of(Map<String, Value> values) {
        return values.isEmpty() ? EMPTY : new Fields(new TreeMap<>(values));
    }

    /** The fields of a plain map; see {@link Value#ofPlain(Object)}. */
    public static Fields ofPlain(Map<String, ?> plain) {
        SortedMap<String, Value> values = new TreeMap<>();
        plain.forEach((name, value) -> values.put(name, Value.ofPlain(value)));
        return new Fields(values);
    }

    /** The value of a name, or null if it is absent. */
    public @Nullable Value get(String name) {
        return values.get(name);
    }

    /** The text of a name, or null if it is absent or no text. */
    public @Nullable String text(String name) {
        Value value = values.get(name);
        return value == null ? null : value.textOrNull();
    }

    /** All values by name, unmodifiable. */
    public SortedMap<String, Value> asMap() {
        return values;
    }

    /** Whether no field is here. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** A copy with one value set. */
    public Fields with(String name, Value value) {
        SortedMap<String, Value> copy = new TreeMap<>(values);
        copy.put(name, value);
        return new Fields(copy);
    }

    /** A copy without a name. */
    public Fields without(String name) {
        SortedMap<String, Value> copy = new TreeMap<>(values);
        copy.remove(name);
        return new Fields(copy);
    }

    /** A copy over which the other's values are laid, field by field at this level. */
    public Fields with(Fields others) {
        SortedMap<String, Value> copy = new TreeMap<>(values);
        copy.putAll(others.values);
        return new Fields(copy);
    }

    /** As plain Java objects; see {@link Value#toPlain()}. */
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, value.toPlain()));
        return Collections.unmodifiableMap(plain);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fields fields && values.equals(fields.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
