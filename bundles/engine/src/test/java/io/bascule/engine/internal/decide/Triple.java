/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.decide.DecisionTable.Line;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Policy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field's base pair, catalog value and external value, and what the rules of agreement make of them. Shares no code with the
 * planner: forms, conversions and times are worked out anew.
 *
 * @param field the field
 * @param pair what was last accounted for; null at first contact
 * @param here the catalog's value
 * @param there the system's value; null if it does not show it
 * @param setHere when the catalog's value was set; null if unknown
 * @param setThere when the object changed; null if unknown
 * @param skew within it the order of times says nothing
 * @param firstMatch who wins at first contact
 */
record Triple(
        FieldMapping field,
        @Nullable Pair pair,
        Value here,
        @Nullable Value there,
        @Nullable Instant setHere,
        @Nullable Instant setThere,
        Duration skew,
        Policy firstMatch) {
    private static final String NOTHING = "nothing";
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** The path in the record. */
    String path() {
        return field.catalog().toString();
    }

    /** The line of the table that fits. */
    Line line() {
        if (there == null) {
            return DecisionTable.of("hidden", "", "", "", "", "", "");
        }
        boolean known = pair != null && pair.mapping().equals(field.hash());
        boolean agree =
                form(inTheirForm(here)).equals(form(there)) || form(here).equals(form(inOurForm(there)));
        boolean takesIn = !field.direction().name().equals("OUT");
        boolean sendsOut =
                !field.direction().name().equals("IN") && field.field().writable();
        return DecisionTable.of(
                known ? "known" : "first",
                known ? changed(plain(here), plain(Objects.requireNonNull(pair).catalog())) : filled(here),
                known ? changed(form(there), form(Objects.requireNonNull(pair).external())) : filled(there),
                agree ? "yes" : "no",
                takesIn ? "yes" : "no",
                sendsOut ? "yes" : "no",
                wins(known ? field.conflict() : firstMatch));
    }

    private static String changed(String now, String before) {
        return now.equals(before) ? "same" : "changed";
    }

    private static String filled(Value value) {
        return plain(value).equals(NOTHING) ? "blank" : "filled";
    }

    private String wins(Policy policy) {
        return switch (policy) {
            case CATALOG -> "here";
            case EXTERNAL -> "there";
            case MANUAL -> "nobody";
            case NEWEST -> newest();
        };
    }

    private String newest() {
        if (setHere == null || setThere == null) {
            return "nobody";
        }
        if (setHere.isAfter(setThere.plus(skew))) {
            return "here";
        }
        return setThere.isAfter(setHere.plus(skew)) ? "there" : "nobody";
    }

    /** The catalog's value as the system would be given it. */
    Value inTheirForm(Value value) {
        Conversion conversion = field.conversion();
        if (value instanceof Value.Text text && conversion == Conversion.UPPER) {
            return Value.of(text.text().toUpperCase(Locale.ROOT));
        }
        if (value instanceof Value.Text text && conversion == Conversion.LOWER) {
            return Value.of(text.text().toLowerCase(Locale.ROOT));
        }
        boolean number = value instanceof Value.Decimal && conversion == Conversion.NUMBER_AS_TEXT;
        boolean truth = value instanceof Value.Bool && conversion == Conversion.BOOLEAN_AS_TEXT;
        return number || truth ? Value.of(String.valueOf(value.toPlain())) : value;
    }

    /** The system's value as the catalog would take it. */
    Value inOurForm(Value value) {
        String text = value.textOrNull();
        if (text == null) {
            return value;
        }
        if (field.conversion() == Conversion.NUMBER_AS_TEXT && text.isBlank()) {
            return Value.ofNull();
        }
        if (field.conversion() == Conversion.NUMBER_AS_TEXT
                && NUMBER.matcher(text.strip()).matches()) {
            return Value.of(new BigDecimal(text.strip()));
        }
        if (field.conversion() == Conversion.BOOLEAN_AS_TEXT
                && Set.of("true", "false").contains(text)) {
            return Value.of(text.equals("true"));
        }
        return value;
    }

    /** What is left to tell two values apart by, when nothing is declared of the system: all blanks are one. */
    private static String plain(Value value) {
        Object plain = value.toPlain();
        boolean blank = plain == null
                || plain.toString().isBlank()
                || Set.of("[]", "{}", "{city=null}").contains(plain.toString());
        return blank ? NOTHING : value.getClass().getSimpleName() + " " + plain;
    }

    /** The same after what the system is declared to do to its values. */
    private String form(Value value) {
        Set<Canonical> rules = field.field().canonical();
        Object plain = value.toPlain();
        if (plain instanceof String text) {
            String trimmed = rules.contains(Canonical.TRIMMED) ? text.trim() : text;
            return plain(Value.of(rules.contains(Canonical.LOWER_CASE) ? trimmed.toLowerCase(Locale.ROOT) : trimmed));
        }
        if (plain instanceof BigDecimal number && rules.contains(Canonical.TWO_PLACES)) {
            BigDecimal hundredths = number.movePointRight(2).setScale(0, RoundingMode.HALF_UP);
            return plain(Value.of(hundredths.movePointLeft(2)));
        }
        return plain(value);
    }

    /** What the system makes of a value that it is given and stores. */
    Value stored(Value given) {
        Set<Canonical> rules = field.field().canonical();
        Object plain = given.toPlain();
        if (plain instanceof String text) {
            String kept = rules.contains(Canonical.TRIMMED) ? text.strip() : text;
            kept = rules.contains(Canonical.LOWER_CASE) ? kept.toLowerCase(Locale.ROOT) : kept;
            return kept.isEmpty() && rules.contains(Canonical.EMPTY_IS_NULL) ? Value.ofNull() : Value.of(kept);
        }
        if (plain instanceof BigDecimal number && rules.contains(Canonical.TWO_PLACES)) {
            return Value.of(number.setScale(2, RoundingMode.HALF_UP));
        }
        return given;
    }
}
