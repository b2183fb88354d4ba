/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.integration.Runner;
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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The walks over changed records, which bring what no message told of. */
final class SweepingTest {
    private static final EntityType PERSON = new EntityType(
            "person",
            "Person",
            List.of(FieldDefinition.of("name", FieldType.TEXT)),
            List.of(new KeyDefinition("name", List.of(FieldPath.of("name")))));

    private final ManualClock clock = ManualClock.atNewYear();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final PlainSystem system = new PlainSystem();
    private final SyncEngine engine;

    SweepingTest() {
        Surroundings surroundings =
                new Surroundings(clock, scheduler, tasks::add, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        long epoch = store.write(tx -> tx.leases()
                .acquire("engine", "test", clock.instant(), Duration.ofDays(1))
                .orElseThrow());
        engine = new SyncEngine(store, new FixedEntityTypes(PERSON), surroundings, epoch, new News() {
            @Override
            public void recordCommitted(CatalogRecord record) {}

            @Override
            public void integration(String integration, String event) {}
        });
    }

    private Runner start() {
        TypeCapabilities capabilities = PlainSystem.capabilities("name");
        return engine.start(new Integration(
                "post",
                "plain",
                "1",
                system,
                new Integration.Pace(Duration.ofSeconds(1), Duration.ofHours(1), 4, 0),
                List.of(new Mapping(
                        "post",
                        PERSON,
                        "people",
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
                        PERSON.keys())),
                engine.newSequence(),
                engine.countsOf("post"),
                clock.instant()));
    }

    private void create(String name) {
        engine.catalog().create("person", Fields.EMPTY.with("name", Value.of(name)), "test", "test");
    }

    /** Everything leaves the outbox and reaches nobody: it was routed when the integration was not there. */
    private void loseMessages() {
        store.write(tx -> {
            tx.outbox()
                    .delete(tx.outbox().oldest(100).stream()
                            .map(OutboxEvent::id)
                            .toList());
            return null;
        });
    }

    private void run(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusMillis(500)) {
            drain();
            scheduler.advance(Duration.ofMillis(500));
        }
        drain();
    }

    private void drain() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }

    @Test
    void whatWasOnItsWayAtTheFirstWalkAndWasRoutedBeforeIsBroughtSoonAfter() {
        create("Ada");
        start();
        run(Duration.ofSeconds(2));
        assertThat(system.created()).isEmpty();

        loseMessages();
        run(Duration.ofSeconds(10));

        assertThat(system.created()).containsExactly("people/p1");
    }

    @Test
    void whatTheNextWalkHasToLookAtIsNotPassedOverHoweverLongItTakes() {
        create("Ada");
        start();
        run(Duration.ofHours(3));
        assertThat(system.created()).isEmpty();

        loseMessages();
        run(Duration.ofHours(1));

        assertThat(system.created()).containsExactly("people/p1");
    }

    @Test
    void comingBackFromAFailureIsNoReasonToWalkAgain() {
        Runner runner = start();
        run(Duration.ofSeconds(2));
        create("Ada");
        loseMessages();

        system.fall();
        run(Duration.ofSeconds(20));
        assertThat(runner.integration().health().state()).isEqualTo(State.OFFLINE);
        system.rise();
        run(Duration.ofMinutes(2));
        assertThat(runner.integration().health().state()).isEqualTo(State.ONLINE);
        assertThat(system.created()).isEmpty();

        run(Duration.ofHours(1));
        assertThat(system.created()).containsExactly("people/p1");
    }

    @Test
    void aWalkThatFellDueWhileTheSystemWasAwayIsMadeWhenItIsBack() {
        start();
        run(Duration.ofSeconds(2));
        create("Ada");
        loseMessages();

        system.fall();
        run(Duration.ofMinutes(70));
        system.rise();
        run(Duration.ofMinutes(2));

        assertThat(system.created()).containsExactly("people/p1");
    }

    @Test
    void manyNudgesAreOneTask() {
        Runner runner = start();
        run(Duration.ofSeconds(2));

        for (int i = 0; i < 1000; i++) {
            runner.nudge();
        }
        assertThat(tasks).hasSize(1);

        drain();
        runner.nudge();
        assertThat(tasks).hasSize(1);
    }
}
