/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.ErrorKind;
import io.bascule.api.model.Fields;
import io.bascule.testsupport.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens to the store when its server stops, is killed or throws it out. */
final class PostgresOutageTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int WRITERS = 4;
    private static final int MOST_CONNECTIONS = 10;

    private static PostgresServer server;
    private static PostgresSchemas schemas;

    private PostgresUrl url;
    private JdbcCatalogStore store;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = PostgresServer.start();
        schemas = new PostgresSchemas(server);
    }

    @AfterAll
    static void closeServer() throws IOException {
        schemas.close();
    }

    @BeforeEach
    void open() throws Exception {
        if (!server.isStarted()) {
            server.startAgain();
        }
        url = schemas.make();
        store = schemas.open(url);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static void assertFailsForNow(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(BasculeException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.STORE_FAILED);
            assertThat(error.code().kind()).isEqualTo(ErrorKind.TRANSIENT);
        });
    }

    private static OutboxEvent event(String id) {
        return new OutboxEvent(id, OutboxEvent.Kind.RECORD, null, "customer", id, 1, NOON, "created", "{}");
    }

    private String add(String id) {
        return store.write(tx -> {
            tx.outbox().add(event(id));
            return id;
        });
    }

    private Set<String> there() {
        Set<String> ids = new HashSet<>();
        store.read(tx -> tx.outbox().oldest(1_000_000)).forEach(found -> ids.add(found.id()));
        return ids;
    }

    @Test
    void aRestartOfTheServerFailsCallsAndPasses() throws Exception {
        add("before");
        server.stop();

        // Side by side, as each waits a while for the server.
        CompletableFuture<Void> write = CompletableFuture.runAsync(() -> assertFailsForNow(() -> add("meanwhile")));
        CompletableFuture<Void> read = CompletableFuture.runAsync(() -> assertFailsForNow(this::there));
        CompletableFuture.allOf(write, read).get(60, TimeUnit.SECONDS);

        server.startAgain();
        soon(() -> add("after"));
        assertThat(soon(this::there)).containsExactlyInAnyOrder("before", "after");
    }

    /** As after a start of the whole machine. */
    @Test
    void aRuntimeMayStartBeforeItsServer() throws Exception {
        add("before");
        server.stop();

        try (ReopeningStore early = ReopeningStore.open(new StoreSettings(url, PostgresSchemas.LOGIN))) {
            assertFailsForNow(() -> early.read(tx -> tx.outbox().count()));
            server.startAgain();

            assertThat(early.<Long>read(tx -> tx.outbox().count())).isEqualTo(1);
        }
    }

    @Test
    void aServerThatRefusesUsIsNotWaitedFor() {
        StoreSettings wrong = new StoreSettings(url, new Login(PostgresServer.USER, "hush"));

        assertThatThrownBy(() -> ReopeningStore.open(wrong))
                .isInstanceOfSatisfying(
                        BasculeException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.SETTING_INVALID));
    }

    @Test
    void aTransactionThatIsThrownOutFailsAndLeavesNothing() throws Exception {
        assertFailsForNow(() -> store.write(tx -> {
            tx.outbox().add(event("lost"));
            throwOutEverybody();
            return tx.outbox().count();
        }));

        soon(() -> add("after"));
        assertThat(soon(this::there)).containsExactly("after");
    }

    /** A connection that was used a moment ago is handed out unseen: one call for each may fail before it is given up. */
    private static <T> T soon(Supplier<T> call) {
        for (int failures = 0; failures < MOST_CONNECTIONS; failures++) {
            try {
                return call.get();
            } catch (BasculeException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED);
            }
        }
        return call.get();
    }

    private void throwOutEverybody() {
        try {
            schemas.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'bascule'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A commit whose answer got lost may be there; one that was acknowledged must be. */
    @Test
    void nothingAcknowledgedIsMissingAfterKillsOfTheServer() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int kill = 0; kill < 3; kill++) {
                int before = acknowledged.size();
                AtomicBoolean enough = new AtomicBoolean();
                CountDownLatch some = new CountDownLatch(100);
                List<Future<?>> writers = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    String name = "kill" + kill + "-writer" + writer + "-";
                    writers.add(threads.submit(() -> writeUntil(enough, name, acknowledged, some)));
                }
                assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();

                server.kill();
                enough.set(true);
                server.startAgain();
                for (Future<?> writer : writers) {
                    writer.get(60, TimeUnit.SECONDS);
                }

                assertThat(acknowledged.size()).isGreaterThanOrEqualTo(before + 100);
                assertThat(acknowledged).as("missing after kill %d", kill).isSubsetOf(soon(this::there));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void writeUntil(AtomicBoolean enough, String name, Set<String> acknowledged, CountDownLatch some) {
        for (int i = 0; !enough.get(); i++) {
            try {
                add(name + i);
                acknowledged.add(name + i);
                some.countDown();
            } catch (BasculeException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED);
            }
        }
    }

    @Test
    void oneRuntimeHoldsTheLeaseOfADatabase() {
        try (JdbcCatalogStore second = schemas.open(url)) {
            Duration lifetime = Duration.ofSeconds(30);
            assertThat(acquire(store, "first", NOON, lifetime)).contains(1L);

            assertThat(acquire(second, "second", NOON.plusSeconds(29), lifetime))
                    .isEmpty();
            assertThat(acquire(second, "second", NOON.plusSeconds(31), lifetime))
                    .contains(2L);
            assertThat(acquire(store, "first", NOON.plusSeconds(32), lifetime)).isEmpty();
        }
    }

    private static Optional<Long> acquire(JdbcCatalogStore store, String holder, Instant now, Duration lifetime) {
        return store.write(tx -> tx.leases().acquire("engine", holder, now, lifetime));
    }

    /** A runtime looks at its lease, another takes it over and acts, and only then the first one commits: it must not. */
    @Test
    void aRuntimeThatLostItsLeaseCannotUndoWhatTheNextOneDid() throws Exception {
        Duration lifetime = Duration.ofSeconds(30);
        acquire(store, "first", NOON, lifetime);
        store.write(tx -> {
            tx.links().insert(link());
            return null;
        });
        try (JdbcCatalogStore second = schemas.open(url)) {
            AtomicBoolean taken = new AtomicBoolean();
            long epoch = store.write(tx -> {
                long mine = tx.leases().epoch("engine");
                if (mine == 1) {
                    boolean free = tx.intents().ofLink("l1").isEmpty();
                    if (!taken.getAndSet(true)) {
                        inAnotherThread(() -> {
                            acquire(second, "second", NOON.plusSeconds(60), lifetime);
                            second.write(other -> {
                                other.intents().insert(intent());
                                return other.links().find("l1").orElseThrow();
                            });
                        });
                    }
                    if (free) {
                        tx.links().delete(tx.links().find("l1").orElseThrow());
                    }
                }
                return mine;
            });

            assertThat(epoch)
                    .as("the first run was undone, the second saw the new epoch")
                    .isEqualTo(2);
            assertThat(store.<Optional<Link>>read(tx -> tx.links().find("l1"))).isPresent();
        }
    }

    private static Link link() {
        return new Link(
                "l1",
                "stripe",
                "customer",
                "r1",
                null,
                Link.State.NEW,
                1,
                0,
                null,
                0,
                null,
                new TreeMap<>(),
                0,
                NOON,
                NOON);
    }

    private static Intent intent() {
        return new Intent(
                "i1",
                "l1",
                "stripe",
                "customer",
                Intent.Action.CREATE,
                null,
                Fields.EMPTY,
                null,
                Fields.EMPTY,
                "key",
                1,
                new TreeMap<>(),
                "1.0.0",
                NOON,
                1,
                NOON,
                2);
    }

    private static void inAnotherThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
