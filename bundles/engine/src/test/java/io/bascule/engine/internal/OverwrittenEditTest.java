/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.connector.Change;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.Overwrites;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import io.bascule.testsupport.TestTypes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class OverwrittenEditTest {
    private static final TypeCapabilities CAPABILITIES = PlainSystem.capabilities("phone");

    private static final Mapping MAPPING = new Mapping(
            "stripe",
            TestTypes.customer(),
            "customers",
            CAPABILITIES,
            Direction.BOTH,
            Policy.CATALOG,
            List.of(new FieldMapping(
                    FieldPath.of("phone"),
                    FieldPath.of("phone"),
                    Direction.BOTH,
                    Policy.CATALOG,
                    Conversion.NONE,
                    CAPABILITIES.fields().get(0))),
            List.of());

    private final ManualClock clock = ManualClock.atNewYear();
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final Overwrites overwrites = new Overwrites(new Surroundings(
            clock, new ManualScheduler(clock), Runnable::run, new SeededIds(clock, 1), () -> 0, Faults.NONE));

    private final Link link = new Link(
            "link",
            "stripe",
            "customer",
            "record",
            "cus_1",
            Link.State.LINKED,
            1,
            4,
            null,
            0,
            null,
            new TreeMap<>(),
            0,
            clock.instant(),
            clock.instant());

    private final Intent intent = new Intent(
            "intent",
            "link",
            "stripe",
            "customer",
            Intent.Action.UPDATE,
            "cus_1",
            Fields.EMPTY.with("phone", Value.of("ours")),
            null,
            Fields.EMPTY.with("phone", Value.of("read before")),
            "bsc-intent",
            5,
            new TreeMap<>(Map.of("phone", Value.of("ours"))),
            "1",
            clock.instant(),
            1,
            clock.instant(),
            1);

    private static Change replacing(String value, String key) {
        return new Change("cus_1", null, false, null, Fields.EMPTY.with("phone", Value.of(value)), key);
    }

    private void settled() {
        store.write(tx -> {
            tx.sentUpdates().put(Overwrites.of(MAPPING, link, intent, "record", clock.instant()));
            return null;
        });
    }

    private List<Conflict> after(Change... changes) {
        for (Change change : changes) {
            store.write(tx -> {
                overwrites.check(tx, MAPPING, change);
                return null;
            });
        }
        return store.read(tx -> tx.conflicts().page(null, 10));
    }

    @Test
    void anEditBetweenReadAndWriteIsRecordedOnceHoweverOftenTheStreamTellsIt() {
        settled();

        List<Conflict> conflicts = after(replacing("theirs", "bsc-intent"), replacing("theirs", "bsc-intent"));

        assertThat(conflicts).singleElement().satisfies(conflict -> {
            assertThat(conflict.base()).isEqualTo(Value.of("read before"));
            assertThat(conflict.catalogValue()).isEqualTo(Value.of("ours"));
            assertThat(conflict.externalValue()).isEqualTo(Value.of("theirs"));
            assertThat(conflict.winner()).isEqualTo(Conflict.Winner.CATALOG);
            assertThat(conflict.policy()).isEqualTo("overwritten");
        });
    }

    @Test
    void whatWasReadBeforeMayBeReplaced() {
        settled();

        assertThat(after(replacing("read before", "bsc-intent"))).isEmpty();
    }

    @Test
    void theStreamMayBeFasterThanTheAnswer() {
        store.write(tx -> {
            tx.links().insert(link);
            tx.intents().insert(intent);
            return null;
        });

        assertThat(after(replacing("theirs", "bsc-intent"), replacing("theirs", "bsc-intent")))
                .hasSize(1);
    }

    @Test
    void othersChangesAreNoneOfOurs() {
        settled();

        assertThat(after(replacing("theirs", "somebody's key"))).isEmpty();
    }
}
