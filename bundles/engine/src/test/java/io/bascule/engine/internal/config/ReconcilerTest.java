/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.model.CatalogRecord;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.SyncEngine;
import io.bascule.engine.internal.config.Configured.Connection;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.write.News;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import io.bascule.testsupport.TestTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** No connector holds up the integrations of another one. */
@SuppressWarnings("NullAway.Init")
final class ReconcilerTest {
    @TempDir
    private Path data;

    private final ManualClock clock = ManualClock.atNewYear();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final LabFactory ailing = new LabFactory("ailing");
    private final LabFactory lab = new LabFactory("lab");
    private final TreeMap<String, Connection> connections = new TreeMap<>();
    private SyncEngine engine;
    private Reconciler reconciler;

    @BeforeEach
    void prepare() {
        InMemoryCatalogStore store = new InMemoryCatalogStore();
        long epoch = store.write(
                        tx -> tx.leases().acquire(EngineStore.LEASE, "test", clock.instant(), Duration.ofDays(1)))
                .orElseThrow();
        Surroundings surroundings = new Surroundings(
                clock, new ManualScheduler(clock), tasks::add, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        engine = new SyncEngine(store, TestTypes.all(), surroundings, epoch, new News() {
            @Override
            public void recordCommitted(CatalogRecord record) {}

            @Override
            public void integration(String name, String event) {}
        });
        Connectors connectors = new Connectors();
        connectors.add(ailing);
        connectors.add(lab);
        reconciler = new Reconciler(engine, TestTypes.all(), connectors, data.resolve("secrets"), surroundings);
        connections.put("first", new Connection("ailing", Map.of("table", "people")));
        connections.put("second", new Connection("lab", Map.of("table", "people")));
    }

    private boolean reconcile() {
        return reconciler.reconcile(() -> new Configured(connections, new TreeMap<>(), new TreeMap<>()));
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private State state(String name) {
        return engine.status().integration(name).orElseThrow().state();
    }

    @Test
    void oneThatFailsToTellItsSettingsIsLeftOut() {
        ailing.fallSilent();
        assertThat(reconcile()).isFalse();
        work();

        assertThat(state("first")).isEqualTo(State.MISCONFIGURED);
        assertThat(state("second")).isEqualTo(State.ONLINE);
    }

    @Test
    void oneIsClosedByAnotherThreadForItMayNeverComeBackFromIt() {
        reconcile();
        work();
        connections.remove("first");
        reconcile();
        clock.advance(Departures.GRACE);
        reconcile();
        assertThat(reconcile()).as("nothing is awaited any more").isFalse();

        assertThat(engine.runner("first")).isNull();
        assertThat(ailing.open()).as("not closed by the reconciler").isEqualTo(1);
        work();
        assertThat(ailing.open()).isZero();
        assertThat(lab.open()).isEqualTo(1);
    }

    @Test
    void atTheEndEverythingIsClosedAtOnce() {
        reconcile();
        work();
        reconciler.close();

        assertThat(ailing.open()).isZero();
        assertThat(lab.open()).isZero();
    }
}
