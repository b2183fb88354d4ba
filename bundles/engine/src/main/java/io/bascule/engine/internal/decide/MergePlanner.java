/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.decide.FieldRule.Action;
import io.bascule.engine.internal.decide.MergePlan.Clash;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The three-way merge, field by field, on the pairs last accounted for. Total and pure. */
public final class MergePlanner {
    private MergePlanner() {}

    /** Decides what a record and an object need, so that afterwards they agree. */
    public static MergePlan plan(MergeInput input) {
        return new Draft(input).plan();
    }

    /** The row of the decision table for one field. Visible for the tests that count the rows. */
    static FieldRule rule(
            FieldMapping field,
            @Nullable Pair pair,
            Value catalog,
            @Nullable Value external,
            FieldTimes times,
            Policy firstMatch) {
        if (external == null) {
            return FieldRule.UNREADABLE;
        }
        boolean agree = field.agree(catalog, external);
        if (pair == null || !pair.mapping().equals(field.hash())) {
            return agree ? FieldRule.FIRST_EQUAL : firstContact(field, catalog, external, firstMatch);
        }
        boolean catalogChanged = !field.sameInCatalog(catalog, pair.catalog());
        boolean externalChanged = !field.sameExternally(external, pair.external());
        if (!catalogChanged && !externalChanged) {
            return FieldRule.NEITHER_CHANGED;
        }
        if (agree) {
            return FieldRule.BOTH_CHANGED_EQUAL;
        }
        if (!field.takesIn() && !field.sendsOut()) {
            return FieldRule.FLOWS_NOWHERE;
        }
        if (catalogChanged && externalChanged) {
            return conflict(field, times);
        }
        if (catalogChanged) {
            return field.sendsOut() ? FieldRule.CATALOG_CHANGED : FieldRule.CATALOG_CHANGED_NOT_SENT;
        }
        return field.takesIn() ? FieldRule.EXTERNAL_CHANGED : FieldRule.EXTERNAL_CHANGED_RESTORED;
    }

    /** Two different values of which nothing is accounted for. */
    private static FieldRule firstContact(FieldMapping field, Value catalog, Value external, Policy firstMatch) {
        if (!field.takesIn() && !field.sendsOut()) {
            return FieldRule.FLOWS_NOWHERE;
        }
        if (catalog.isBlank()) {
            return field.takesIn() ? FieldRule.FIRST_CATALOG_BLANK : FieldRule.FIRST_BLANK_NOT_FILLED;
        }
        if (external.isBlank()) {
            return field.sendsOut() ? FieldRule.FIRST_EXTERNAL_BLANK : FieldRule.FIRST_BLANK_NOT_FILLED;
        }
        if (!field.takesIn()) {
            return FieldRule.FIRST_CATALOG_WINS;
        }
        if (!field.sendsOut()) {
            return FieldRule.FIRST_EXTERNAL_WINS;
        }
        return switch (firstMatch) {
            case CATALOG -> FieldRule.FIRST_CATALOG_WINS;
            case EXTERNAL -> FieldRule.FIRST_EXTERNAL_WINS;
            case MANUAL, NEWEST -> FieldRule.FIRST_HELD;
        };
    }

    private static FieldRule conflict(FieldMapping field, FieldTimes times) {
        if (!field.takesIn()) {
            return FieldRule.CONFLICT_OUT_ONLY;
        }
        if (!field.sendsOut()) {
            return FieldRule.CONFLICT_IN_ONLY;
        }
        return switch (field.conflict()) {
            case CATALOG -> FieldRule.CONFLICT_CATALOG_WINS;
            case EXTERNAL -> FieldRule.CONFLICT_EXTERNAL_WINS;
            case MANUAL -> FieldRule.CONFLICT_HELD;
            case NEWEST -> {
                int newer = times.newer();
                yield newer > 0
                        ? FieldRule.CONFLICT_CATALOG_WINS
                        : newer < 0 ? FieldRule.CONFLICT_EXTERNAL_WINS : FieldRule.CONFLICT_HELD;
            }
        };
    }

    /** A plan in the making. */
    static final class Draft {
        private final MergeInput input;
        private final SortedMap<String, Value> sentValues = new TreeMap<>();
        private final SortedMap<String, Pair> pairs = new TreeMap<>();
        private final SortedMap<String, FieldRule> rules = new TreeMap<>();
        private final List<Clash> conflicts = new ArrayList<>();
        private Fields record;
        private Fields sent = Fields.EMPTY;

        Draft(MergeInput input) {
            this.input = input;
            this.record = input.record();
        }

        MergePlan plan() {
            for (FieldMapping field : input.mapping().fields()) {
                if (field.items() == null) {
                    field(field);
                } else {
                    new ItemPlanner(field, input, this).plan();
                }
            }
            return new MergePlan(
                    record, !record.equals(input.record()), sent, sentValues, pairs, List.copyOf(conflicts), rules);
        }

        void field(FieldMapping field) {
            String path = field.catalog().toString();
            Pair pair = input.pairs().get(path);
            Value catalog = field.catalogValue(input.record());
            Value external = field.externalValue(input.object());
            FieldRule rule = rule(
                    field, pair, catalog, external, times(path), input.mapping().firstMatch());
            if (external == null) {
                rules.put(path, rule);
                return;
            }
            Resolved decided = rule.canBeResolved() ? resolved(field, catalog, external) : null;
            rule = decided == null ? rule : rule.resolved(decided.winner());
            rules.put(path, rule);
            if (isToBeSent(rule.action()) && field.isReadOnlyIn(input.object())) {
                hold(field, rule, pair, catalog, external);
                return;
            }
            String policy = decided == null ? policy(field, rule) : Resolved.POLICY;
            switch (rule.action()) {
                case NOTHING -> {}
                case SETTLE -> settle(field, catalog, external);
                case WRITE_CATALOG -> take(field, external);
                case WRITE_EXTERNAL -> send(field, catalog);
                case RESTORE_EXTERNAL -> {
                    send(field, catalog);
                    clash(field, rule, pair, catalog, external, policy, Winner.CATALOG);
                }
                case ADOPT_EXTERNAL -> {
                    take(field, external);
                    clash(field, rule, pair, catalog, external, policy, Winner.EXTERNAL);
                }
                case HOLD -> clash(field, rule, pair, catalog, external, policy, Winner.HELD);
            }
        }

        private static boolean isToBeSent(Action action) {
            return action == Action.WRITE_EXTERNAL || action == Action.RESTORE_EXTERNAL;
        }

        /** What the object does not take in its state is held, unless a person gave it up. */
        private void hold(FieldMapping field, FieldRule rule, @Nullable Pair pair, Value catalog, Value external) {
            Resolved decided = resolved(field, catalog, external);
            if (decided != null && decided.winner() == Winner.EXTERNAL) {
                take(field, external);
                clash(field, rule, pair, catalog, external, Resolved.POLICY, Winner.EXTERNAL);
            } else {
                clash(field, rule, pair, catalog, external, Conflict.READ_ONLY, Winner.HELD);
            }
        }

        private @Nullable Resolved resolved(FieldMapping field, Value catalog, Value external) {
            String path = field.catalog().toString();
            Value inCatalog = field.conversion().toCatalog(external);
            return input.resolved().stream()
                    .filter(decided -> decided.isAbout(path, catalog, inCatalog))
                    .findFirst()
                    .orElse(null);
        }

        private FieldTimes times(String path) {
            FieldOrigin origin = input.origins().get(path);
            return times(origin == null ? null : origin.sourceTime());
        }

        /** When the catalog's value was set, held against the object's change. */
        FieldTimes times(@Nullable Instant catalog) {
            Duration skew = input.mapping()
                    .capabilities()
                    .skew()
                    .plus(input.mapping().capabilities().granularity());
            return new FieldTimes(catalog, input.changedAt(), skew);
        }

        void tell(FieldPath path, FieldRule rule) {
            rules.put(path.toString(), rule);
        }

        void settle(FieldMapping field, Value catalog, Value external) {
            pairs.put(field.catalog().toString(), new Pair(catalog, external, field.hash()));
        }

        void take(FieldMapping field, Value external) {
            Value value = field.conversion().toCatalog(external);
            record = field.catalog().set(record, value);
            settle(field, field.catalogValue(record), external);
        }

        void send(FieldMapping field, Value catalog) {
            sent = field.external().set(sent, field.conversion().toExternal(catalog));
            if (field.external().get(sent) == null) {
                // A null inside a structure that is not there yet: the path sets nothing, yet the system must clear it.
                sent = withNull(field, sent);
            }
            sent(field, catalog);
        }

        /** What the pair of a field takes as ours once the write is done. */
        void sent(FieldMapping field, Value catalog) {
            sentValues.put(field.catalog().toString(), catalog);
        }

        /** Has an item taken out of its list there. */
        void remove(FieldPath mark) {
            sent = mark.set(sent, Value.of(true));
        }

        /** Takes an item out of a list of the record. */
        void removeItem(FieldPath list, String keyField, String key) {
            if (list.get(record) instanceof Value.Items items) {
                List<Value> rest = items.items().stream()
                        .filter(item -> !(item instanceof Value.Struct struct
                                && key.equals(struct.fields().text(keyField))))
                        .toList();
                record = list.set(record, new Value.Items(rest));
            }
        }

        void clash(Clash clash) {
            conflicts.add(clash);
        }

        private static Fields withNull(FieldMapping field, Fields fields) {
            return field.external().set(field.external().set(fields, Value.of("")), Value.ofNull());
        }

        private String policy(FieldMapping field, FieldRule rule) {
            Policy policy = isFirst(rule) ? input.mapping().firstMatch() : field.conflict();
            return policy.name().toLowerCase(Locale.ROOT);
        }

        private static boolean isFirst(FieldRule rule) {
            return rule.name().startsWith("FIRST");
        }

        private void clash(
                FieldMapping field,
                FieldRule rule,
                @Nullable Pair pair,
                Value catalog,
                Value external,
                String policy,
                Winner winner) {
            clash(new Clash(
                    field.catalog().toString(),
                    isFirst(rule) || pair == null ? null : pair.catalog(),
                    catalog,
                    field.conversion().toCatalog(external),
                    policy,
                    winner));
        }
    }
}
