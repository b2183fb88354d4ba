/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.connector.Updates;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.TestCapabilities;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.ItemKeys;
import io.bascule.engine.internal.map.ItemMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A list that two sides have edited since they last agreed, and a system that carries out what it is sent: items by their keys,
 * texts in lower case, and an {@code amount} of its own for each quantity. Every edit writes a text that no other edit wrote.
 */
final class ListCase {
    static final List<String> KEYS = List.of("a", "b", "c", "d", "e");
    private static final List<Policy> POLICIES = List.of(Policy.values());
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final FieldMapping list;
    final Mapping mapping;
    final SortedMap<String, Pair> pairs = new TreeMap<>();
    final SortedMap<String, FieldOrigin> origins = new TreeMap<>();
    final @Nullable Instant changedAt;
    final Set<String> tokens = new TreeSet<>();
    Fields record = Fields.EMPTY;
    Fields object = Fields.EMPTY;

    private final SplittableRandom random;
    private int token;

    ListCase(SplittableRandom random) {
        this.random = random;
        Direction direction =
                random.nextInt(3) > 0 ? Direction.BOTH : random.nextBoolean() ? Direction.IN : Direction.OUT;
        Policy policy = POLICIES.get(random.nextInt(POLICIES.size()));
        this.list = list(direction, policy);
        Policy first = random.nextBoolean() ? Policy.CATALOG : random.nextBoolean() ? Policy.EXTERNAL : Policy.MANUAL;
        this.mapping = new Mapping(
                "system",
                TestTypes.invoice(),
                "invoices",
                TestCapabilities.timed(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                direction,
                first,
                List.of(list),
                List.of());
        this.changedAt = random.nextBoolean() ? null : NOON;
        Map<String, Fields> base = new LinkedHashMap<>();
        for (String key : KEYS) {
            if (random.nextInt(3) > 0) {
                String quantity = fresh();
                base.put(key, item(fresh(), quantity).with("amount", Value.of("sum of " + quantity)));
            }
        }
        here(base);
        there(base);
        agree(base);
        tokens.clear();
        here(edited(base, true));
        there(edited(base, false));
    }

    private static FieldMapping list(Direction direction, Policy policy) {
        ExternalField field = new ExternalField("lines", ExternalType.LIST, true, Set.of(), null);
        List<FieldMapping> inside = List.of(
                item("description", "text", direction, policy, true),
                item("quantity", "count", direction, policy, true),
                item("amount", "amount", direction == Direction.OUT ? Direction.OUT : Direction.IN, policy, false));
        return new FieldMapping(
                FieldPath.of("lines"),
                FieldPath.of("lines"),
                direction,
                policy,
                Conversion.NONE,
                field,
                new ItemMapping("key", "id", inside),
                null);
    }

    private static FieldMapping item(
            String catalog, String external, Direction direction, Policy policy, boolean writable) {
        return new FieldMapping(
                FieldPath.of(catalog),
                FieldPath.of(external),
                direction,
                policy,
                Conversion.NONE,
                new ExternalField(
                        "lines[]." + external,
                        ExternalType.TEXT,
                        writable,
                        Set.of(ExternalField.Canonical.LOWER_CASE),
                        null));
    }

    private static Fields item(String description, String quantity) {
        return Fields.EMPTY.with("description", Value.of(description)).with("quantity", Value.of(quantity));
    }

    private String fresh() {
        String text = "t" + ++token;
        tokens.add(text);
        return text;
    }

    private Map<String, Fields> edited(Map<String, Fields> base, boolean here) {
        Map<String, Fields> edited = new LinkedHashMap<>();
        base.forEach((key, item) -> {
            int what = random.nextInt(6);
            if (what == 0) {
                return;
            }
            Fields after = item;
            for (String field : what == 1
                    ? List.of("description")
                    : what == 2 ? List.of("description", "quantity") : List.<String>of()) {
                after = after.with(field, random.nextInt(8) == 0 ? Value.ofNull() : Value.of(fresh()));
                if (here && random.nextBoolean()) {
                    origins.put(
                            "lines[key=" + key + "]." + field,
                            new FieldOrigin(2, "local", NOON.plusSeconds(random.nextInt(-5, 6))));
                }
            }
            edited.put(key, after);
        });
        for (String key : KEYS) {
            if (!base.containsKey(key) && random.nextInt(4) == 0) {
                edited.put(key, item(fresh(), fresh()));
            }
        }
        List<String> order = new ArrayList<>(edited.keySet());
        if (random.nextInt(4) == 0) {
            Collections.reverse(order);
        }
        Map<String, Fields> ordered = new LinkedHashMap<>();
        order.forEach(key -> ordered.put(key, Objects.requireNonNull(edited.get(key))));
        return ordered;
    }

    private void here(Map<String, Fields> items) {
        List<Value> values = new ArrayList<>();
        items.forEach((key, item) -> values.add(
                new Value.Struct(item.with("key", Value.of(key)).with("unmapped", Value.of("only here " + key)))));
        record = Fields.EMPTY.with("lines", new Value.Items(values));
    }

    private void there(Map<String, Fields> items) {
        List<Value> values = new ArrayList<>();
        items.forEach((key, item) -> values.add(new Value.Struct(Fields.EMPTY
                .with("id", Value.of(key))
                .with("text", Objects.requireNonNull(item.get("description")))
                .with("count", Objects.requireNonNull(item.get("quantity")))
                .with("amount", amount(item.get("quantity"))))));
        object = Fields.EMPTY.with("lines", new Value.Items(values));
    }

    private static Value amount(@Nullable Value quantity) {
        String text = quantity == null ? null : quantity.textOrNull();
        return text == null ? Value.ofNull() : Value.of("sum of " + text);
    }

    /** Everything is accounted for as it stands; now and then one field is not. */
    private void agree(Map<String, Fields> base) {
        for (String key : base.keySet()) {
            for (FieldMapping field : list.ofItem(key)) {
                boolean isKey = field.catalog().toString().endsWith("].key");
                if (isKey || random.nextInt(12) > 0) {
                    pairs.put(
                            field.catalog().toString(),
                            new Pair(
                                    field.catalogValue(record),
                                    Objects.requireNonNull(field.externalValue(object)),
                                    field.hash()));
                }
            }
        }
    }

    MergePlan plan() {
        return MergePlanner.plan(new MergeInput(mapping, pairs, record, origins, object, changedAt));
    }

    /** Carries a plan out on record, system and pairs. */
    void carryOut(MergePlan plan) {
        record = plan.record();
        pairs.putAll(plan.pairs());
        Map<String, Fields> items = items(object, "id");
        items(plan.sent(), "id").forEach((key, change) -> {
            if (change.get(Updates.REMOVED) != null) {
                items.remove(key);
            } else {
                Fields after = items.getOrDefault(
                                key, Fields.EMPTY.with("text", Value.ofNull()).with("count", Value.ofNull()))
                        .with(change);
                items.put(key, after.with("amount", amount(after.get("count"))));
            }
        });
        object = Fields.EMPTY.with(
                "lines",
                new Value.Items(
                        items.values().stream().<Value>map(Value.Struct::new).toList()));
        for (FieldMapping field : mapping.takenApart(
                        Fields.EMPTY, object, plan.sentValues().keySet())
                .fields()) {
            String path = field.catalog().toString();
            Value ours = plan.sentValues().get(path);
            if (ours != null) {
                pairs.put(path, new Pair(ours, Objects.requireNonNull(field.externalValue(object)), field.hash()));
            }
        }
        ItemKeys.forget(
                pairs,
                pair -> pair.catalog().equals(Value.ofNull()) && pair.external().equals(Value.ofNull()));
    }

    static Map<String, Fields> items(Fields side, String keyField) {
        Map<String, Fields> items = new LinkedHashMap<>();
        if (side.get("lines") instanceof Value.Items list) {
            for (Value item : list.items()) {
                Fields fields = ((Value.Struct) item).fields();
                items.put(Objects.requireNonNull(fields.text(keyField)), fields);
            }
        }
        return items;
    }

    @Override
    public String toString() {
        return "\n  " + list.direction() + " " + list.conflict() + " first " + mapping.firstMatch() + " changed "
                + changedAt + "\n  record " + record + "\n  object " + object + "\n  pairs " + pairs + "\n  origins "
                + origins;
    }
}
