/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.event.Lifecycle.Event;
import io.bascule.api.event.Lifecycle.Subject;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.EngineStore;
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
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LifecycleOutboxTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final InMemoryCatalogStore catalog = new InMemoryCatalogStore();
    private final FailingStore store = new FailingStore();
    private final List<String> news = new ArrayList<>();
    private final LifecycleOutbox lifecycle;

    LifecycleOutboxTest() {
        Surroundings surroundings =
                new Surroundings(clock, scheduler, tasks::add, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        long epoch = catalog.write(tx -> tx.leases()
                .acquire(EngineStore.LEASE, "test", clock.instant(), Duration.ofDays(1))
                .orElseThrow());
        lifecycle = new LifecycleOutbox(new EngineStore(store, surroundings, epoch), surroundings, new News() {
            @Override
            public void recordCommitted(CatalogRecord record) {}

            @Override
            public void integration(String integration, String event) {
                news.add(integration + " " + event);
            }
        });
    }

    /** Fails before or after the commit, as told. */
    private final class FailingStore implements CatalogStore {
        private boolean away;
        private boolean losesAnswer;

        @Override
        public <T> T read(Function<StoreTransaction, T> work) {
            return catalog.read(work);
        }

        @Override
        public <T> T write(Function<StoreTransaction, T> work) {
            if (away) {
                throw failed();
            }
            T done = catalog.write(work);
            if (losesAnswer) {
                losesAnswer = false;
                throw failed();
            }
            return done;
        }

        private BasculeException failed() {
            return new BasculeException(
                    new Problem(ErrorCode.STORE_FAILED, "The store is away", "test", null, null, "Wait."));
        }
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void runAfter(Duration time) {
        scheduler.advance(time);
        run();
    }

    private List<OutboxEvent> stored() {
        return catalog.read(tx -> tx.outbox().oldest(2_000));
    }

    private List<String> told() {
        return stored().stream().map(event -> event.key() + " " + event.event()).toList();
    }

    @Test
    void whatBecomesOfAnIntegrationIsStoredUnderItsNameAndTold() {
        lifecycle.tell(Subject.INTEGRATION, "shop", Event.RECONNECT_NEEDED, "The key was refused.");
        assertThat(news).containsExactly("shop reconnect_needed");
        run();

        OutboxEvent event = stored().get(0);
        assertThat(event.kind()).isEqualTo(OutboxEvent.Kind.LIFECYCLE);
        assertThat(event.integration()).isEqualTo("shop");
        assertThat(event.type()).isEqualTo("integration");
        assertThat(event.key()).isEqualTo("shop");
        assertThat(event.event()).isEqualTo("reconnect_needed");
        assertThat(event.data())
                .isEqualTo("{\"subject\":\"integration\",\"name\":\"shop\",\"event\":\"reconnect_needed\","
                        + "\"detail\":\"The key was refused.\",\"at\":\"2026-01-01T00:00:00Z\"}");
    }

    @Test
    void whatBecomesOfABundleIsNoNewsOfAnIntegration() {
        lifecycle.tell(Subject.BUNDLE, "io.bascule.connector.stripe", Event.BUNDLE_UPDATED, "1.2.0");
        run();

        assertThat(stored().get(0).integration()).isNull();
        assertThat(stored().get(0).type()).isEqualTo("bundle");
        assertThat(told()).containsExactly("io.bascule.connector.stripe updated");
        assertThat(news).isEmpty();
    }

    @Test
    void whatTheStoreCannotTakeIsKeptInItsOrder() {
        store.away = true;
        lifecycle.tell(Subject.INTEGRATION, "shop", Event.STARTED, "1");
        run();
        lifecycle.tell(Subject.INTEGRATION, "shop", Event.ONLINE, "2");
        runAfter(Duration.ofSeconds(5));
        assertThat(stored()).isEmpty();

        store.away = false;
        runAfter(Duration.ofSeconds(1));

        assertThat(told()).containsExactly("shop started", "shop online");
        lifecycle.tell(Subject.INTEGRATION, "shop", Event.PAUSED, "3");
        run();
        assertThat(told()).as("it goes on").hasSize(3);
    }

    @Test
    void aCommitThatGotNoAnswerIsNotStoredTwiceAndLosesNothing() {
        store.losesAnswer = true;
        lifecycle.tell(Subject.INTEGRATION, "shop", Event.STARTED, "1");
        lifecycle.tell(Subject.INTEGRATION, "shop", Event.ONLINE, "2");
        run();
        runAfter(Duration.ofSeconds(1));

        assertThat(told()).containsExactly("shop started", "shop online");
    }

    @Test
    void anEndlessAbsenceTakesNoMoreThanAThousandEvents() {
        store.away = true;
        for (int i = 0; i < 1_005; i++) {
            lifecycle.tell(Subject.INTEGRATION, "shop" + i, Event.OFFLINE, "away");
        }
        store.away = false;
        run();

        assertThat(stored()).hasSize(1_000);
        assertThat(told().get(0)).isEqualTo("shop5 offline");
    }

    @Test
    void aRuntimeWithoutTheLeaseWritesNothingAndForgets() {
        catalog.write(tx -> {
            tx.leases()
                    .acquire(EngineStore.LEASE, "other", clock.instant().plus(Duration.ofDays(2)), Duration.ofDays(1));
            return tx;
        });
        lifecycle.tell(Subject.INTEGRATION, "shop", Event.PAUSED, "1");
        run();

        assertThat(stored()).isEmpty();
        assertThat(lifecycle.flush()).isTrue();
        assertThat(scheduler.waiting()).isEmpty();
    }

    @Test
    void anIntegrationTellsWhenItsSystemIsThereRefusesItOrIsAway() {
        TestEngine engine = new TestEngine("shop", TestTypes.customer());
        PlainSystem system = new PlainSystem();
        engine.start(system, engine.identity(TestTypes.customer(), "customers", "email"));
        engine.run(Duration.ofSeconds(2));
        assertThat(events(engine)).containsExactly("online");

        system.duringChecks(() -> fail(ErrorCode.UNAUTHORISED));
        check(engine);
        check(engine);
        system.duringChecks(() -> fail(ErrorCode.UNREACHABLE));
        check(engine);

        assertThat(events(engine)).containsExactly("online", "reconnect_needed", "offline");
    }

    private static void fail(ErrorCode code) {
        throw new BasculeException(new Problem(code, "No", "test", null, null, "Wait."));
    }

    private static void check(TestEngine engine) {
        engine.sync().runners().forEach(runner -> runner.checkNow(found -> {}));
        engine.run(Duration.ofMillis(200));
    }

    private static List<String> events(TestEngine engine) {
        return engine.store().read(tx -> tx.outbox().oldest(100)).stream()
                .filter(event -> event.kind() == OutboxEvent.Kind.LIFECYCLE)
                .map(OutboxEvent::event)
                .toList();
    }
}
