/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import io.bascule.testsupport.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is special about a store on PostgreSQL while its server runs. */
final class PostgresDatabaseTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static PostgresSchemas schemas;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        schemas = new PostgresSchemas(PostgresServer.start());
    }

    @AfterAll
    static void stopServer() throws IOException {
        schemas.close();
    }

    private static OutboxEvent event(String id) {
        return new OutboxEvent(id, OutboxEvent.Kind.RECORD, null, "customer", id, 1, NOON, "created", "{}");
    }

    private static CatalogRecord customer(String name) {
        return new CatalogRecord(
                "customer",
                "r1",
                1,
                Fields.EMPTY.with("name", Value.of(name)),
                NOON,
                NOON,
                CatalogRecord.LOCAL,
                "a",
                "c",
                new TreeMap<>());
    }

    private static void assertRefused(PostgresUrl url, Login login, ErrorCode code, String... words) {
        assertThatThrownBy(() -> JdbcCatalogStore.open(url, login))
                .isInstanceOfSatisfying(
                        BasculeException.class,
                        error -> assertThat(error.code()).isEqualTo(code))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("hush");
    }

    private static List<String> texts(PostgresUrl url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        url.jdbc(), PostgresSchemas.LOGIN.user(), PostgresSchemas.LOGIN.password());
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** The order of ids is not that of commits: whoever reads by "greater than the last" would lose the first event. */
    @Test
    void anOlderEventThatIsCommittedLateIsReadAndDeletedOnItsOwn() throws Exception {
        try (JdbcCatalogStore store = schemas.open(schemas.make())) {
            CountDownLatch added = new CountDownLatch(1);
            CountDownLatch youngerIsGone = new CountDownLatch(1);
            CompletableFuture<Integer> older = CompletableFuture.supplyAsync(() -> store.write(tx -> {
                tx.outbox().add(event("e1"));
                added.countDown();
                await(youngerIsGone);
                return 1;
            }));
            await(added);
            store.write(tx -> {
                tx.outbox().add(event("e2"));
                return 1;
            });

            assertThat(store.<List<OutboxEvent>>read(tx -> tx.outbox().oldest(10)))
                    .containsExactly(event("e2"));
            assertThat(store.<Boolean>read(tx -> tx.outbox().hasPending("e1"))).isFalse();
            assertThat(store.<Boolean>read(tx -> tx.outbox().hasPending("e2"))).isTrue();
            store.write(tx -> {
                tx.outbox().delete(List.of("e2"));
                return 1;
            });
            youngerIsGone.countDown();
            assertThat(older.get(30, TimeUnit.SECONDS)).isEqualTo(1);

            assertThat(store.<List<OutboxEvent>>read(tx -> tx.outbox().oldest(10)))
                    .containsExactly(event("e1"));
            assertThat(store.<Boolean>read(tx -> tx.outbox().hasPending("e1"))).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each reads what the other writes: one of them runs again and sees it, as if they had run one after the other. */
    @Test
    void transactionsThatDependOnEachOtherRunAsIfOneAfterTheOther() throws Exception {
        try (JdbcCatalogStore store = schemas.open(schemas.make())) {
            CountDownLatch bothRead = new CountDownLatch(2);
            AtomicInteger runs = new AtomicInteger();
            List<CompletableFuture<Boolean>> both = new ArrayList<>();
            for (String id : List.of("e1", "e2")) {
                both.add(CompletableFuture.supplyAsync(() -> store.write(tx -> {
                    runs.incrementAndGet();
                    boolean first =
                            !tx.outbox().hasPending("e1") && !tx.outbox().hasPending("e2");
                    bothRead.countDown();
                    await(bothRead);
                    if (first) {
                        tx.outbox().add(event(id));
                    }
                    return first;
                })));
            }

            assertThat(List.of(
                            both.get(0).get(30, TimeUnit.SECONDS), both.get(1).get(30, TimeUnit.SECONDS)))
                    .containsExactlyInAnyOrder(true, false);
            assertThat(runs).hasValueGreaterThan(2);
            assertThat(store.<Long>read(tx -> tx.outbox().count())).isEqualTo(1);
        }
    }

    @Test
    void textsThatTheServerRefusesAreKeptInFieldsAndRefusedInKeys() throws SQLException {
        try (JdbcCatalogStore store = schemas.open(schemas.make())) {
            CatalogRecord awkward = customer("a\0b\ud800c");
            store.write(tx -> {
                tx.records().insert(awkward, new TreeSet<>());
                return 1;
            });
            assertThat(store.<Optional<CatalogRecord>>read(tx -> tx.records().find("r1")))
                    .contains(awkward);

            for (String key : List.of("a\0b", "a\ud800b", "\u00e9".repeat(3_000))) {
                assertThatThrownBy(() -> store.write(tx -> {
                            // Random, so that it cannot be kept in less space.
                            tx.keyClaims()
                                    .claim(
                                            "stripe",
                                            "customer",
                                            new TreeSet<>(List.of(new MatchKey("email", spread(key)))),
                                            "l1");
                            return 1;
                        }))
                        .isInstanceOfSatisfying(
                                BasculeException.class,
                                error -> assertThat(error.code()).isEqualTo(ErrorCode.RECORD_INVALID));
            }
        }
    }

    private static String spread(String key) {
        if (key.length() < 100) {
            return key;
        }
        StringBuilder text = new StringBuilder();
        new java.util.Random(7).ints(key.length(), 0x4e00, 0x9000).forEach(text::appendCodePoint);
        return text.toString();
    }

    @Test
    void theTablesAreMadeOnceAndOrderTextsByTheirBytes() throws SQLException {
        PostgresUrl url = schemas.make();
        List<CompletableFuture<JdbcCatalogStore>> together = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            together.add(CompletableFuture.supplyAsync(() -> schemas.open(url)));
        }
        together.forEach(store -> store.join().close());

        assertThat(texts(url, "select name from bascule_schema order by version"))
                .startsWith("tables", "sent-updates", "resolutions", "postgresql-lookups")
                .doesNotHaveDuplicates();
        assertThat(texts(
                        url,
                        "select distinct collation_name from information_schema.columns where table_schema = '"
                                + url.properties().get("currentSchema")
                                + "' and table_name <> 'bascule_schema' and data_type like 'character%'"))
                .containsExactly("C");
    }

    @Test
    void commitsAreDurableWhateverTheServerSays() throws SQLException {
        PostgresUrl url = schemas.make();
        schemas.execute("alter role " + PostgresServer.USER + " set synchronous_commit = off");
        try (PostgresDatabase database = PostgresDatabase.open(url, PostgresSchemas.LOGIN);
                Connection connection = database.connect();
                ResultSet found = connection.createStatement().executeQuery("show synchronous_commit")) {
            found.next();
            assertThat(found.getString(1)).isEqualTo("on");
        } finally {
            schemas.execute("alter role " + PostgresServer.USER + " reset synchronous_commit");
        }
    }

    @Test
    void saysWhyADatabaseCannotBeOpened() throws SQLException {
        String server = schemas.server().url().replaceFirst("/[^/]*$", "/");
        PostgresUrl there = PostgresUrl.of(server + PostgresServer.USER);

        assertRefused(there, new Login("bascule", "hush"), ErrorCode.SETTING_INVALID, "a password that the server");
        assertRefused(
                PostgresUrl.of(server + "nowhere"),
                PostgresSchemas.LOGIN,
                ErrorCode.SETTING_INVALID,
                "Create it",
                "nowhere");
        assertRefused(
                PostgresUrl.of(server + PostgresServer.USER + "?currentSchema=nowhere"),
                PostgresSchemas.LOGIN,
                ErrorCode.SETTING_INVALID,
                "Create the schema");
        schemas.execute("create database latin encoding 'LATIN1' locale 'C' template template0");
        assertRefused(
                PostgresUrl.of(server + "latin"), PostgresSchemas.LOGIN, ErrorCode.SETTING_INVALID, "UTF8", "LATIN1");
        schemas.execute("create role guest login password 'hush'");
        schemas.execute("create schema closed");
        schemas.execute("grant usage on schema closed to guest");
        assertRefused(
                PostgresUrl.of(server + PostgresServer.USER + "?currentSchema=closed"),
                new Login("guest", "hush"),
                ErrorCode.SETTING_INVALID,
                "make tables",
                "permission denied");
    }
}
