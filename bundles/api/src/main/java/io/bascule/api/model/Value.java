/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a field: the JSON data model with exact decimals. A field that has no value at all is absent from its {@link
 * Fields}; a field that is known to be empty has the value {@link #ofNull()}. Instants, dates, money and references are texts
 * and structures in the form that their {@link FieldType} lays down.
 */
public sealed interface Value {
    /** Known to be empty; use {@link Value#ofNull()}. */
    record Null() implements Value {
        private static final Null VALUE = new Null();
    }

    /** The value of a field that is known to be empty. */
    static Value ofNull() {
        return Null.VALUE;
    }

    /** Text; also instants, dates and references. */
    record Text(String text) implements Value {}

    /** A number, exact. Equal numbers are equal values however many zeros they were written with. */
    record Decimal(BigDecimal number) implements Value {
        /** Takes away trailing zeros, so that 1.50 equals 1.5. */
        public Decimal {
            BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            number = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    /** True or false. */
    record Bool(boolean bool) implements Value {}

    /** A list in order. */
    record Items(List<Value> items) implements Value {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Named values. */
    record Struct(Fields fields) implements Value {}

    /** A text value. */
    static Value of(String text) {
        return new Text(text);
    }

    /** A number. */
    static Value of(BigDecimal number) {
        return new Decimal(number);
    }

    /** A whole number. */
    static Value of(long number) {
        return new Decimal(BigDecimal.valueOf(number));
    }

    /** A truth value. */
    static Value of(boolean bool) {
        return new Bool(bool);
    }

    /** Whether it is {@link #ofNull()}, blank text, an empty list or a structure of only such values. */
    default boolean isBlank() {
        if (this instanceof Text text) {
            return text.text().isBlank();
        }
        if (this instanceof Items items) {
            return items.items().isEmpty();
        }
        if (this instanceof Struct struct) {
            return struct.fields().asMap().values().stream().allMatch(Value::isBlank);
        }
        return this instanceof Null;
    }

    /** The text of a {@link Text}, or null for every other kind of value. */
    default @Nullable String textOrNull() {
        return this instanceof Text text ? text.text() : null;
    }

    /**
     * The value as plain Java objects: null, String, BigDecimal, Boolean, List and Map (in the order of names), as JSON
     * libraries write them.
     */
    default @Nullable Object toPlain() {
        if (this instanceof Text text) {
            return text.text();
        }
        if (this instanceof Decimal decimal) {
            return decimal.number();
        }
        if (this instanceof Bool bool) {
            return bool.bool();
        }
        if (this instanceof Items items) {
            List<@Nullable Object> plain = new ArrayList<>(items.items().size());
            items.items().forEach(item -> plain.add(item.toPlain()));
            return Collections.unmodifiableList(plain);
        }
        if (this instanceof Struct struct) {
            return struct.fields().toPlain();
        }
        return null;
    }

    /**
     * The value of plain Java objects, as JSON libraries read them.
     *
     * @param plain null, CharSequence, Number, Boolean, List or Map with String keys
     * @throws IllegalArgumentException for anything else, and for numbers that are not finite
     */
    static Value ofPlain(@Nullable Object plain) {
        if (plain == null) {
            return ofNull();
        }
        if (plain instanceof CharSequence text) {
            return new Text(text.toString());
        }
        if (plain instanceof BigDecimal number) {
            return new Decimal(number);
        }
        if (plain instanceof Number number) {
            return new Decimal(new BigDecimal(number.toString()));
        }
        if (plain instanceof Boolean bool) {
            return new Bool(bool);
        }
        if (plain instanceof List<?> list) {
            return new Items(list.stream().map(Value::ofPlain).toList());
        }
        if (plain instanceof Map<?, ?> map) {
            Map<String, Value> values = new LinkedHashMap<>();
            map.forEach((name, value) -> values.put(String.valueOf(name), ofPlain(value)));
            return new Struct(Fields.of(values));
        }
        throw new IllegalArgumentException("A value is null, text, number, boolean, list or map; found "
                + plain.getClass().getName());
    }
}
