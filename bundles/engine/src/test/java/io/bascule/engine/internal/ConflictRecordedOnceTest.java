/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.WorkIntake.Outgoing;
import io.bascule.engine.internal.integration.Counts;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.engine.internal.write.News;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A conflict that the catalog wins is one conflict, however often the write that carries it out has to be tried. */
final class ConflictRecordedOnceTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final PlainSystem system = new PlainSystem();
    private SyncEngine engine;

    ConflictRecordedOnceTest() {
        Surroundings surroundings =
                new Surroundings(clock, scheduler, tasks::add, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        long epoch = store.write(tx -> tx.leases()
                .acquire("engine", "test", clock.instant(), Duration.ofDays(1))
                .orElseThrow());
        engine = new SyncEngine(store, TestTypes.all(), surroundings, epoch, new News() {
            @Override
            public void recordCommitted(CatalogRecord record) {
                outgoing.add(new Outgoing("shop", record.type(), record.id(), record.version()));
            }

            @Override
            public void integration(String integration, String event) {}
        });
    }

    @BeforeEach
    void start() {
        TypeCapabilities capabilities = PlainSystem.capabilities("email", "phone");
        engine.start(new Integration(
                "shop",
                "plain",
                "1",
                system,
                new Integration.Pace(Duration.ofSeconds(1), Duration.ofHours(1), 4, 0),
                List.of(new Mapping(
                        "shop",
                        TestTypes.customer(),
                        "customers",
                        capabilities,
                        Direction.BOTH,
                        Policy.CATALOG,
                        capabilities.fields().stream()
                                .map(field -> new FieldMapping(
                                        FieldPath.of(field.path()),
                                        FieldPath.of(field.path()),
                                        Direction.BOTH,
                                        Policy.CATALOG,
                                        Conversion.NONE,
                                        field))
                                .toList(),
                        TestTypes.customer().keys())),
                engine.newSequence(),
                new Counts(),
                clock.instant()));
    }

    private void run(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusMillis(100)) {
            drain();
            scheduler.advance(Duration.ofMillis(100));
        }
        drain();
    }

    private void drain() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            List<Outgoing> batch = List.copyOf(outgoing);
            outgoing.clear();
            engine.accept(batch);
            task = tasks.poll();
        }
    }

    private void edit(CatalogRecord record, String phone) {
        engine.catalog()
                .patch("customer", record.id(), Fields.EMPTY.with("phone", Value.of(phone)), null, "test", "test");
        engine.accept(List.copyOf(outgoing));
        outgoing.clear();
    }

    private List<Conflict> conflicts() {
        return store.read(tx -> tx.conflicts().page(null, null, 100));
    }

    @Test
    void whileItsWriteFailsAndAfterItWentThrough() {
        CatalogRecord record = engine.catalog()
                .create(
                        "customer",
                        Fields.EMPTY.with("email", Value.of("ada@x.org")).with("phone", Value.of("1")),
                        "test",
                        "test");
        run(Duration.ofSeconds(5));

        system.failUpdates(true);
        system.edit("customers", "c1", "phone", Value.of("theirs"));
        edit(record, "ours");
        run(Duration.ofMinutes(10));

        assertThat(system.failedUpdates()).isGreaterThan(2);
        assertThat(conflicts()).hasSize(1);

        system.failUpdates(false);
        run(Duration.ofHours(2));

        assertThat(system.object("customers", "c1").fields().text("phone")).isEqualTo("ours");
        assertThat(conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.externalValue()).isEqualTo(Value.of("theirs"));
            assertThat(conflict.winner()).isEqualTo(Conflict.Winner.CATALOG);
        });
    }

    @Test
    void theSameConflictOnceMoreIsAnotherOne() {
        CatalogRecord record = engine.catalog()
                .create(
                        "customer",
                        Fields.EMPTY.with("email", Value.of("ada@x.org")).with("phone", Value.of("1")),
                        "test",
                        "test");
        run(Duration.ofSeconds(5));
        for (int round = 0; round < 2; round++) {
            system.edit("customers", "c1", "phone", Value.of("theirs"));
            edit(record, "ours");
            run(Duration.ofMinutes(1));
            edit(record, "1");
            run(Duration.ofMinutes(1));
        }

        assertThat(conflicts()).hasSize(2);
    }
}
