/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws triples: few different values, so that equal, blank and nearly equal ones meet all the time. */
final class TripleSource {
    /** Where fields lie: plain, in a structure, in an item of a list; never one inside another. */
    private static final List<FieldPath> CATALOG = paths("a", "b", "c.d", "c.e", "f[kind=x].g", "f[kind=y].g");

    private static final List<FieldPath> EXTERNAL = paths("A", "m.B", "m.C", "n.o.D", "E", "F");

    private static final List<Value> TEXTS = values("ada", "Ada", " ada ", "ADA", "adam", "bob", "bobby", "", "  ");

    private static final List<Value> NUMBERS =
            List.of(number("1"), number("1.005"), number("1.01"), number("1.014"), number("-2"), Value.of("1.01"));

    private static final List<Value> NUMBER_TEXTS = values("1", "1.005", "1.010", "1.01", " 1 ", "-2", "one", "");

    private static final List<Value> BOOLEANS = List.of(Value.of(true), Value.of(false), Value.of("true"));

    private static final List<Value> BOOLEAN_TEXTS = values("true", "false", "TRUE", "");

    private static final List<Value> ODD = List.of(
            Value.ofNull(),
            Value.ofNull(),
            Value.of(""),
            new Value.Items(List.of()),
            new Value.Items(List.of(Value.of("ada"))),
            new Value.Struct(Fields.EMPTY.with("city", Value.ofNull())),
            new Value.Struct(Fields.EMPTY.with("city", Value.of("Bath"))));

    private static final List<Set<Canonical>> CANONICAL = List.of(
            Set.of(),
            Set.of(),
            Set.of(Canonical.TRIMMED),
            Set.of(Canonical.LOWER_CASE),
            Set.of(Canonical.TRIMMED, Canonical.LOWER_CASE, Canonical.EMPTY_IS_NULL),
            Set.of(Canonical.EMPTY_IS_NULL),
            Set.of(Canonical.TWO_PLACES));

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SplittableRandom random;

    TripleSource(SplittableRandom random) {
        this.random = random;
    }

    private static List<FieldPath> paths(String... texts) {
        return List.of(texts).stream().map(FieldPath::of).toList();
    }

    private static List<Value> values(String... texts) {
        return List.of(texts).stream().map(Value::of).toList();
    }

    private static Value number(String text) {
        return Value.of(new BigDecimal(text));
    }

    /** How many fields one mapping can have. */
    static int mostFields() {
        return CATALOG.size();
    }

    /** Who wins at first contact, for a whole mapping. */
    Policy firstMatch() {
        return pick(List.of(Policy.CATALOG, Policy.EXTERNAL, Policy.MANUAL));
    }

    /** When an object changed; not every system tells. */
    @Nullable
    Instant setThere() {
        return random.nextInt(5) == 0 ? null : NOON.plusSeconds(random.nextInt(-4, 5));
    }

    Duration seconds() {
        return Duration.ofSeconds(random.nextInt(3));
    }

    /** The triple of a mapping's field, by the field's number. */
    Triple triple(int number, Policy firstMatch, @Nullable Instant setThere, Duration skew) {
        FieldMapping field = field(number);
        Value here = here(field.conversion());
        Value there = random.nextInt(40) == 0 ? null : there(field.conversion(), here);
        Instant setHere = random.nextInt(5) == 0 ? null : NOON.plusSeconds(random.nextInt(-4, 5));
        return new Triple(field, pair(field, here, there), here, there, setHere, setThere, skew, firstMatch);
    }

    private FieldMapping field(int number) {
        FieldPath external = EXTERNAL.get(number);
        return new FieldMapping(
                CATALOG.get(number),
                external,
                pick(List.of(Direction.BOTH, Direction.BOTH, Direction.IN, Direction.OUT)),
                pick(List.of(Policy.NEWEST, Policy.NEWEST, Policy.CATALOG, Policy.EXTERNAL, Policy.MANUAL)),
                pick(List.of(
                        Conversion.NONE,
                        Conversion.NONE,
                        Conversion.UPPER,
                        Conversion.LOWER,
                        Conversion.NUMBER_AS_TEXT,
                        Conversion.BOOLEAN_AS_TEXT)),
                new ExternalField(
                        external.toString(), ExternalType.TEXT, random.nextInt(6) != 0, pick(CANONICAL), null));
    }

    private Value here(Conversion conversion) {
        if (random.nextInt(5) == 0) {
            return pick(ODD);
        }
        return switch (conversion) {
            case NUMBER_AS_TEXT -> pick(NUMBERS);
            case BOOLEAN_AS_TEXT -> pick(BOOLEANS);
            case NONE -> random.nextInt(4) == 0 ? pick(NUMBERS) : pick(TEXTS);
            case UPPER, LOWER -> pick(TEXTS);
        };
    }

    private Value there(Conversion conversion, Value here) {
        int dice = random.nextInt(6);
        if (dice == 0) {
            return pick(ODD);
        }
        if (dice == 1) {
            return conversion.toExternal(here);
        }
        return switch (conversion) {
            case NUMBER_AS_TEXT -> pick(NUMBER_TEXTS);
            case BOOLEAN_AS_TEXT -> pick(BOOLEAN_TEXTS);
            case NONE, UPPER, LOWER -> here(conversion);
        };
    }

    /** No pair, one of another mapping, or one of which each half may be as it is now or something else. */
    private @Nullable Pair pair(FieldMapping field, Value here, @Nullable Value there) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        Value catalog = random.nextBoolean() ? here : here(field.conversion());
        Value external = random.nextBoolean() && there != null ? there : there(field.conversion(), catalog);
        return new Pair(catalog, external, random.nextInt(8) == 0 ? "of another mapping" : field.hash());
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
