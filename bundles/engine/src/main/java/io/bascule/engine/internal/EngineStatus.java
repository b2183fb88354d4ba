/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.Work;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.SyncStatus;
import io.bascule.engine.internal.integration.Counts;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.lane.EngineStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How the engine and its integrations stand, those that do not run included. Thread-safe. */
public final class EngineStatus implements SyncStatus {
    /** A rollback that lies further back is no news. */
    private static final int MOST_UPDATES = 20;

    private final EngineStore store;
    private final Surroundings surroundings;
    private final Map<String, Runner> runners;
    private final Map<String, Integration> resting = new ConcurrentHashMap<>();
    private final Map<String, Counts> done = new ConcurrentHashMap<>();

    EngineStatus(EngineStore store, Surroundings surroundings, Map<String, Runner> runners) {
        this.store = store;
        this.surroundings = surroundings;
        this.runners = runners;
    }

    /** Shows an integration that runs from now on. */
    synchronized void runs(String name, Runner runner) {
        runners.put(name, runner);
        resting.remove(name);
    }

    /** Shows one that ran as one that is starting; returns its runner, null if it did not run. */
    synchronized @Nullable Runner startsAnew(String name, String why) {
        Runner runner = runners.remove(name);
        if (runner != null) {
            rest(name, runner.integration().kind(), State.STARTING, why);
        }
        return runner;
    }

    /** Shows an integration that does not run, and why. */
    public synchronized void rest(String name, String kind, State state, String detail) {
        resting.put(
                name,
                new Integration(
                        name,
                        kind,
                        null,
                        state,
                        detail,
                        surroundings.clock().instant(),
                        new TreeMap<>(),
                        0,
                        0,
                        0,
                        null,
                        null));
    }

    /** Forgets an integration that is not configured any more; all that is stored of it stays. */
    public synchronized void forget(String name) {
        resting.remove(name);
    }

    /** What an integration has done; the same object for all that bear its name, one after the other. */
    Counts done(String name) {
        return done.computeIfAbsent(name, any -> new Counts());
    }

    /** Whether an integration of this name is configured, running or not. */
    public boolean isKnown(String name) {
        return runners.containsKey(name) || resting.containsKey(name);
    }

    @Override
    public List<Integration> integrations() {
        SortedMap<String, Integration> all = new TreeMap<>();
        Map<String, Integration> resting;
        Map<String, Runner> runners;
        synchronized (this) {
            // At one moment: each is in one of the two, and the store is asked for long enough to see it change over.
            resting = Map.copyOf(this.resting);
            runners = Map.copyOf(this.runners);
        }
        resting.forEach((name, rests) -> all.put(name, shown(rests)));
        runners.forEach((name, runner) -> all.put(name, shown(runner)));
        return List.copyOf(all.values());
    }

    @Override
    public Optional<Integration> integration(String name) {
        Runner runner;
        Integration rests;
        synchronized (this) {
            runner = runners.get(name);
            rests = resting.get(name);
        }
        return runner == null ? Optional.ofNullable(rests).map(this::shown) : Optional.of(shown(runner));
    }

    private Integration shown(Integration rests) {
        return shown(rests.name(), rests.kind(), null, rests.state(), rests.detail(), rests.since());
    }

    private Integration shown(Runner runner) {
        var integration = runner.integration();
        var health = integration.health();
        return shown(
                integration.name(),
                integration.kind(),
                integration.connectorVersion(),
                health.state(),
                health.detail(),
                health.since());
    }

    private Integration shown(
            String name, String kind, @Nullable String version, State state, String detail, Instant since) {
        Counts counts = done(name);
        List<ConnectorUpdate> updates = updates(name, MOST_UPDATES);
        return new Integration(
                name,
                kind,
                version,
                state,
                detail,
                since,
                counts(name),
                counts.effects(),
                counts.overwritten(),
                counts.unwatched(),
                updates.isEmpty() ? null : updates.get(0),
                updates.stream()
                        .filter(update -> update.outcome() == ConnectorUpdate.Outcome.ROLLED_BACK)
                        .findFirst()
                        .orElse(null));
    }

    @Override
    public List<ConnectorUpdate> updates(String integration, int limit) {
        return store.read(tx -> tx.connectorUpdates().latest(integration, limit));
    }

    private SortedMap<String, Long> counts(String name) {
        return store.read(tx -> {
            SortedMap<String, Long> counts = new TreeMap<>();
            tx.links().countByState(name).forEach((state, count) -> counts.put(text(state), count));
            tx.work().countByState(name).forEach((state, count) -> counts.put(text(state), count));
            return counts;
        });
    }

    private static String text(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public List<Work> work(
            @Nullable String integration, Work.@Nullable State state, @Nullable String after, int limit) {
        return store.read(tx -> tx.work().page(integration, state, after, limit));
    }

    @Override
    public List<Conflict> conflicts(Conflict.@Nullable Winner winner, @Nullable String after, int limit) {
        return store.read(tx -> tx.conflicts().page(winner, after, limit));
    }

    @Override
    public List<Link> links(String recordId) {
        return store.read(tx -> tx.links().ofRecord(recordId));
    }

    @Override
    public Optional<Link> link(String linkId) {
        return store.read(tx -> tx.links().find(linkId));
    }

    @Override
    public Unsent unsent() {
        return store.read(tx -> {
            List<OutboxEvent> oldest = tx.outbox().oldest(1);
            return new Unsent(
                    tx.outbox().count(), oldest.isEmpty() ? null : oldest.get(0).created());
        });
    }
}
