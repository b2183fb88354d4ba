/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What a field of an entity type may hold, and in which form. */
public enum FieldType {
    /** Text, kept to the letter. */
    TEXT,
    /** A whole number. */
    INTEGER,
    /** An exact number. */
    DECIMAL,
    /** True or false. */
    BOOLEAN,
    /** A moment as ISO 8601 in UTC, for example {@code "2026-11-24T04:32:00Z"}. */
    INSTANT,
    /** A day without time or zone, for example {@code "2026-11-24"}. */
    DATE,
    /** A structure of {@code amount} (a number) and {@code currency} (ISO 4217, for example {@code "EUR"}). */
    MONEY,
    /** The id of another record. */
    REFERENCE,
    /** A structure with fields of its own. */
    OBJECT,
    /** A list of structures or values. */
    LIST;

    /**
     * Checks a value against this type; nested fields are checked by their own definitions.
     *
     * @param value the value; {@link Value#ofNull()} fits every type
     * @return what is wrong, or null if it fits
     */
    @Nullable
    String complaint(Value value) {
        if (value instanceof Value.Null) {
            return null;
        }
        return switch (this) {
            case TEXT, REFERENCE -> value instanceof Value.Text ? null : "expected text";
            case INTEGER ->
                value instanceof Value.Decimal decimal && decimal.number().scale() <= 0
                        ? null
                        : "expected a whole number";
            case DECIMAL -> value instanceof Value.Decimal ? null : "expected a number";
            case BOOLEAN -> value instanceof Value.Bool ? null : "expected true or false";
            case INSTANT -> instant(value) ? null : "expected a moment such as 2026-11-24T04:32:00Z";
            case DATE -> date(value) ? null : "expected a date such as 2026-11-24";
            case MONEY -> money(value) ? null : "expected {\"amount\": 12.50, \"currency\": \"EUR\"}";
            case OBJECT -> value instanceof Value.Struct ? null : "expected an object";
            case LIST -> value instanceof Value.Items ? null : "expected a list";
        };
    }

    private static boolean instant(Value value) {
        try {
            return value instanceof Value.Text text && Instant.parse(text.text()) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean date(Value value) {
        try {
            return value instanceof Value.Text text && LocalDate.parse(text.text()) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean money(Value value) {
        if (!(value instanceof Value.Struct struct)) {
            return false;
        }
        Value amount = struct.fields().get("amount");
        Value currency = struct.fields().get("currency");
        boolean amountFits = amount == null || amount instanceof Value.Null || amount instanceof Value.Decimal;
        boolean currencyFits = currency == null || currency instanceof Value.Null || isCurrency(currency.textOrNull());
        return amountFits
                && currencyFits
                && struct.fields().asMap().keySet().stream()
                        .allMatch(name -> name.equals("amount") || name.equals("currency"));
    }

    private static boolean isCurrency(@Nullable String code) {
        try {
            return code != null && Currency.getInstance(code) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A money value, for example 12.50 EUR. */
    public static Value money(BigDecimal amount, String currency) {
        return new Value.Struct(Fields.EMPTY.with("amount", Value.of(amount)).with("currency", Value.of(currency)));
    }
}
