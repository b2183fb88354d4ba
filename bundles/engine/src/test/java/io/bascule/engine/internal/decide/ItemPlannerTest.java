/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.connector.Updates;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists that two sides edited, by thousands: each item is treated as the table says, and what is then carried out leaves nothing
 * to do, nothing different and no edit lost. Another seed: {@code -Dbascule.lists.seed=7}.
 */
final class ItemPlannerTest {
    private static final int CASES = 1_000;
    private static final int LEAST_HITS = 4;
    private static final int MOST_ROUNDS = 4;

    private final long seed = Long.getLong("bascule.lists.seed", 20_260_301);
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void everyItemIsTreatedAsTheTableSays() {
        Map<ItemRule.Action, Integer> hits = new EnumMap<>(ItemRule.Action.class);
        for (int number = 0; number < CASES; number++) {
            ListCase drawn = new ListCase(random);
            MergePlan plan = drawn.plan();
            Map<String, Fields> here = ListCase.items(drawn.record, "key");
            Map<String, Fields> there = ListCase.items(drawn.object, "id");
            Map<String, Fields> hereAfter = ListCase.items(plan.record(), "key");
            Map<String, Fields> sent = ListCase.items(plan.sent(), "id");
            for (String key : ListCase.KEYS) {
                ItemRule.Action expected = expected(drawn, key, here, there);
                hits.merge(expected, 1, Integer::sum);
                String where = "seed " + seed + ", case " + number + ", item " + key + ", " + expected;
                Supplier<String> at = () -> where + drawn + "\n  " + plan;
                assertThat(found(key, here, there, hereAfter, sent, plan))
                        .as(at)
                        .isEqualTo(expected);
                if (expected == ItemRule.Action.FIELDS) {
                    assertFields(drawn, key, plan, at);
                }
            }
            assertThat(hereAfter.keySet().stream().filter(here::containsKey).toList())
                    .as("the record's own order, seed %s, case %s", seed, number)
                    .isEqualTo(here.keySet().stream()
                            .filter(hereAfter::containsKey)
                            .toList());
        }
        for (ItemRule.Action action : ItemRule.Action.values()) {
            assertThat(hits.getOrDefault(action, 0))
                    .as("%s, seed %s", action, seed)
                    .isGreaterThan(LEAST_HITS);
        }
    }

    @Test
    void whatIsCarriedOutComesToRestAgreesAndLosesNothing() {
        int held = 0;
        for (int number = 0; number < CASES; number++) {
            ListCase drawn = new ListCase(random);
            String where = "seed " + seed + ", case " + number;
            Supplier<String> at = () -> where + drawn;
            List<MergePlan.Clash> conflicts = new ArrayList<>();
            MergePlan plan = drawn.plan();
            for (int round = 0; plan.writesCatalog() || plan.writesExternal(); round++) {
                assertThat(round).as(at).isLessThan(MOST_ROUNDS);
                conflicts.addAll(plan.conflicts());
                drawn.carryOut(plan);
                plan = drawn.plan();
            }
            conflicts.addAll(plan.conflicts());
            drawn.carryOut(plan);
            assertThat(drawn.plan().pairs()).as(at).isEmpty();
            boolean open = plan.conflicts().stream().anyMatch(clash -> clash.winner() == Winner.HELD);
            held += open ? 1 : 0;
            if (drawn.list.direction() == Direction.BOTH) {
                if (!open) {
                    assertAgree(drawn, at);
                }
                String known = drawn.record + " " + drawn.object + " " + conflicts;
                for (String token : drawn.tokens) {
                    assertThat(known)
                            .as(() -> "the edit " + token + ", " + at.get())
                            .contains("text=" + token + "]");
                }
            }
        }
        assertThat(held).isGreaterThan(LEAST_HITS);
    }

    /** What the planner did with an item, by its effects alone. */
    private static ItemRule.Action found(
            String key,
            Map<String, Fields> here,
            Map<String, Fields> there,
            Map<String, Fields> hereAfter,
            Map<String, Fields> sent,
            MergePlan plan) {
        boolean isHere = here.containsKey(key);
        boolean isThere = there.containsKey(key);
        if (isHere && isThere) {
            return ItemRule.Action.FIELDS;
        }
        Winner winner = plan.conflicts().stream()
                .filter(clash -> clash.path().equals("lines[key=" + key + "]"))
                .map(MergePlan.Clash::winner)
                .findFirst()
                .orElse(null);
        if (winner == Winner.HELD) {
            return ItemRule.Action.HOLD;
        }
        Fields change = sent.get(key);
        if (change != null) {
            boolean removed =
                    change.equals(Fields.EMPTY.with("id", Value.of(key)).with(Updates.REMOVED, Value.of(true)));
            if (removed) {
                return winner == null ? ItemRule.Action.REMOVE_THERE : ItemRule.Action.REMOVE_THERE_OVER;
            }
            return winner == null ? ItemRule.Action.SEND : ItemRule.Action.SEND_OVER;
        }
        if (isHere && !hereAfter.containsKey(key)) {
            return winner == null ? ItemRule.Action.REMOVE_HERE : ItemRule.Action.REMOVE_HERE_OVER;
        }
        if (!isHere && hereAfter.containsKey(key)) {
            return winner == null ? ItemRule.Action.TAKE : ItemRule.Action.TAKE_OVER;
        }
        return isHere || isThere ? ItemRule.Action.NOTHING : ItemRule.Action.FORGET;
    }

    private static ItemRule.Action expected(
            ListCase drawn, String key, Map<String, Fields> here, Map<String, Fields> there) {
        Pair known = drawn.pairs.get("lines[key=" + key + "].key");
        return ItemTable.of(
                known == null ? "no" : "yes",
                here.containsKey(key) ? "yes" : "no",
                there.containsKey(key) ? "yes" : "no",
                isEdited(drawn, key, here, there) ? "yes" : "no",
                drawn.list.takesIn() ? "yes" : "no",
                drawn.list.sendsOut() ? "yes" : "no",
                wins(drawn, key, here.containsKey(key)));
    }

    private static boolean isEdited(ListCase drawn, String key, Map<String, Fields> here, Map<String, Fields> there) {
        Map<String, String> names = Map.of("description", "text", "quantity", "count", "amount", "amount");
        return names.entrySet().stream().anyMatch(name -> {
            Pair pair = drawn.pairs.get("lines[key=" + key + "]." + name.getKey());
            boolean isHere = here.containsKey(key);
            Fields item = isHere ? here.get(key) : there.get(key);
            Value value = item == null ? null : item.get(isHere ? name.getKey() : name.getValue());
            if (value == null || pair == null) {
                return value != null && !value.isBlank();
            }
            return !value.equals(isHere ? pair.catalog() : pair.external());
        });
    }

    private static String wins(ListCase drawn, String key, boolean here) {
        Policy policy = drawn.list.conflict();
        if (policy != Policy.NEWEST) {
            return policy == Policy.CATALOG ? "here" : policy == Policy.EXTERNAL ? "there" : "nobody";
        }
        Instant set = drawn.origins.entrySet().stream()
                .filter(entry -> here && entry.getKey().startsWith("lines[key=" + key + "]."))
                .map(Map.Entry::getValue)
                .map(FieldOrigin::sourceTime)
                .max(Instant::compareTo)
                .orElse(null);
        if (set == null || drawn.changedAt == null) {
            return "nobody";
        }
        long ahead = Duration.between(drawn.changedAt, set).toSeconds();
        return ahead > 2 ? "here" : ahead < -2 ? "there" : "nobody";
    }

    /** Each field of an item that is on both sides is decided as any other field. */
    private static void assertFields(ListCase drawn, String key, MergePlan plan, Supplier<String> at) {
        for (FieldMapping field : drawn.list.ofItem(key)) {
            String path = field.catalog().toString();
            FieldOrigin origin = drawn.origins.get(path);
            Triple triple = new Triple(
                    field,
                    drawn.pairs.get(path),
                    field.catalogValue(drawn.record),
                    field.externalValue(drawn.object),
                    origin == null ? null : origin.sourceTime(),
                    drawn.changedAt,
                    Duration.ofSeconds(2),
                    drawn.mapping.firstMatch());
            assertThat(plan.rules().get(path))
                    .as(() -> path + ", " + at.get())
                    .isEqualTo(triple.line().row());
        }
    }

    private static void assertAgree(ListCase drawn, Supplier<String> at) {
        Map<String, Fields> here = ListCase.items(drawn.record, "key");
        Map<String, Fields> there = ListCase.items(drawn.object, "id");
        assertThat(here.keySet()).as(at).containsExactlyInAnyOrderElementsOf(there.keySet());
        here.forEach((key, item) -> {
            Fields other = there.getOrDefault(key, Fields.EMPTY);
            assertThat(form(item.get("description"))).as(at).isEqualTo(form(other.get("text")));
            assertThat(form(item.get("quantity"))).as(at).isEqualTo(form(other.get("count")));
            // What only flows in and was never accounted for is not cleared by a blank.
            if (!form(other.get("amount")).isEmpty()) {
                assertThat(form(item.get("amount"))).as(at).isEqualTo(form(other.get("amount")));
            }
        });
    }

    private static String form(@Nullable Value value) {
        String text = value == null ? null : value.textOrNull();
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
