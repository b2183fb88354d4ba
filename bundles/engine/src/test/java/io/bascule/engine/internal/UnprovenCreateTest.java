/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Work;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.WorkIntake.Outgoing;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.engine.internal.write.News;
import io.bascule.testsupport.FixedEntityTypes;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A create without an answer in a system that has neither keys nor a marker, of a type without match keys. */
final class UnprovenCreateTest {
    private static final EntityType NOTE = new EntityType(
            "note",
            "Note",
            List.of(FieldDefinition.of("title", FieldType.TEXT), FieldDefinition.of("text", FieldType.TEXT)),
            List.of());

    private final ManualClock clock = ManualClock.atNewYear();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final PlainSystem system = new PlainSystem();
    private final SyncEngine engine;

    UnprovenCreateTest() {
        Surroundings surroundings =
                new Surroundings(clock, scheduler, tasks::add, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        long epoch = store.write(tx -> tx.leases()
                .acquire("engine", "test", clock.instant(), Duration.ofDays(1))
                .orElseThrow());
        engine = new SyncEngine(store, new FixedEntityTypes(NOTE), surroundings, epoch, new News() {
            @Override
            public void recordCommitted(CatalogRecord record) {}

            @Override
            public void integration(String integration, String event) {}
        });
    }

    @BeforeEach
    void start() {
        TypeCapabilities capabilities = PlainSystem.capabilities("title", "text");
        Mapping mapping = new Mapping(
                "board",
                NOTE,
                "notes",
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
                List.of());
        engine.start(new Integration(
                "board",
                "plain",
                "1",
                system,
                new Integration.Pace(Duration.ofSeconds(1), Duration.ofHours(1), 4, 0),
                List.of(mapping),
                engine.newSequence(),
                engine.countsOf("board"),
                clock.instant()));
        run(Duration.ofSeconds(2));
    }

    private void run(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusMillis(100)) {
            drain();
            scheduler.advance(Duration.ofMillis(100));
        }
        drain();
    }

    private void drain() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private List<String> parked() {
        return Stream.of(Work.State.PARKED, Work.State.PARKED_FOR_PERSON)
                .flatMap(state -> store.read(tx -> tx.work().page("board", state, null, 10)).stream())
                .map(work -> String.valueOf(work.code()))
                .sorted()
                .toList();
    }

    private long records() {
        return store.read(tx -> tx.records().count("note"));
    }

    private void create(String title) {
        CatalogRecord record =
                engine.catalog().create("note", Fields.EMPTY.with("title", Value.of(title)), "test", "test");
        engine.accept(List.of(new Outgoing("board", "note", record.id(), 1)));
    }

    @Test
    void isNotRepeatedAndItsObjectIsNotTakenForANewOne() {
        system.fallSilent();
        create("Milk");
        run(Duration.ofSeconds(10));

        assertThat(system.created()).hasSize(1);
        assertThat(records()).isEqualTo(1);
        assertThat(parked()).containsExactly(ErrorCode.UNKNOWN_CREATE.text(), "waiting-for-create");
    }

    @Test
    void keepsNoOtherObjectFromComingIn() {
        system.fallSilent();
        create("Milk");
        system.put("notes", Fields.EMPTY.with("title", Value.of("Bread")));
        run(Duration.ofSeconds(10));

        assertThat(records()).isEqualTo(2);
    }
}
