/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import io.bascule.api.event.Lifecycle;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.Routes;
import io.bascule.api.sync.SyncStatus;
import io.bascule.api.sync.WorkIntake;
import io.bascule.engine.internal.house.Housekeeping;
import io.bascule.engine.internal.intake.Intake;
import io.bascule.engine.internal.intake.Poller;
import io.bascule.engine.internal.intake.Sweep;
import io.bascule.engine.internal.intake.WebhookIntake;
import io.bascule.engine.internal.integration.Counts;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.integration.Sequence;
import io.bascule.engine.internal.lane.EngineResolutions;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.lane.Lane;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.write.News;
import io.bascule.engine.internal.write.RecordCatalog;
import io.bascule.engine.internal.write.RecordWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine without its framework: runs integrations over one store. The same object serves a runtime and, on a virtual clock
 * and one thread, the seeded simulation. Thread-safe.
 */
public final class SyncEngine implements Routes, WorkIntake {
    private static final Logger log = LoggerFactory.getLogger(SyncEngine.class);

    private final EngineStore store;
    private final Surroundings surroundings;
    private final Intake intake;
    private final Lane lane;
    private final Poller poller;
    private final Sweep sweep;
    private final WebhookIntake webhooks;
    private final RecordCatalog catalog;
    private final Map<String, Runner> runners = new ConcurrentSkipListMap<>();
    private final EngineStatus status;
    private final EngineResolutions resolutions;
    private final EngineActions actions;
    private final LifecycleOutbox lifecycle;
    private final Housekeeping housekeeping;

    /**
     * An engine under a lease.
     *
     * @param epoch the epoch of the lease that the caller holds
     * @param news told after commits, beside the engine's own lanes
     */
    public SyncEngine(CatalogStore store, EntityTypes types, Surroundings surroundings, long epoch, News news) {
        this.store = new EngineStore(store, surroundings, epoch);
        this.surroundings = surroundings;
        RecordWriter writer = new RecordWriter(surroundings);
        this.intake = new Intake(this.store, surroundings);
        this.lane = new Lane(this.store, surroundings, writer, news);
        this.poller = new Poller(this.store, surroundings, intake);
        this.sweep = new Sweep(this.store, surroundings, intake);
        this.webhooks = new WebhookIntake(this.store, surroundings, intake);
        this.status = new EngineStatus(this.store, surroundings, runners);
        this.resolutions = new EngineResolutions(this.store, surroundings, this::nudge);
        this.actions = new EngineActions(status, surroundings.scheduler(), runners);
        this.lifecycle = new LifecycleOutbox(this.store, surroundings, news);
        this.housekeeping = new Housekeeping(this.store, surroundings);
        this.catalog = new RecordCatalog(store, types, writer, surroundings, news);
    }

    /** The catalog as programs use it. */
    public Catalog catalog() {
        return catalog;
    }

    /** The store under this engine's lease. */
    public EngineStore store() {
        return store;
    }

    /** A sequence for an integration of this engine. */
    public Sequence newSequence() {
        return Sequence.ofEpoch(store.epoch());
    }

    /** Where an integration of a name counts what it does, before and after a restart. */
    public Counts countsOf(String integration) {
        return status.done(integration);
    }

    /** Starts an integration; one of the same name must have been stopped before. */
    public Runner start(Integration integration) {
        return start(integration, null);
    }

    /**
     * Starts an integration.
     *
     * @param before the runner of the same name that was stopped before it, some of whose calls may still be under way; null if
     *     there is none
     */
    public Runner start(Integration integration, @Nullable Runner before) {
        String name = integration.name();
        log.info(
                "Integration {}: {} open intents found",
                name,
                store.read(tx -> tx.intents().open(name).size()));
        integration
                .health()
                .tellsOfChanges((state, detail) -> eventOf(state)
                        .ifPresent(event -> lifecycle.tell(Lifecycle.Subject.INTEGRATION, name, event, detail)));
        Runner runner = new Runner(integration, store, surroundings, lane, poller, sweep);
        if (before != null) {
            runner.comesAfter(before);
        }
        status.runs(name, runner);
        runner.start();
        return runner;
    }

    /**
     * Stops an integration: it takes up no more work. It is still shown, as one that is starting, until it is started again,
     * shown to {@linkplain EngineStatus#rest rest}, or {@linkplain EngineStatus#forget forgotten}.
     *
     * @param why shown meanwhile
     * @return the runner, whose {@link Runner#stop()} tells when nothing is under way any more; null if there is none
     */
    public @Nullable Runner stop(String name, String why) {
        Runner runner = status.startsAnew(name, why);
        if (runner != null) {
            runner.stop();
        }
        return runner;
    }

    /** The running integration of a name, or null. */
    public @Nullable Runner runner(String name) {
        return runners.get(name);
    }

    /** All running integrations. */
    public Collection<Runner> runners() {
        return runners.values();
    }

    /** How it stands. */
    public EngineStatus status() {
        return status;
    }

    /** What people decide. */
    public EngineResolutions resolutions() {
        return resolutions;
    }

    /** What people ask of integrations. */
    public EngineActions actions() {
        return actions;
    }

    /** Where what becomes of integrations and bundles is told. */
    public LifecycleOutbox lifecycle() {
        return lifecycle;
    }

    /** What takes away what is old. */
    public Housekeeping housekeeping() {
        return housekeeping;
    }

    private static Optional<Lifecycle.Event> eventOf(SyncStatus.State state) {
        return switch (state) {
            case ONLINE -> Optional.of(Lifecycle.Event.ONLINE);
            case OFFLINE -> Optional.of(Lifecycle.Event.OFFLINE);
            case DENIED -> Optional.of(Lifecycle.Event.RECONNECT_NEEDED);
            case MISCONFIGURED -> Optional.of(Lifecycle.Event.CONFIGURATION_REFUSED);
            case STARTING, SWAPPING, DISABLED, CONNECTOR_MISSING -> Optional.empty();
        };
    }

    private void nudge(String integration) {
        Runner runner = runners.get(integration);
        if (runner != null) {
            runner.nudge();
        }
    }

    /** Takes in a webhook for a running integration. */
    public WebhookIntake.Answer webhook(Runner runner, WebhookRequest request) {
        WebhookIntake.Answer answer = webhooks.receive(runner.integration(), request);
        runner.nudge();
        return answer;
    }

    @Override
    public List<String> integrationsFor(String type) {
        return runners.values().stream()
                .map(Runner::integration)
                .filter(integration -> sendsOut(integration.mapping(type)))
                .map(Integration::name)
                .toList();
    }

    private static boolean sendsOut(@Nullable Mapping mapping) {
        return mapping != null && mapping.direction().sendsOut();
    }

    @Override
    public List<String> integrations() {
        return runners.values().stream()
                .map(runner -> runner.integration().name())
                .toList();
    }

    @Override
    public void accept(List<Outgoing> records) {
        store.write(tx -> {
            for (Outgoing record : records) {
                Runner runner = runners.get(record.integration());
                Mapping mapping = runner == null ? null : runner.integration().mapping(record.type());
                if (runner != null && mapping != null) {
                    intake.wanted(tx, runner.integration(), mapping, record.recordId(), record.version());
                }
            }
            return null;
        });
        records.stream().map(Outgoing::integration).distinct().forEach(this::nudge);
    }
}
