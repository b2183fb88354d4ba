/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.TestCapabilities;
import io.bascule.engine.internal.decide.DecisionTable.Does;
import io.bascule.engine.internal.decide.DecisionTable.Line;
import io.bascule.engine.internal.decide.MergePlan.Clash;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A million triples against a model that knows only the rules. Each plan is also carried out, on a system that does to values
 * what it is declared to do or, now and then, cuts them: afterwards the planner must want nothing more, and what flows both ways
 * must agree. Another seed: {@code -Dbascule.triples.seed=7}.
 */
final class MergePlannerTriplesTest {
    private static final int TRIPLES = 1_000_000;
    private static final int LEAST_HITS = 1_000;
    private static final Set<Does> SENDS = EnumSet.of(Does.SEND, Does.SEND_OVER);
    private static final Set<Does> TAKES = EnumSet.of(Does.TAKE, Does.TAKE_OVER);

    private final long seed = Long.getLong("bascule.triples.seed", 20_260_301);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Map<FieldRule, Integer> hits = new EnumMap<>(FieldRule.class);

    /** A mapping with everything that a plan is made from. */
    private record Case(MergeInput input, List<Triple> triples, List<Line> lines) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            triples.forEach(triple -> text.append("\n  ").append(triple));
            return text.append("\n  record ")
                    .append(input.record())
                    .append("\n  object ")
                    .append(input.object())
                    .toString();
        }
    }

    @Test
    void everyPlanIsWhatTheRulesSayAndLeavesNothingToDo() {
        TripleSource source = new TripleSource(random);
        for (int triples = 0; triples < TRIPLES; ) {
            Case drawn = draw(source);
            MergePlan plan = MergePlanner.plan(drawn.input());
            String fault = fault(drawn, plan);
            if (fault.isEmpty()) {
                fault = unrest(drawn, plan);
            }
            if (!fault.isEmpty()) {
                throw new AssertionError("seed " + seed + " after " + triples + " triples: " + fault + drawn);
            }
            triples += drawn.triples().size();
        }
        table("field rule", FieldRule.values(), hits);
    }

    @Test
    void everyLookUpIsAnsweredByTheRules() {
        Map<MatchRule, Integer> rows = new EnumMap<>(MatchRule.class);
        for (int i = 0; i < TRIPLES; i++) {
            boolean creating = random.nextInt(8) == 0;
            int candidates = random.nextInt(4);
            int linked = candidates == 0 ? 0 : random.nextInt(candidates + 1);
            MatchRule row = MatchRule.of(creating, candidates, linked);
            rows.merge(row, 1, Integer::sum);
            assertMatch(row, creating, candidates, linked);
        }
        table("match rule", MatchRule.values(), rows);
    }

    /** An open create goes first; nothing is ever linked but a single candidate that is free; never a second object for one. */
    private static void assertMatch(MatchRule row, boolean creating, int candidates, int linked) {
        boolean right = creating
                ? row == MatchRule.CREATING_WAIT
                : switch (candidates) {
                    case 0 -> row == MatchRule.NONE_CREATE;
                    case 1 -> row == (linked == 1 ? MatchRule.LINKED_PARK : MatchRule.ONE_LINK);
                    default -> row == MatchRule.SEVERAL_PARK;
                };
        if (!right) {
            throw new AssertionError(
                    row + " for creating=" + creating + " candidates=" + candidates + " linked=" + linked);
        }
    }

    private <R extends Enum<R>> void table(String title, R[] rows, Map<R, Integer> counts) {
        StringBuilder text = new StringBuilder(title + ", hits, seed " + seed);
        for (R row : rows) {
            text.append(String.format(Locale.ROOT, "%n  %-26s %,9d", row, counts.getOrDefault(row, 0)));
        }
        System.out.println(text);
        for (R row : rows) {
            assertThat(counts.getOrDefault(row, 0)).as("%s, seed %s", row, seed).isGreaterThanOrEqualTo(LEAST_HITS);
        }
    }

    private Case draw(TripleSource source) {
        Policy firstMatch = source.firstMatch();
        Instant setThere = source.setThere();
        Duration skew = source.seconds();
        Duration granularity = source.seconds();
        List<Triple> triples = new ArrayList<>();
        int first = random.nextInt(TripleSource.mostFields());
        int last = random.nextInt(first, TripleSource.mostFields());
        for (int number = first; number <= last; number++) {
            triples.add(source.triple(number, firstMatch, setThere, skew.plus(granularity)));
        }
        Fields record = Fields.EMPTY.with("unmapped", Value.of("stays"));
        Fields object = Fields.EMPTY.with("unmapped", Value.of("stays there"));
        SortedMap<String, Pair> pairs = new TreeMap<>();
        SortedMap<String, FieldOrigin> origins = new TreeMap<>();
        for (Triple triple : triples) {
            record = triple.field().catalog().set(record, triple.here());
            if (triple.there() != null) {
                object = show(object, triple.field(), triple.there());
            }
            if (triple.pair() != null) {
                pairs.put(triple.path(), triple.pair());
            }
            if (triple.setHere() != null || random.nextBoolean()) {
                origins.put(triple.path(), new FieldOrigin(1, "local", triple.setHere()));
            }
        }
        List<FieldMapping> fields = triples.stream().map(Triple::field).toList();
        Mapping mapping = mapping(fields, firstMatch, skew, granularity);
        return new Case(
                new MergeInput(mapping, pairs, record, origins, object, setThere),
                triples,
                triples.stream().map(Triple::line).toList());
    }

    /** With the value at its place, also if it is null: the systems here show all that they have. */
    private static Fields show(Fields object, FieldMapping field, Value value) {
        return field.external().set(field.external().set(object, Value.of("")), value);
    }

    private static Mapping mapping(List<FieldMapping> fields, Policy firstMatch, Duration skew, Duration granularity) {
        TypeCapabilities capabilities = TestCapabilities.timed(granularity, skew);
        return new Mapping(
                "system", TestTypes.customer(), "things", capabilities, Direction.BOTH, firstMatch, fields, List.of());
    }

    /** What in a plan is not as the rules say, or nothing. */
    private String fault(Case drawn, MergePlan plan) {
        Fields record = drawn.input().record();
        SortedMap<String, Value> sentValues = new TreeMap<>();
        SortedMap<String, Pair> pairs = new TreeMap<>();
        SortedMap<String, FieldRule> rules = new TreeMap<>();
        List<Clash> conflicts = new ArrayList<>();
        for (int i = 0; i < drawn.triples().size(); i++) {
            Triple triple = drawn.triples().get(i);
            Line line = drawn.lines().get(i);
            hits.merge(line.row(), 1, Integer::sum);
            rules.put(triple.path(), line.row());
            Value sent = triple.field().external().get(plan.sent());
            Value expected = SENDS.contains(line.does()) ? triple.inTheirForm(triple.here()) : null;
            if (!Objects.equals(sent, expected)) {
                return triple.path() + " sends " + sent + ", expected " + expected + " by " + line;
            }
            if (expected != null) {
                sentValues.put(triple.path(), triple.here());
            }
            if (TAKES.contains(line.does())) {
                Value taken = triple.inOurForm(Objects.requireNonNull(triple.there()));
                record = triple.field().catalog().set(record, taken);
                pairs.put(
                        triple.path(),
                        new Pair(taken, triple.there(), triple.field().hash()));
            }
            if (line.does() == Does.SETTLE) {
                pairs.put(
                        triple.path(),
                        new Pair(
                                triple.here(),
                                Objects.requireNonNull(triple.there()),
                                triple.field().hash()));
            }
            clash(triple, line).ifPresent(conflicts::add);
        }
        return differ("rules", plan.rules(), rules)
                + differ("record", plan.record(), record)
                + differ(
                        "writesCatalog",
                        plan.writesCatalog(),
                        !record.equals(drawn.input().record()))
                + differ("sentValues", plan.sentValues(), sentValues)
                + differ("writesExternal", plan.writesExternal(), !sentValues.isEmpty())
                + differ("pairs", plan.pairs(), pairs)
                + differ("conflicts", plan.conflicts(), conflicts);
    }

    private static String differ(String what, Object found, Object expected) {
        return found.equals(expected) ? "" : what + " " + found + ", expected " + expected + "; ";
    }

    /** The conflict that has to be recorded: with every value that is replaced unseen, or held. */
    private static Optional<Clash> clash(Triple triple, Line line) {
        Winner winner = switch (line.does()) {
            case SEND_OVER -> Winner.CATALOG;
            case TAKE_OVER -> Winner.EXTERNAL;
            case HOLD -> Winner.HELD;
            case NOTHING, SETTLE, SEND, TAKE -> null;
        };
        if (winner == null) {
            return Optional.empty();
        }
        Pair pair = triple.pair();
        boolean known = pair != null && pair.mapping().equals(triple.field().hash());
        Policy policy = known ? triple.field().conflict() : triple.firstMatch();
        return Optional.of(new Clash(
                triple.path(),
                known ? Objects.requireNonNull(pair).catalog() : null,
                triple.here(),
                triple.inOurForm(Objects.requireNonNull(triple.there())),
                policy.name().toLowerCase(Locale.ROOT),
                winner));
    }

    /** What is still to do after a plan was carried out, or nothing. */
    private String unrest(Case drawn, MergePlan plan) {
        MergeInput input = drawn.input();
        Fields object = input.object();
        SortedMap<String, Pair> pairs = new TreeMap<>(input.pairs());
        pairs.putAll(plan.pairs());
        List<Triple> cut = new ArrayList<>();
        for (Triple triple : drawn.triples()) {
            Value given = triple.field().external().get(plan.sent());
            if (given != null) {
                Value stored = triple.stored(given);
                String text = stored.textOrNull();
                if (text != null && text.length() > 3 && random.nextInt(8) == 0) {
                    stored = Value.of(text.substring(0, 3));
                    cut.add(triple);
                }
                object = show(object, triple.field(), stored);
                pairs.put(
                        triple.path(),
                        new Pair(triple.here(), stored, triple.field().hash()));
            }
        }
        MergePlan next = MergePlanner.plan(
                new MergeInput(input.mapping(), pairs, plan.record(), input.origins(), object, input.changedAt()));
        List<Clash> held = plan.conflicts().stream()
                .filter(clash -> clash.winner() == Winner.HELD)
                .toList();
        String unrest = differ("afterwards the record", next.record(), plan.record())
                + differ("afterwards it sends", next.sent(), Fields.EMPTY)
                + differ("afterwards the pairs", next.pairs(), new TreeMap<>())
                + differ("afterwards the conflicts", next.conflicts(), held);
        for (int i = 0; i < drawn.triples().size(); i++) {
            Triple triple = drawn.triples().get(i);
            Value there = triple.field().external().get(object);
            boolean isHeld = held.stream().anyMatch(clash -> clash.path().equals(triple.path()));
            boolean flowsBothWays = triple.field().takesIn() && triple.field().sendsOut();
            // Sides that were left different by whoever accounted for them, and that nobody touched since, stay so.
            boolean touched = drawn.lines().get(i).row() != FieldRule.NEITHER_CHANGED;
            if (there != null && flowsBothWays && touched && !isHeld && !cut.contains(triple)) {
                Value here = triple.field().catalogValue(plan.record());
                Triple after = new Triple(triple.field(), null, here, there, null, null, Duration.ZERO, Policy.MANUAL);
                unrest += differ(triple.path() + " in the end", after.line().row(), FieldRule.FIRST_EQUAL);
            }
        }
        return unrest;
    }
}
