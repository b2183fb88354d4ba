/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Link;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ParentsFirstTest {
    private static final EntityType PERSON = new EntityType(
            "person",
            "Person",
            List.of(FieldDefinition.of("name", FieldType.TEXT)),
            List.of(new KeyDefinition("name", List.of(FieldPath.of("name")))));

    private static final EntityType LETTER = new EntityType(
            "letter",
            "Letter",
            List.of(
                    FieldDefinition.of("subject", FieldType.TEXT),
                    new FieldDefinition("sender", FieldType.REFERENCE, false, false, "person", null, List.of())),
            List.of());

    private final ManualClock clock = ManualClock.atNewYear();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final PlainSystem system = new PlainSystem();
    private SyncEngine engine;

    ParentsFirstTest() {
        Surroundings surroundings =
                new Surroundings(clock, scheduler, tasks::add, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        long epoch = store.write(tx -> tx.leases()
                .acquire("engine", "test", clock.instant(), Duration.ofDays(1))
                .orElseThrow());
        engine = new SyncEngine(store, new FixedEntityTypes(PERSON, LETTER), surroundings, epoch, new News() {
            @Override
            public void recordCommitted(CatalogRecord record) {
                outgoing.add(new Outgoing("post", record.type(), record.id(), record.version()));
            }

            @Override
            public void integration(String integration, String event) {}
        });
    }

    @BeforeEach
    void start() {
        engine.start(integration());
    }

    private Integration integration() {
        return new Integration(
                "post",
                "plain",
                "1",
                system,
                new Integration.Pace(Duration.ofSeconds(1), Duration.ofHours(1), 4, 0),
                List.of(mapping(PERSON, "people", "name"), mapping(LETTER, "letters", "subject", "sender")),
                engine.newSequence(),
                engine.countsOf("post"),
                clock.instant());
    }

    private static Mapping mapping(EntityType type, String externalType, String... fields) {
        TypeCapabilities capabilities = PlainSystem.capabilities(fields);
        return new Mapping(
                "post",
                type,
                externalType,
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
                type.keys());
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
            if (!outgoing.isEmpty()) {
                List<Outgoing> batch = List.copyOf(outgoing);
                outgoing.clear();
                engine.accept(batch);
            }
            task = tasks.poll();
        }
    }

    @Test
    void aChildWaitsUntilItsParentIsInTheSystemAndRefersToItByTheSystemsId() {
        CatalogRecord parent =
                engine.catalog().create("person", Fields.EMPTY.with("name", Value.of("Ada")), "test", "test");
        CatalogRecord child = engine.catalog()
                .create(
                        "letter",
                        Fields.EMPTY.with("subject", Value.of("Hello")).with("sender", Value.of(parent.id())),
                        "test",
                        "test");
        // Only the child's version is sent out: the parent has to be asked for.
        outgoing.clear();
        engine.accept(List.of(new Outgoing("post", "letter", child.id(), 1)));

        run(Duration.ofSeconds(5));

        assertThat(system.created()).containsExactly("people/p1", "letters/l2");
        assertThat(system.object("letters", "l2").fields().text("sender")).isEqualTo("p1");
    }

    @Test
    void anArrivingChildFetchesItsParentAndRefersToItsRecord() {
        String sender = system.put("people", Fields.EMPTY.with("name", Value.of("Bob")));
        String letter = system.put(
                "letters", Fields.EMPTY.with("subject", Value.of("Hi")).with("sender", Value.of(sender)));

        run(Duration.ofSeconds(5));

        String parent = recordOf("person", sender);
        String child = recordOf("letter", letter);
        assertThat(store.read(tx -> tx.records().find(child))
                        .orElseThrow()
                        .fields()
                        .text("sender"))
                .isEqualTo(parent);
    }

    @Test
    void aChangedReferenceIsTranslatedBothWays() {
        String ada = system.put("people", Fields.EMPTY.with("name", Value.of("Ada")));
        String bob = system.put("people", Fields.EMPTY.with("name", Value.of("Bob")));
        String letter = system.put(
                "letters", Fields.EMPTY.with("subject", Value.of("Hi")).with("sender", Value.of(ada)));
        run(Duration.ofSeconds(5));

        engine.catalog()
                .patch(
                        "letter",
                        recordOf("letter", letter),
                        Fields.EMPTY.with("sender", Value.of(recordOf("person", bob))),
                        null,
                        "test",
                        "test");
        engine.accept(List.copyOf(outgoing));
        run(Duration.ofSeconds(5));

        assertThat(system.object("letters", letter).fields().text("sender")).isEqualTo(bob);
        long conflicts = store.read(tx -> tx.conflicts().count());
        assertThat(conflicts).isZero();
    }

    @Test
    void anIntegrationThatStartsAnewStaysListedAndKeepsItsCounts() {
        engine.catalog().create("person", Fields.EMPTY.with("name", Value.of("Ada")), "test", "test");
        run(Duration.ofSeconds(5));
        assertThat(engine.status().integrations())
                .singleElement()
                .satisfies(shown -> assertThat(shown.effects()).isEqualTo(1));

        engine.stop("post", "Pauses: its settings changed");

        assertThat(engine.status().integrations()).singleElement().satisfies(shown -> {
            assertThat(shown.state()).isEqualTo(State.STARTING);
            assertThat(shown.detail()).isEqualTo("Pauses: its settings changed");
            assertThat(shown.effects()).isEqualTo(1);
        });

        engine.start(integration());
        run(Duration.ofSeconds(5));

        assertThat(engine.status().integrations()).singleElement().satisfies(shown -> {
            assertThat(shown.state()).isEqualTo(State.ONLINE);
            assertThat(shown.effects()).isEqualTo(1);
        });
    }

    private String recordOf(String type, String externalId) {
        Link link = store.read(tx -> tx.links().findByExternalId("post", type, externalId))
                .orElseThrow(() -> new AssertionError("No link for " + type + " " + externalId));
        String record = link.recordId();
        if (record == null) {
            throw new AssertionError("Not matched yet: " + link);
        }
        return record;
    }
}
