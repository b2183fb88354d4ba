/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

import io.bascule.api.model.Value;
import java.math.BigDecimal;
import java.util.Locale;

/** How a value changes its form between the catalog and a system. */
public enum Conversion {
    /** Not at all. */
    NONE,
    /** Text in the catalog, its upper case in the system; taken in as it comes. */
    UPPER,
    /** Text in the catalog, its lower case in the system; taken in as it comes. */
    LOWER,
    /** A number in the catalog, its digits as text in the system. */
    NUMBER_AS_TEXT,
    /** A truth value in the catalog, {@code true} or {@code false} as text in the system. */
    BOOLEAN_AS_TEXT;

    /** The system's form of a catalog value. */
    public Value toExternal(Value value) {
        return switch (this) {
            case NONE -> value;
            case UPPER ->
                value instanceof Value.Text text ? Value.of(text.text().toUpperCase(Locale.ROOT)) : value;
            case LOWER ->
                value instanceof Value.Text text ? Value.of(text.text().toLowerCase(Locale.ROOT)) : value;
            case NUMBER_AS_TEXT ->
                value instanceof Value.Decimal decimal
                        ? Value.of(decimal.number().toPlainString())
                        : value;
            case BOOLEAN_AS_TEXT -> value instanceof Value.Bool bool ? Value.of(Boolean.toString(bool.bool())) : value;
        };
    }

    /** The catalog's form of a system's value; a value that cannot be read so stays as it is, for the type check to find. */
    public Value toCatalog(Value value) {
        if (!(value instanceof Value.Text text)) {
            return value;
        }
        return switch (this) {
            case NONE, UPPER, LOWER -> value;
            case NUMBER_AS_TEXT -> number(text);
            case BOOLEAN_AS_TEXT ->
                switch (text.text()) {
                    case "true" -> Value.of(true);
                    case "false" -> Value.of(false);
                    default -> value;
                };
        };
    }

    private static Value number(Value.Text text) {
        if (text.text().isBlank()) {
            return Value.ofNull();
        }
        try {
            return Value.of(new BigDecimal(text.text().strip()));
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
