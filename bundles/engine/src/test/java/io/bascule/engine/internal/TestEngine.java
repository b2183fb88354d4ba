/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.SyncStatus;
import io.bascule.api.sync.WorkIntake.Outgoing;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real engine over an in-memory store, on a virtual clock and in the thread of the test, with one integration. It takes the
 * place of the broker too: every committed version is brought to the integration as soon as the task that committed it has
 * ended, unless the test loses it.
 *
 * <pre>{@code
 * TestEngine engine = new TestEngine("post", PERSON);
 * engine.start(system, engine.identity(PERSON, "people", "name"));
 * CatalogRecord ada = engine.create("person", Fields.EMPTY.with("name", Value.of("Ada")));
 * engine.run(Duration.ofSeconds(5));
 * }</pre>
 *
 * Nothing happens but in {@link #run} and {@link #drain}. Not thread-safe.
 */
final class TestEngine {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LEASE = Duration.ofDays(365);

    /** What comes due again and again without ever being done would take more at one moment. */
    private static final int MOST_TASKS = 1_000;

    private final String integration;
    private final ManualClock clock = ManualClock.atNewYear();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final List<Outgoing> messages = new ArrayList<>();
    private final List<String> news = new ArrayList<>();
    private final Surroundings surroundings;
    private final SyncEngine engine;

    /**
     * An engine at rest.
     *
     * @param integration the name of the integration that it is going to have
     * @param types what its catalog holds
     */
    TestEngine(String integration, EntityType... types) {
        this.integration = integration;
        surroundings = new Surroundings(clock, scheduler, tasks::add, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        long epoch = store.write(tx ->
                tx.leases().acquire("engine", "test", clock.instant(), LEASE).orElseThrow());
        engine = new SyncEngine(store, new FixedEntityTypes(types), surroundings, epoch, new News() {
            @Override
            public void recordCommitted(CatalogRecord record) {
                messages.add(new Outgoing(integration, record.type(), record.id(), record.version()));
            }

            @Override
            public void integration(String name, String event) {
                news.add(event);
            }
        });
    }

    /** What was told of integrations. */
    List<String> news() {
        return news;
    }

    /** Fields of the same name on both sides that flow both ways, matched by the type's keys; the catalog wins. */
    Mapping identity(EntityType type, String externalType, String... fields) {
        return identity(type, externalType, PlainSystem.capabilities(fields));
    }

    /** The same for all fields that a system has. */
    Mapping identity(EntityType type, String externalType, TypeCapabilities capabilities) {
        return mapping(
                type,
                externalType,
                capabilities,
                capabilities.fields().stream()
                        .map(field -> field(capabilities, field.path(), field.path(), Direction.BOTH, Policy.CATALOG))
                        .toList());
    }

    /** These fields, matched by the type's keys; the catalog wins at first contact. */
    Mapping mapping(EntityType type, String externalType, TypeCapabilities capabilities, List<FieldMapping> fields) {
        return new Mapping(
                integration, type, externalType, capabilities, Direction.BOTH, Policy.CATALOG, fields, type.keys());
    }

    /** A field that keeps its form. */
    static FieldMapping field(
            TypeCapabilities capabilities, String catalog, String external, Direction direction, Policy conflict) {
        return new FieldMapping(
                FieldPath.of(catalog),
                FieldPath.of(external),
                direction,
                conflict,
                Conversion.NONE,
                Objects.requireNonNull(capabilities.field(external)));
    }

    /** Starts the integration: polls every second, sweeps every hour, works on four links at once. */
    Runner start(Connector system, Mapping... mappings) {
        return start(Duration.ofSeconds(1), system, mappings);
    }

    /** The same with another time between two polls. */
    Runner start(Duration pollInterval, Connector system, Mapping... mappings) {
        return engine.start(new Integration(
                integration,
                "test",
                "1",
                system,
                new Integration.Pace(pollInterval, Duration.ofHours(1), Duration.ofMinutes(1), 4, 0),
                List.of(mappings),
                engine.newSequence(),
                engine.countsOf(integration),
                clock.instant()));
    }

    /** The same with no more operations than these. */
    Runner startGranted(Set<Action> granted, Connector system, Mapping... mappings) {
        return engine.start(new Integration(
                integration,
                "test",
                "1",
                system,
                new Integration.Pace(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofMinutes(1), 4, 0),
                List.of(mappings),
                engine.newSequence(),
                engine.countsOf(integration),
                clock.instant(),
                granted));
    }

    /** What it is given instead of reaching for it. */
    Surroundings surroundings() {
        return surroundings;
    }

    /** The engine itself. */
    SyncEngine sync() {
        return engine;
    }

    /** How the integration is shown to people; there must be just one. */
    SyncStatus.Integration shown() {
        List<SyncStatus.Integration> all = engine.status().integrations();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** What it stores into. */
    InMemoryCatalogStore store() {
        return store;
    }

    /** Its time. */
    ManualClock clock() {
        return clock;
    }

    /** Lets virtual time pass. */
    void run(Duration time) {
        run(time, TICK);
    }

    /** Lets virtual time pass in steps; what falls due within a step is done at its end. */
    void run(Duration time, Duration tick) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(tick)) {
            drain();
            scheduler.advance(tick);
        }
        drain();
    }

    /** Lets time pass while a task is under way: timers fall due, and what they start waits. */
    void pass(Duration time) {
        scheduler.advance(time);
    }

    /** Does everything that can be done at this moment. */
    void drain() {
        deliver();
        int done = 0;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            assertThat(++done).as("tasks at one moment").isLessThan(MOST_TASKS);
            deliver();
        }
    }

    /** Looks for what has changed in the system now, and does everything that can be done about it at this moment. */
    void poll() {
        engine.runners().forEach(Runner::pollNow);
        drain();
    }

    /** How many tasks wait to be done at this moment. */
    int tasks() {
        return tasks.size();
    }

    /** Brings what was committed to the integration. */
    void deliver() {
        if (!messages.isEmpty()) {
            List<Outgoing> batch = List.copyOf(messages);
            messages.clear();
            engine.accept(batch);
        }
    }

    /** What was committed and not delivered reaches nobody; it still stands in the outbox. */
    void loseMessages() {
        messages.clear();
    }

    /** A record made by a program of the product. */
    CatalogRecord create(String type, Fields fields) {
        return catalog().create(type, fields, "test", "test");
    }

    /** A record changed by a program of the product. */
    void edit(CatalogRecord record, Fields changed) {
        catalog().patch(record.type(), record.id(), changed, null, "test", "test");
    }

    /** A record deleted by a program of the product. */
    void delete(CatalogRecord record) {
        catalog().delete(record.type(), record.id(), null, "test", "test");
    }

    /** A record of an id as it is now, deleted or not. */
    CatalogRecord find(CatalogRecord record) {
        return catalog().find(record.type(), record.id()).orElseThrow();
    }

    /** The links of a record, live and ended. */
    List<Link> links(CatalogRecord record) {
        return store.read(tx -> tx.links().ofRecord(record.id()));
    }

    Catalog catalog() {
        return engine.catalog();
    }

    /** The first ten records of a type. */
    List<CatalogRecord> records(String type) {
        return store.read(tx -> tx.records().page(type, null, 10));
    }

    /** The link of an object; there must be one. */
    Link linkOf(String type, String externalId) {
        return store.read(tx -> tx.links().findByExternalId(integration, type, externalId))
                .orElseThrow(() -> new AssertionError("No link for " + type + " " + externalId));
    }

    /** The record that an object is linked with; there must be one. */
    CatalogRecord recordOf(String type, String externalId) {
        Link link = linkOf(type, externalId);
        return store.read(tx -> Optional.ofNullable(link.recordId()).flatMap(tx.records()::find))
                .orElseThrow(() -> new AssertionError("Not matched yet: " + link));
    }

    /** The first ten conflicts. */
    List<Conflict> conflicts() {
        return store.read(tx -> tx.conflicts().page(null, null, 10));
    }

    /** Why work is parked, for its data or for a person: the codes, sorted. */
    List<String> parked() {
        return codes(Work.State.PARKED, Work.State.PARKED_FOR_PERSON);
    }

    /** Why work is in one of these states: the codes, sorted. */
    List<String> codes(Work.State... states) {
        return Stream.of(states)
                .flatMap(state -> store.read(tx -> tx.work().page(integration, state, null, 10)).stream())
                .map(work -> String.valueOf(work.code()))
                .sorted()
                .toList();
    }
}
