/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.Fields;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.PropertyFaults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.SyncStatus;
import io.bascule.catalog.internal.JdbcCatalogStore;
import io.bascule.catalog.internal.TypeFiles;
import io.bascule.connector.jdbc.internal.JdbcConnectorFactory;
import io.bascule.connector.stripe.internal.StripeConnectorFactory;
import io.bascule.engine.internal.SyncEngine;
import io.bascule.engine.internal.config.Configured;
import io.bascule.engine.internal.config.Configured.Connection;
import io.bascule.engine.internal.config.Connectors;
import io.bascule.engine.internal.config.MappingFiles;
import io.bascule.engine.internal.config.Reconciler;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.runtime.SystemSurroundings;
import io.bascule.engine.internal.write.Change;
import io.bascule.engine.internal.write.News;
import io.bascule.engine.internal.write.RecordWriter;
import io.bascule.http.internal.AuthorisedHttpProvider;
import io.bascule.jdbc.internal.DataSourceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * The runtime without its framework: store, engine, connectors and their resources, as the distribution puts them together,
 * and a direct way from the outbox to work in the place of Kafka. Used by the test's thread.
 */
final class Hub implements AutoCloseable {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int RECORDS_AT_ONCE = 500;

    private final Path data;
    private final JdbcCatalogStore store;
    private final TypeFiles types;
    private final SystemSurroundings system;
    private final BusyCount busy;
    private final SyncEngine engine;
    private final RecordWriter writer;
    private final OutboxLeg leg;
    private final Connectors connectors = new Connectors();
    private final List<ConnectorFactory> factories =
            List.of(new StripeConnectorFactory("1.0.0"), new JdbcConnectorFactory("1.0.0"));
    private final Reconciler reconciler;
    private final Map<String, Connection> connections = new TreeMap<>();
    private final Map<String, Map<String, Object>> mappings = new TreeMap<>();

    /** With its store in a file, as in a runtime. */
    static Hub onDisk(Path data) throws IOException {
        return new Hub(data, JdbcCatalogStore.below(data), Faults.NONE);
    }

    /** With its store in memory, for many records: the same but for the writing of the file at each commit. */
    static Hub inMemory(Path data, Faults faults) throws IOException {
        return new Hub(data, JdbcCatalogStore.inMemory("hub"), faults);
    }

    /**
     * The faults of an engine that lacks a safeguard.
     *
     * @param mistake its name from {@link io.bascule.api.runtime.Mistake}
     */
    static Faults without(String mistake) {
        return PropertyFaults.of(Map.of(PropertyFaults.PLANT, mistake)::get);
    }

    /** @param data an empty folder for all that the runtime keeps */
    private Hub(Path data, JdbcCatalogStore store, Faults faults) throws IOException {
        system = new SystemSurroundings(faults);
        this.data = data;
        this.store = store;
        Files.createDirectories(data.resolve("secrets"));
        Files.createDirectories(data.resolve("etc/mappings"));
        types = new TypeFiles(data.resolve("etc/types"));
        Surroundings real = system.surroundings();
        busy = new BusyCount(real.executor());
        Surroundings counted =
                new Surroundings(real.clock(), real.scheduler(), busy, real.ids(), real.random(), real.faults());
        long epoch = store.write(tx -> tx.leases()
                        .acquire(EngineStore.LEASE, "hub", real.clock().instant(), LEASE))
                .orElseThrow();
        engine = new SyncEngine(store, types, counted, epoch, new Silence());
        writer = new RecordWriter(counted);
        leg = new OutboxLeg(store, engine);
        factories.forEach(connectors::add);
        connectors.add(new AuthorisedHttpProvider());
        connectors.add(new DataSourceProvider());
        reconciler = new Reconciler(
                engine,
                types,
                connectors,
                data.resolve("secrets"),
                new MappingFiles(data.resolve("etc/mappings")),
                counted);
    }

    /** Keeps a secret, which settings name as {@code secret:NAME}. */
    void secret(String name, String value) {
        try {
            Files.writeString(data.resolve("secrets").resolve(name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Configures a connection; it runs from {@link #start} on. */
    void connect(String name, String kind, Map<String, Object> settings) {
        connections.put(name, new Connection(kind, settings));
    }

    /**
     * Configures a mapping by the connector's own template, accepted.
     *
     * @param name the integration, which is called as in the template
     */
    void map(String name, String type, Map<String, Object> settings) {
        String kind = Objects.requireNonNull(connections.get(name)).kind();
        String json = factories.stream()
                .filter(factory -> factory.kind().equals(kind))
                .flatMap(factory -> factory.mappingTemplates().stream())
                .filter(template -> template.type().equals(type))
                .map(MappingTemplate::json)
                .findFirst()
                .orElseThrow();
        Map<String, Object> scalars = new LinkedHashMap<>(settings);
        scalars.put("accept", "true");
        mappings.put(name + "." + type, scalars);
        try {
            Files.writeString(data.resolve("etc/mappings").resolve(name + "." + type + ".json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts what is configured, and waits until it is online. */
    void start() {
        Configured configured = new Configured(new TreeMap<>(connections), new TreeMap<>(mappings));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !reconciler.reconcile(() -> configured)
                        && engine.runners().size() == connections.size());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> engine.runners().stream()
                        .allMatch(runner -> runner.integration().health().state() == SyncStatus.State.ONLINE));
    }

    /** The catalog as programs use it. */
    Catalog catalog() {
        return engine.catalog();
    }

    SyncEngine engine() {
        return engine;
    }

    Runner runner(String name) {
        return Objects.requireNonNull(engine.runner(name), name);
    }

    /** Reads from the store. */
    <T> T read(Function<StoreTransaction, T> reading) {
        return store.read(reading);
    }

    /** Creates records, many a transaction. */
    List<CatalogRecord> create(String type, List<Fields> all) {
        List<CatalogRecord> created = new ArrayList<>();
        EntityType entityType = types.find(type).orElseThrow();
        Instant now = system.surroundings().clock().instant();
        for (int from = 0; from < all.size(); from += RECORDS_AT_ONCE) {
            List<Fields> some = all.subList(from, Math.min(all.size(), from + RECORDS_AT_ONCE));
            Change change = new Change(CatalogRecord.LOCAL, "test", "load", now, now);
            created.addAll(store.write(tx -> some.stream()
                    .map(fields -> writer.insert(tx, entityType, fields, change))
                    .toList()));
            leg.step();
        }
        return created;
    }

    /** Takes away what waits in the outbox, as if its topic were lost. */
    void loseOutbox() {
        store.write(tx -> {
            List<OutboxEvent> events = tx.outbox().oldest(Integer.MAX_VALUE);
            tx.outbox().delete(events.stream().map(OutboxEvent::id).toList());
            return events;
        });
    }

    /** Carries the outbox on until everything is done that does not wait for a person. */
    void settle(Duration limit) {
        Awaitility.await()
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> leg.step() == 0 && !busy.isBusy() && unfinished() == 0 && !busy.isBusy());
    }

    /** Waits until everything is done that does not wait for a person, and leaves in the outbox what comes of it. */
    void finish(Duration limit) {
        Awaitility.await()
                .atMost(limit)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !busy.isBusy() && unfinished() == 0 && !busy.isBusy());
    }

    private long unfinished() {
        return read(tx -> connections.keySet().stream()
                .mapToLong(name -> tx.work().countByState(name).entrySet().stream()
                        .filter(entry -> entry.getKey() != State.PARKED && entry.getKey() != State.PARKED_FOR_PERSON)
                        .mapToLong(Map.Entry::getValue)
                        .sum())
                .sum());
    }

    /** All open intents of an integration. */
    List<Intent> openIntents(String name) {
        return read(tx -> tx.intents().open(name));
    }

    /** How many records of a type there are. */
    long count(String type) {
        return read(tx -> tx.records().count(type));
    }

    /** The link of a record. */
    Link link(String name, CatalogRecord record) {
        return read(tx -> tx.links().findByRecord(name, record.id())).orElseThrow();
    }

    /** All links of one type. */
    List<Link> links(String name, String type) {
        return read(tx -> tx.links().page(name, type, null, Integer.MAX_VALUE));
    }

    /** All conflicts, decided and held. */
    List<Conflict> conflicts() {
        return read(tx -> tx.conflicts().page(null, null, Integer.MAX_VALUE));
    }

    /** All parked work of an integration. */
    List<Work> parked(String name) {
        List<Work> parked = new ArrayList<>();
        for (State state : List.of(State.PARKED, State.PARKED_FOR_PERSON)) {
            parked.addAll(read(tx -> tx.work().page(name, state, null, Integer.MAX_VALUE)));
        }
        return parked;
    }

    @Override
    public void close() {
        engine.runners().forEach(Runner::stop);
        system.close();
        reconciler.close();
        store.close();
    }

    /** The engine's lanes are nudged by the engine itself; nobody else listens here. */
    private static final class Silence implements News {
        @Override
        public void recordCommitted(CatalogRecord record) {}

        @Override
        public void integration(String integration, String event) {}
    }
}
