/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.Position;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.awkwardFields;
import static io.bascule.testsupport.StoreSamples.conflict;
import static io.bascule.testsupport.StoreSamples.customer;
import static io.bascule.testsupport.StoreSamples.email;
import static io.bascule.testsupport.StoreSamples.event;
import static io.bascule.testsupport.StoreSamples.externalRecord;
import static io.bascule.testsupport.StoreSamples.inbound;
import static io.bascule.testsupport.StoreSamples.intent;
import static io.bascule.testsupport.StoreSamples.keys;
import static io.bascule.testsupport.StoreSamples.link;
import static io.bascule.testsupport.StoreSamples.next;
import static io.bascule.testsupport.StoreSamples.product;
import static io.bascule.testsupport.StoreSamples.sent;
import static io.bascule.testsupport.StoreSamples.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What every {@link CatalogStore} must do. A test class of a store extends it and opens an empty store for each test; the
 * same tests for all stores keep the twin in memory honest.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class CatalogStoreContract {
    /** The store under test; empty at the start of each test. */
    protected CatalogStore store = new InMemoryCatalogStore();

    /** For implementations. */
    protected CatalogStoreContract() {}

    /** Opens an empty store. Closing it is the implementation's own matter, in an {@code @AfterEach} of its own. */
    protected abstract CatalogStore open() throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
    }

    private void write(Consumer<StoreTransaction> work) {
        boolean done = store.write(transaction -> {
            work.accept(transaction);
            return true;
        });
        assertThat(done).isTrue();
    }

    private <T> T read(Function<StoreTransaction, T> work) {
        return store.read(work);
    }

    private <T> List<T> readList(Function<StoreTransaction, List<T>> work) {
        return store.read(work);
    }

    private <T> Optional<T> readOptional(Function<StoreTransaction, Optional<T>> work) {
        return store.read(work);
    }

    private <K, V> Map<K, V> readMap(Function<StoreTransaction, Map<K, V>> work) {
        return store.read(work);
    }

    private long readLong(Function<StoreTransaction, Long> work) {
        return store.read(work);
    }

    private boolean readBoolean(Function<StoreTransaction, Boolean> work) {
        return store.read(work);
    }

    private void assertStale(Consumer<StoreTransaction> work) {
        assertThatThrownBy(() -> write(work)).isInstanceOf(StaleException.class);
    }

    /** A runtime exception that is none of the store's business. */
    private static final class Boom extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A failure that stands for the end of the process. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Nested
    class Transactions {
        @Test
        void nothingIsVisibleAfterAnException() {
            write(t -> {
                t.records().insert(customer("r0", 1, NOON), keys(email("old@x.org")));
                t.links().insert(link("l0", "r0", "cus_0"));
                t.work().insert(work("l0", "stripe", Work.State.READY, NOON));
                t.outbox().add(event("e0", NOON, "r0"));
                t.keyClaims().claim("stripe", "customer", keys(email("old@x.org")), "l0");
                t.intents().insert(intent("i0", "l0", "stripe"));
                t.leases().acquire("engine", "a", NOON, Duration.ofSeconds(10));
            });

            assertThatThrownBy(() -> write(t -> {
                        changeEverything(t);
                        throw new Boom();
                    }))
                    .isInstanceOf(Boom.class);
            assertUntouched();

            assertThatThrownBy(() -> write(t -> {
                        changeEverything(t);
                        throw new Crash();
                    }))
                    .isInstanceOf(Crash.class);
            assertUntouched();

            write(Transactions::changeEverything);
            assertThat(readList(t -> t.records().findByKey("customer", email("new@x.org"))))
                    .containsExactly("r0", "r1");
        }

        private static void changeEverything(StoreTransaction t) {
            t.records().insert(customer("r1", 1, NOON), keys(email("new@x.org")));
            t.records().update(customer("r0", 2, NOON.plusSeconds(1)), keys(email("new@x.org")));
            t.history().add(new HistoryEntry("r0", 2, NOON, "catalog", "a", "c", new TreeMap<>()));
            t.outbox().delete(List.of("e0"));
            t.outbox().add(event("e1", NOON, "r1"));
            t.links().update(next(t.links().find("l0").orElseThrow()));
            t.links().insert(link("l1", "r1", "cus_1"));
            t.work().delete(t.work().find("l0").orElseThrow());
            t.work().insert(work("l1", "stripe", Work.State.READY, NOON));
            t.intents().delete("i0");
            t.intents().insert(intent("i1", "l1", "stripe"));
            t.keyClaims().release("l0");
            t.keyClaims().claim("stripe", "customer", keys(email("new@x.org")), "l1");
            t.conflicts().add(conflict("c1", "l1", Conflict.Winner.HELD, null));
            t.positions().save(new StoredPosition("stripe", "s", new Position(1, "p"), NOON, 1));
            t.webhookEvents().add("stripe", "evt_1", NOON);
            t.leases().acquire("engine", "b", NOON.plusSeconds(60), Duration.ofSeconds(10));
        }

        private void assertUntouched() {
            assertThat(readList(t -> t.records().page("customer", null, 10))).containsExactly(customer("r0", 1, NOON));
            assertThat(readList(t -> t.records().findByKey("customer", email("old@x.org"))))
                    .containsExactly("r0");
            assertThat(readList(t -> t.records().findByKey("customer", email("new@x.org"))))
                    .isEmpty();
            assertThat(readList(t -> t.records().changedSince("customer", NOON, null, 10)))
                    .hasSize(1);
            assertThat(readLong(t -> t.records().count("customer"))).isEqualTo(1);
            assertThat(readLong(t -> t.history().count())).isZero();
            assertThat(readList(t -> t.outbox().oldest(10))).containsExactly(event("e0", NOON, "r0"));
            assertThat(readBoolean(t -> t.outbox().hasPending("r0"))).isTrue();
            assertThat(readBoolean(t -> t.outbox().hasPending("r1"))).isFalse();
            assertThat(readList(t -> t.links().page("stripe", "customer", null, 10)))
                    .containsExactly(link("l0", "r0", "cus_0"));
            assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1")))
                    .isEmpty();
            assertThat(readOptional(t -> t.links().findByExternalId("stripe", "customer", "cus_1")))
                    .isEmpty();
            assertThat(readList(t -> t.work().page(null, null, null, 10)))
                    .containsExactly(work("l0", "stripe", Work.State.READY, NOON));
            assertThat(readList(t -> t.work().due("stripe", NOON, 10))).hasSize(1);
            assertThat(readList(t -> t.intents().open("stripe"))).containsExactly(intent("i0", "l0", "stripe"));
            assertThat(readOptional(t -> t.intents().ofLink("l1"))).isEmpty();
            assertThat(readOptional(t -> t.keyClaims().holder("stripe", "customer", email("old@x.org"))))
                    .contains("l0");
            assertThat(readOptional(t -> t.keyClaims().holder("stripe", "customer", email("new@x.org"))))
                    .isEmpty();
            assertThat(readLong(t -> t.conflicts().count())).isZero();
            assertThat(readList(t -> t.conflicts().held("l1"))).isEmpty();
            assertThat(readOptional(t -> t.positions().find("stripe", "s"))).isEmpty();
            assertThat(readLong(t -> t.leases().epoch("engine"))).isEqualTo(1);
            write(t -> {
                assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isTrue();
                assertThat(t.webhookEvents().deleteBefore(NOON.plusNanos(1))).isEqualTo(1);
            });
        }

        @Test
        void aTransactionSeesItsOwnWrites() {
            write(t -> {
                t.records().insert(customer("r1", 1, NOON), keys(email("a@x.org")));
                t.records().update(customer("r1", 2, NOON), keys(email("b@x.org")));
                assertThat(t.records().find("r1")).contains(customer("r1", 2, NOON));
                assertThat(t.records().findByKey("customer", email("a@x.org"))).isEmpty();
                assertThat(t.records().findByKey("customer", email("b@x.org"))).containsExactly("r1");
            });
        }

        @Test
        void returnsWhatTheWorkReturns() {
            assertThat(store.<String>write(t -> "written")).isEqualTo("written");
            assertThat(store.<String>read(t -> "read")).isEqualTo("read");
        }

        @Test
        void doesNotCommitAfterAStaleRowEvenIfTheWorkSwallowsIt() {
            assertStale(t -> {
                t.webhookEvents().add("stripe", "evt_1", NOON);
                try {
                    t.intents().delete("nowhere");
                } catch (StaleException e) {
                    // Going on is a mistake: the rows read so far are no longer true.
                }
            });

            write(t ->
                    assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isTrue());
        }

        @Test
        void doesNotRunAgainAfterAnotherException() {
            AtomicInteger runs = new AtomicInteger();

            assertThatThrownBy(() -> write(t -> {
                        runs.incrementAndGet();
                        throw new Boom();
                    }))
                    .isInstanceOf(Boom.class);

            assertThat(runs).hasValue(1);
        }

        @Test
        void refusesToWriteInAReadTransaction() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> read(t -> {
                        t.records().insert(customer("r1", 1, NOON), keys());
                        return 1;
                    }));
            assertThat(readOptional(t -> t.records().find("r1"))).isEmpty();
        }

        @Test
        void refusesATransactionInsideAnother() {
            assertThatIllegalStateException().isThrownBy(() -> write(t -> write(inner -> {})));
            assertThatIllegalStateException().isThrownBy(() -> write(t -> read(inner -> 1)));
            assertThatIllegalStateException().isThrownBy(() -> read(t -> read(inner -> 1)));
            write(t -> t.webhookEvents().add("stripe", "still works", NOON));
        }

        @Test
        void takesManyRecordsInOneTransaction() {
            write(t -> IntStream.range(0, 1000).forEach(i -> {
                String id = String.format(Locale.ROOT, "r%04d", i);
                t.records().insert(customer(id, 1, NOON.plusSeconds(i)), keys(email(i % 10 + "@x.org")));
                t.outbox().add(event("e" + id, NOON.plusSeconds(i), id));
                t.history().add(new HistoryEntry(id, 1, NOON, "catalog", "a", "c", new TreeMap<>()));
            }));

            assertThat(readLong(t -> t.records().count("customer"))).isEqualTo(1000);
            assertThat(readLong(t -> t.history().count())).isEqualTo(1000);
            assertThat(readLong(t -> t.outbox().count())).isEqualTo(1000);
            assertThat(readList(t -> t.records().findByKey("customer", email("3@x.org"))))
                    .hasSize(100)
                    .isSorted();
        }
    }

    @Nested
    class RecordsTable {
        @Test
        void keepsEveryValueExactly() {
            CatalogRecord record = customer("r1", 1, NOON.plusNanos(1));
            write(t -> t.records().insert(record, keys()));

            CatalogRecord found = read(t -> t.records().find("r1").orElseThrow());

            assertThat(found).isEqualTo(record);
            assertThat(found.fields().get("gone")).isEqualTo(Value.ofNull());
            assertThat(found.fields().get("absent")).isNull();
        }

        @Test
        void findsNothingWhereNothingIs() {
            assertThat(readOptional(t -> t.records().find("r1"))).isEmpty();
            assertThat(readList(t -> t.records().page("customer", null, 10))).isEmpty();
            assertThat(readList(t -> t.records().changedSince("customer", Instant.EPOCH, null, 10)))
                    .isEmpty();
            assertThat(readList(t -> t.records().findByKey("customer", email("a@x.org"))))
                    .isEmpty();
            assertThat(readLong(t -> t.records().count("customer"))).isZero();
        }

        @Test
        void refusesAnIdThatIsTaken() {
            write(t -> t.records().insert(product("r1"), keys()));

            assertStale(t -> t.records().insert(customer("r1", 1, NOON), keys()));
            assertThat(readOptional(t -> t.records().find("r1"))).contains(product("r1"));
        }

        @Test
        void refusesToInsertALaterVersion() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(t -> t.records().insert(customer("r1", 2, NOON), keys())));
        }

        @Test
        void updatesOnlyTheVersionBefore() {
            write(t -> t.records().insert(customer("r1", 1, NOON), keys()));

            assertStale(t -> t.records().update(customer("r1", 1, NOON), keys()));
            assertStale(t -> t.records().update(customer("r1", 3, NOON), keys()));
            assertStale(t -> t.records().update(customer("r2", 2, NOON), keys()));
            write(t -> t.records().update(customer("r1", 2, NOON), keys()));

            assertThat(readOptional(t -> t.records().find("r1"))).contains(customer("r1", 2, NOON));
        }

        @Test
        void pagesOneTypeInTheOrderOfIds() {
            write(t -> {
                for (String id : List.of("r3", "r1", "r4", "r2")) {
                    t.records().insert(customer(id, 1, NOON), keys());
                }
                t.records().insert(product("r0"), keys());
                t.records().insert(product("r5"), keys());
            });

            assertThat(readList(t -> t.records().page("customer", null, 3)))
                    .extracting(CatalogRecord::id)
                    .containsExactly("r1", "r2", "r3");
            assertThat(readList(t -> t.records().page("customer", "r3", 3)))
                    .extracting(CatalogRecord::id)
                    .containsExactly("r4");
            assertThat(readLong(t -> t.records().count("product"))).isEqualTo(2);
        }

        @Test
        void changedSinceIncludesTheMomentAndGoesOnInsideTies() {
            write(t -> {
                t.records().insert(customer("r1", 1, NOON.plusNanos(2)), keys());
                t.records().insert(customer("r2", 1, NOON.plusNanos(1)), keys());
                t.records().insert(customer("r3", 1, NOON.plusNanos(1)), keys());
                t.records().insert(customer("r4", 1, NOON.plusNanos(1)), keys());
                t.records().insert(customer("r5", 1, NOON), keys());
                t.records().insert(product("r6"), keys());
            });

            assertThat(changedSince(NOON.plusNanos(1), null, 2)).containsExactly("r2", "r3");
            assertThat(changedSince(NOON.plusNanos(1), "r3", 2)).containsExactly("r4", "r1");
            assertThat(changedSince(NOON.plusNanos(2), "r1", 2)).isEmpty();
            assertThat(changedSince(Instant.EPOCH, null, 9)).containsExactly("r5", "r2", "r3", "r4", "r1");

            write(t -> t.records().update(customer("r5", 2, NOON.plusSeconds(1)), keys()));
            assertThat(changedSince(NOON, null, 9)).containsExactly("r2", "r3", "r4", "r1", "r5");
        }

        private List<String> changedSince(Instant since, @Nullable String after, int limit) {
            return read(t -> t.records().changedSince("customer", since, after, limit)).stream()
                    .map(CatalogRecord::id)
                    .toList();
        }

        @Test
        void findsByKeyInsideOneTypeAndReplacesKeys() {
            MatchKey other = new MatchKey("vat", "a@x.org");
            write(t -> {
                t.records().insert(customer("r2", 1, NOON), keys(email("a@x.org")));
                t.records().insert(customer("r1", 1, NOON), keys(email("a@x.org"), other));
                t.records().insert(product("r3"), keys(email("a@x.org")));
            });

            assertThat(readList(t -> t.records().findByKey("customer", email("a@x.org"))))
                    .containsExactly("r1", "r2");
            assertThat(readList(t -> t.records().findByKey("customer", other))).containsExactly("r1");
            assertThat(readList(t -> t.records().findByKey("customer", email("a@x.or"))))
                    .isEmpty();

            write(t -> t.records().update(customer("r1", 2, NOON), keys(email("b@x.org"))));

            assertThat(readList(t -> t.records().findByKey("customer", email("a@x.org"))))
                    .containsExactly("r2");
            assertThat(readList(t -> t.records().findByKey("customer", email("b@x.org"))))
                    .containsExactly("r1");
            assertThat(readList(t -> t.records().findByKey("customer", other))).isEmpty();
        }
    }

    @Nested
    class HistoryAndOutbox {
        @Test
        void historyComesOldestFirstAndTellsAbsentFromNull() {
            TreeMap<String, HistoryEntry.FieldChange> changes = new TreeMap<>();
            changes.put("name", new HistoryEntry.FieldChange(null, Value.ofNull()));
            changes.put("notes", new HistoryEntry.FieldChange(Value.ofNull(), null));
            changes.put("price", new HistoryEntry.FieldChange(Value.of("x"), new Value.Struct(awkwardFields())));
            HistoryEntry ten = new HistoryEntry("r1", 10, NOON, "stripe", "actor", "cause", changes);
            HistoryEntry two = new HistoryEntry("r1", 2, NOON, "stripe", "actor", "cause", new TreeMap<>());
            write(t -> {
                t.history().add(ten);
                t.history().add(two);
                t.history().add(new HistoryEntry("r2", 1, NOON, "o", "a", "c", changes));
            });

            assertThat(readList(t -> t.history().of("r1"))).containsExactly(two, ten);
            assertThat(readList(t -> t.history().of("r3"))).isEmpty();
            assertThat(readLong(t -> t.history().count())).isEqualTo(3);
            assertStale(t -> t.history().add(two));
        }

        @Test
        void outboxGivesTheOldestByCreationThenId() {
            write(t -> {
                t.outbox().add(event("e3", NOON, "r1"));
                t.outbox().add(event("e1", NOON.plusNanos(1), "r2"));
                t.outbox().add(inbound("e2", NOON, "cus_1"));
            });

            assertThat(readList(t -> t.outbox().oldest(2)))
                    .containsExactly(inbound("e2", NOON, "cus_1"), event("e3", NOON, "r1"));

            write(t -> t.outbox().add(event("e0", NOON, "r1")));
            assertThat(readList(t -> t.outbox().oldest(9)))
                    .extracting(OutboxEvent::id)
                    .containsExactly("e0", "e2", "e3", "e1");
            assertStale(t -> t.outbox().add(event("e0", NOON, "r1")));
        }

        @Test
        void outboxDeletesExactlyTheIdsGiven() {
            write(t -> IntStream.range(0, 9).forEach(i -> t.outbox().add(event("e" + i, NOON, "r" + i % 2))));

            write(t -> t.outbox().delete(List.of("e7", "e2", "nowhere", "e4")));

            assertThat(readList(t -> t.outbox().oldest(99)))
                    .extracting(OutboxEvent::id)
                    .containsExactly("e0", "e1", "e3", "e5", "e6", "e8");
            assertThat(readLong(t -> t.outbox().count())).isEqualTo(6);
            write(t -> t.outbox().delete(List.of()));
            assertThat(readLong(t -> t.outbox().count())).isEqualTo(6);
        }

        @Test
        void outboxDeletesManyIds() {
            List<String> ids = IntStream.range(0, 2500).mapToObj(i -> "e" + i).toList();
            write(t -> ids.forEach(id -> t.outbox().add(event(id, NOON, "r1"))));

            write(t -> t.outbox().delete(ids));

            assertThat(readLong(t -> t.outbox().count())).isZero();
        }

        @Test
        void outboxKnowsWhetherARecordIsStillOnItsWay() {
            write(t -> {
                t.outbox().add(event("e1", NOON, "r1"));
                t.outbox().add(event("e2", NOON, "r1"));
                t.outbox().add(inbound("e3", NOON, "r2"));
            });
            write(t -> t.outbox().delete(List.of("e1")));

            assertThat(readBoolean(t -> t.outbox().hasPending("r1"))).isTrue();
            assertThat(readBoolean(t -> t.outbox().hasPending("r2"))).isFalse();

            write(t -> t.outbox().delete(List.of("e2")));
            assertThat(readBoolean(t -> t.outbox().hasPending("r1"))).isFalse();
        }
    }

    @Nested
    class LinksTable {
        @Test
        void keepsEveryValueExactly() {
            Link full = link("l1", "stripe", "r1", "cus_1", 1, 5);
            Link half = link("l2", null, "cus_2");
            write(t -> {
                t.links().insert(full);
                t.links().insert(half);
            });

            assertThat(readOptional(t -> t.links().find("l1"))).contains(full);
            assertThat(readOptional(t -> t.links().find("l2"))).contains(half);
            assertThat(readOptional(t -> t.links().find("l3"))).isEmpty();
            assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1")))
                    .contains(full);
            assertThat(readOptional(t -> t.links().findByRecord("shop", "r1"))).isEmpty();
            assertThat(readOptional(t -> t.links().findByExternalId("stripe", "customer", "cus_2")))
                    .contains(half);
            assertThat(readOptional(t -> t.links().findByExternalId("stripe", "product", "cus_2")))
                    .isEmpty();
        }

        @Test
        void refusesWhatIsTaken() {
            write(t -> t.links().insert(link("l1", "r1", "cus_1")));

            assertStale(t -> t.links().insert(link("l1", "r2", "cus_2")));
            assertStale(t -> t.links().insert(link("l2", "r1", "cus_2")));
            assertStale(t -> t.links().insert(link("l2", "r2", "cus_1")));
            write(t -> t.links().insert(link("l2", "shop", "r1", "cus_1", 1, 0)));
            write(t -> t.links().insert(link("l3", null, "cus_3")));
            write(t -> t.links().insert(link("l4", null, "cus_4")));
            write(t -> t.links().insert(link("l5", "r5", null)));
            write(t -> t.links().insert(link("l6", "r6", null)));

            assertStale(t -> t.links().update(link("l3", "stripe", "r1", "cus_3", 2, 0)));
            assertStale(t -> t.links().update(link("l5", "stripe", "r5", "cus_1", 2, 0)));
            write(t -> t.links().update(link("l5", "stripe", "r5", "cus_5", 2, 0)));
            assertThat(readOptional(t -> t.links().findByExternalId("stripe", "customer", "cus_5")))
                    .isPresent();
        }

        @Test
        void refusesANewLinkWithALaterRevision() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(t -> t.links().insert(link("l1", "stripe", "r1", "c", 2, 0))));
        }

        @Test
        void changesOnlyTheRevisionBefore() {
            Link first = link("l1", "r1", "cus_1");
            write(t -> t.links().insert(first));

            assertStale(t -> t.links().update(first));
            assertStale(t -> t.links().update(next(next(first))));
            write(t -> t.links().update(next(first)));
            assertStale(t -> t.links().update(next(first)));
            assertThat(readOptional(t -> t.links().find("l1"))).contains(next(first));

            assertStale(t -> t.links().delete(first));
            write(t -> t.links().delete(next(first)));
            assertStale(t -> t.links().delete(next(first)));
            assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1")))
                    .isEmpty();
            write(t -> t.links().insert(link("l9", "r1", "cus_1")));
        }

        @Test
        void freesTheObjectAndTheRecordThatALinkLetsGo() {
            write(t -> t.links().insert(link("l1", "r1", "cus_1")));
            write(t -> t.links().update(link("l1", "stripe", "r2", "cus_2", 2, 0)));

            write(t -> t.links().insert(link("l2", "r1", "cus_1")));

            assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1")))
                    .map(Link::id)
                    .contains("l2");
            assertThat(readOptional(t -> t.links().findByExternalId("stripe", "customer", "cus_2")))
                    .map(Link::id)
                    .contains("l1");
        }

        @Test
        void ordersAndPages() {
            write(t -> {
                t.links().insert(link("l3", "stripe", "r1", "c3", 1, 0));
                t.links().insert(link("l1", "shop", "r1", "c1", 1, 0));
                t.links().insert(link("l2", "stripe", "r2", "c2", 1, 0));
                t.links().insert(link("l4", "stripe", null, "c4", 1, 0));
            });

            assertThat(readList(t -> t.links().ofRecord("r1")))
                    .extracting(Link::integration)
                    .containsExactly("shop", "stripe");
            assertThat(readList(t -> t.links().ofRecord("r9"))).isEmpty();
            assertThat(readList(t -> t.links().page("stripe", "customer", null, 2)))
                    .extracting(Link::id)
                    .containsExactly("l2", "l3");
            assertThat(readList(t -> t.links().page("stripe", "customer", "l3", 2)))
                    .extracting(Link::id)
                    .containsExactly("l4");
            assertThat(readList(t -> t.links().page("stripe", "product", null, 2)))
                    .isEmpty();
        }

        @Test
        void countsAndKnowsTheGreatestEffectSequence() {
            assertThat(readLong(t -> t.links().greatestEffectSequence("stripe")))
                    .isZero();
            write(t -> {
                t.links().insert(link("l1", "stripe", "r1", "c1", 1, 7));
                t.links().insert(link("l2", "stripe", "r2", null, 1, 3));
                t.links().insert(link("l3", "shop", "r1", "c1", 1, 99));
            });

            assertThat(readLong(t -> t.links().greatestEffectSequence("stripe")))
                    .isEqualTo(7);
            assertThat(readLong(t -> t.links().greatestEffectSequence("other"))).isZero();
            assertThat(readMap(t -> t.links().countByState("stripe")))
                    .containsEntry(Link.State.LINKED, 1L)
                    .containsEntry(Link.State.NEW, 1L)
                    .containsEntry(Link.State.APART, 0L);
        }
    }

    @Nested
    class WorkTable {
        @Test
        void keepsEveryValueExactly() {
            Observation seen = new Observation(externalRecord(), false, 12, NOON, NOON.plusNanos(1));
            Observation gone = new Observation(null, true, 0, NOON, null);
            Work first = work("l1", "stripe", 1, Work.State.PARKED, Instant.MAX, seen);
            Work second = work("l2", "stripe", 1, Work.State.READY, NOON.plusNanos(1), gone);
            Work third = work("l3", "stripe", Work.State.WAITING, NOON);
            write(t -> List.of(first, second, third).forEach(t.work()::insert));

            assertThat(readOptional(t -> t.work().find("l1"))).contains(first);
            assertThat(readOptional(t -> t.work().find("l2"))).contains(second);
            assertThat(readOptional(t -> t.work().find("l3"))).contains(third);
            assertThat(readOptional(t -> t.work().find("l4"))).isEmpty();
        }

        @Test
        void holdsOneRowForEachLinkAndChangesOnlyTheRevisionBefore() {
            Work first = work("l1", "stripe", Work.State.READY, NOON);
            Work second = work("l1", "stripe", 2, Work.State.BACKING_OFF, NOON.plusSeconds(9), null);
            write(t -> t.work().insert(first));

            assertStale(t -> t.work().insert(first));
            assertStale(t -> t.work().update(first));
            assertStale(t -> t.work().update(work("l1", "stripe", 3, Work.State.READY, NOON, null)));
            write(t -> t.work().update(second));
            assertStale(t -> t.work().delete(first));
            assertThat(readOptional(t -> t.work().find("l1"))).contains(second);
            write(t -> t.work().delete(second));
            assertStale(t -> t.work().delete(second));
            assertThat(readOptional(t -> t.work().find("l1"))).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(t -> t.work().insert(second)));
        }

        @Test
        void givesWhatIsDueInTheOrderOfTime() {
            write(t -> {
                t.work().insert(work("l1", "stripe", Work.State.READY, NOON.plusNanos(2)));
                t.work().insert(work("l2", "stripe", Work.State.BACKING_OFF, NOON.plusNanos(1)));
                t.work().insert(work("l3", "stripe", Work.State.WAITING, NOON.plusNanos(1)));
                t.work().insert(work("l4", "stripe", Work.State.PARKED, NOON));
                t.work().insert(work("l5", "stripe", Work.State.PARKED_FOR_PERSON, NOON));
                t.work().insert(work("l6", "stripe", Work.State.READY, NOON.plusNanos(3)));
                t.work().insert(work("l7", "shop", Work.State.READY, NOON.minusNanos(1)));
            });

            assertThat(due("stripe", NOON, 9)).isEmpty();
            assertThat(due("stripe", NOON.plusNanos(1), 9)).containsExactly("l2", "l3");
            assertThat(due("stripe", NOON.plusNanos(2), 9)).containsExactly("l2", "l3", "l1");
            assertThat(due("stripe", NOON.plusNanos(9), 2)).containsExactly("l2", "l3");
            assertThat(due("other", NOON, 9)).isEmpty();
        }

        private List<String> due(String integration, Instant now, int limit) {
            return read(t -> t.work().due(integration, now, limit)).stream()
                    .map(Work::linkId)
                    .toList();
        }

        @Test
        void knowsWhenTheNextComesDue() {
            assertThat(readOptional(t -> t.work().nextDue("stripe"))).isEmpty();
            Work early = work("l1", "stripe", Work.State.READY, NOON.plusNanos(1));
            write(t -> {
                t.work().insert(early);
                t.work().insert(work("l2", "stripe", Work.State.READY, NOON.plusNanos(5)));
                t.work().insert(work("l3", "stripe", Work.State.PARKED, NOON));
                t.work().insert(work("l4", "shop", Work.State.READY, NOON));
            });
            assertThat(readOptional(t -> t.work().nextDue("stripe"))).contains(NOON.plusNanos(1));

            write(t -> t.work().update(work("l1", "stripe", 2, Work.State.PARKED, NOON, null)));
            assertThat(readOptional(t -> t.work().nextDue("stripe"))).contains(NOON.plusNanos(5));
        }

        @Test
        void pagesAndCounts() {
            write(t -> {
                t.work().insert(work("l3", "stripe", Work.State.READY, NOON));
                t.work().insert(work("l1", "stripe", Work.State.PARKED, NOON));
                t.work().insert(work("l2", "shop", Work.State.READY, NOON));
                t.work().insert(work("l4", "stripe", Work.State.READY, NOON));
            });

            assertThat(readList(t -> t.work().page(null, null, null, 3)))
                    .extracting(Work::linkId)
                    .containsExactly("l1", "l2", "l3");
            assertThat(readList(t -> t.work().page("stripe", null, "l1", 3)))
                    .extracting(Work::linkId)
                    .containsExactly("l3", "l4");
            assertThat(readList(t -> t.work().page("stripe", Work.State.READY, null, 1)))
                    .extracting(Work::linkId)
                    .containsExactly("l3");
            assertThat(readList(t -> t.work().page(null, Work.State.READY, null, 9)))
                    .extracting(Work::linkId)
                    .containsExactly("l2", "l3", "l4");
            assertThat(readMap(t -> t.work().countByState("stripe")))
                    .containsEntry(Work.State.READY, 2L)
                    .containsEntry(Work.State.PARKED, 1L)
                    .containsEntry(Work.State.WAITING, 0L);
        }
    }

    @Nested
    class IntentsAndClaims {
        @Test
        void keepsEveryValueOfAnIntentExactly() {
            Intent first = intent("i1", "l1", "stripe");
            write(t -> t.intents().insert(first));
            assertThat(readOptional(t -> t.intents().ofLink("l1"))).contains(first);

            write(t -> t.intents().update(sent(first)));
            assertThat(readOptional(t -> t.intents().ofLink("l1"))).contains(sent(first));
        }

        @Test
        void allowsOneOpenIntentForEachLink() {
            write(t -> t.intents().insert(intent("i1", "l1", "stripe")));

            assertStale(t -> t.intents().insert(intent("i2", "l1", "stripe")));
            assertStale(t -> t.intents().insert(intent("i1", "l2", "stripe")));
            write(t -> t.intents().delete("i1"));
            assertStale(t -> t.intents().delete("i1"));
            assertStale(t -> t.intents().update(intent("i1", "l1", "stripe")));
            write(t -> t.intents().insert(intent("i2", "l1", "stripe")));
        }

        @Test
        void listsTheOpenIntentsOfOneIntegrationInTheOrderOfIds() {
            write(t -> {
                t.intents().insert(intent("i2", "l1", "stripe"));
                t.intents().insert(intent("i1", "l2", "stripe"));
                t.intents().insert(intent("i3", "l3", "shop"));
            });

            assertThat(readList(t -> t.intents().open("stripe")))
                    .containsExactly(intent("i1", "l2", "stripe"), intent("i2", "l1", "stripe"));
            assertThat(readList(t -> t.intents().open("other"))).isEmpty();
        }

        @Test
        void aKeyIsHeldByOneLinkOnly() {
            write(t -> t.keyClaims().claim("stripe", "customer", keys(email("a"), email("b")), "l1"));

            assertStale(t -> t.keyClaims().claim("stripe", "customer", keys(email("b"), email("c")), "l2"));
            assertThat(holder("stripe", "customer", "c")).isEmpty();
            write(t -> t.keyClaims().claim("stripe", "product", keys(email("b")), "l2"));
            write(t -> t.keyClaims().claim("shop", "customer", keys(email("b")), "l2"));
            write(t -> t.keyClaims().claim("stripe", "customer", keys(email("b"), email("c")), "l1"));
            assertThat(holder("stripe", "customer", "a")).contains("l1");
            assertThat(holder("stripe", "customer", "b")).contains("l1");
            assertThat(holder("stripe", "customer", "c")).contains("l1");
            assertThat(holder("shop", "customer", "b")).contains("l2");
            assertThat(heldBy("l1")).isEqualTo(keys(email("a"), email("b"), email("c")));
            assertThat(heldBy("nowhere")).isEmpty();
        }

        @Test
        void releaseLetsGoOfAllKeysOfALinkAndOfNoOther() {
            write(t -> {
                t.keyClaims().claim("stripe", "customer", keys(email("a"), email("b")), "l1");
                t.keyClaims().claim("stripe", "customer", keys(email("c")), "l2");
                t.keyClaims().claim("stripe", "customer", keys(), "l3");
            });

            write(t -> {
                t.keyClaims().release("l1");
                t.keyClaims().release("nowhere");
            });

            assertThat(holder("stripe", "customer", "a")).isEmpty();
            assertThat(holder("stripe", "customer", "b")).isEmpty();
            assertThat(holder("stripe", "customer", "c")).contains("l2");
            write(t -> t.keyClaims().claim("stripe", "customer", keys(email("a")), "l2"));
        }

        private SortedSet<MatchKey> heldBy(String linkId) {
            return read(t -> t.keyClaims().heldBy(linkId));
        }

        private Optional<String> holder(String integration, String type, String value) {
            return read(t -> t.keyClaims().holder(integration, type, email(value)));
        }
    }

    @Nested
    class SmallTables {
        @Test
        void conflictsComeBackExactlyAndInOrder() {
            Conflict held = conflict("c2", "l1", Conflict.Winner.HELD, null);
            Conflict decided = conflict("c1", "l1", Conflict.Winner.CATALOG, Value.ofNull());
            Conflict other = conflict("c3", "l2", Conflict.Winner.HELD, Value.of(1));
            write(t -> List.of(held, decided, other).forEach(t.conflicts()::add));

            assertThat(readList(t -> t.conflicts().page(null, null, 2))).containsExactly(decided, held);
            assertThat(readList(t -> t.conflicts().page(null, "c2", 2))).containsExactly(other);
            assertThat(readList(t -> t.conflicts().held("l1"))).containsExactly(held);
            assertThat(readList(t -> t.conflicts().ofLink("l1"))).containsExactly(decided, held);
            assertThat(readList(t -> t.conflicts().ofLink("l3"))).isEmpty();
            assertThat(readLong(t -> t.conflicts().count())).isEqualTo(3);
            assertStale(t -> t.conflicts().add(held));
        }

        @Test
        void deletesHeldConflictsAndKeepsDecidedOnes() {
            write(t -> {
                t.conflicts().add(conflict("c1", "l1", Conflict.Winner.EXTERNAL, null));
                t.conflicts().add(conflict("c2", "l1", Conflict.Winner.HELD, null));
            });

            write(t -> List.of("c1", "c2", "nowhere").forEach(t.conflicts()::delete));

            assertThat(readList(t -> t.conflicts().page(null, null, 9)))
                    .extracting(Conflict::id)
                    .containsExactly("c1");
            assertThat(readList(t -> t.conflicts().held("l1"))).isEmpty();
        }

        @Test
        void findsTheNewestConflictOfALinksField() {
            Conflict older = conflict("c1", "l1", Conflict.Winner.CATALOG, null);
            Conflict newer = conflict("c2", "l1", Conflict.Winner.HELD, null);
            Conflict other = conflict("c3", "l2", Conflict.Winner.CATALOG, null);
            write(t -> List.of(newer, older, other).forEach(t.conflicts()::add));

            assertThat(store.<Optional<Conflict>>read(t -> t.conflicts().newest("l1", "name")))
                    .contains(newer);
            assertThat(store.<Optional<Conflict>>read(t -> t.conflicts().newest("l1", "email")))
                    .isEmpty();
            write(t -> t.conflicts().delete("c2"));
            assertThat(store.<Optional<Conflict>>read(t -> t.conflicts().newest("l1", "name")))
                    .contains(older);
        }

        @Test
        void positionsAreReplacedAndForgotten() {
            StoredPosition first = new StoredPosition("stripe", "changes:customer", new Position(1, ""), NOON, 1);
            StoredPosition second =
                    new StoredPosition("stripe", "changes:customer", new Position(2, "x".repeat(4000)), NOON, 2);
            assertThat(readOptional(t -> t.positions().find("stripe", "changes:customer")))
                    .isEmpty();
            write(t -> t.positions().save(first));
            assertThat(readOptional(t -> t.positions().find("stripe", "changes:customer")))
                    .contains(first);
            write(t -> t.positions().save(second));
            assertThat(readOptional(t -> t.positions().find("stripe", "changes:customer")))
                    .contains(second);
            assertThat(readOptional(t -> t.positions().find("stripe", "list:customer")))
                    .isEmpty();

            write(t -> {
                t.positions().delete("stripe", "changes:customer");
                t.positions().delete("stripe", "nowhere");
            });
            assertThat(readOptional(t -> t.positions().find("stripe", "changes:customer")))
                    .isEmpty();
        }

        private SentUpdate sent(String intentId, String linkId, String externalId) {
            return new SentUpdate(
                    intentId,
                    linkId,
                    "stripe",
                    "customer",
                    externalId,
                    "record",
                    3,
                    "bsc-" + intentId,
                    null,
                    41,
                    new TreeMap<>(Map.of("name", Value.of("Ada"), "phone", Value.ofNull())),
                    new TreeMap<>(Map.of("name", Value.of("ada"), "address.city", Value.ofNull())),
                    NOON,
                    null);
        }

        @Test
        void sentUpdatesAreFoundByTheirObjectInTheOrderOfTheirIntents() {
            SentUpdate first = sent("intent-1", "link-1", "cus_1");
            SentUpdate second = sent("intent-2", "link-1", "cus_1");
            write(t -> {
                t.sentUpdates().insert(second);
                t.sentUpdates().insert(sent("intent-3", "link-2", "cus_2"));
                t.sentUpdates().insert(first);
            });
            write(t -> {
                assertThat(t.sentUpdates().ofObject("stripe", "customer", "cus_1"))
                        .containsExactly(first, second);
                assertThat(t.sentUpdates().ofObject("shop", "customer", "cus_1"))
                        .isEmpty();
                assertThat(t.sentUpdates().ofObject("stripe", "product", "cus_1"))
                        .isEmpty();
                assertThat(t.sentUpdates().count("stripe", "customer")).isEqualTo(3);
                assertThat(t.sentUpdates().count("stripe", "product")).isZero();
            });
        }

        @Test
        void aSentUpdateIsForgottenOnlyAfterItsIntentHasGone() {
            Intent open = intent("intent-1", "link-1", "stripe");
            write(t -> {
                t.intents().insert(open);
                t.sentUpdates().insert(sent("intent-1", "link-1", "cus_1"));
                t.sentUpdates().insert(sent("intent-2", "link-2", "cus_2"));
            });
            write(t -> {
                assertThat(t.sentUpdates().settle("shop", "customer", NOON)).isZero();
                assertThat(t.sentUpdates().settle("stripe", "customer", NOON)).isEqualTo(1);
                assertThat(t.sentUpdates().settle("stripe", "customer", NOON.plusSeconds(1)))
                        .isZero();
            });
            write(t -> assertThat(t.sentUpdates().ofObject("stripe", "customer", "cus_2"))
                    .extracting(SentUpdate::settled)
                    .containsExactly(NOON));
            write(t -> {
                assertThat(t.sentUpdates().deleteSettled("stripe", "customer", NOON.minusNanos(1)))
                        .isZero();
                assertThat(t.sentUpdates().deleteSettled("stripe", "product", NOON))
                        .isZero();
                assertThat(t.sentUpdates().deleteSettled("stripe", "customer", NOON))
                        .isEqualTo(1);
                t.intents().delete("intent-1");
                assertThat(t.sentUpdates().settle("stripe", "customer", NOON)).isEqualTo(1);
                assertThat(t.sentUpdates().deleteSettled("stripe", "customer", NOON))
                        .isEqualTo(1);
            });
            read(t -> assertThat(t.sentUpdates().count("stripe", "customer")).isZero());
        }

        @Test
        void aSentUpdateIsStoredOnce() {
            write(t -> t.sentUpdates().insert(sent("intent-1", "link-1", "cus_1")));
            assertStale(t -> t.sentUpdates().insert(sent("intent-1", "link-1", "cus_1")));
        }

        @Test
        void aSentUpdateGoesWithItsTransaction() {
            assertThatThrownBy(() -> write(t -> {
                        t.sentUpdates().insert(sent("intent-1", "link-1", "cus_1"));
                        throw new IllegalStateException("crash");
                    }))
                    .hasMessage("crash");
            read(t -> assertThat(t.sentUpdates().count("stripe", "customer")).isZero());
        }

        @Test
        void aWebhookEventIsNewOnce() {
            write(t -> {
                assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isTrue();
                assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isFalse();
                assertThat(t.webhookEvents().add("shop", "evt_1", NOON.plusNanos(1)))
                        .isTrue();
            });
            write(t ->
                    assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isFalse());

            write(t -> assertThat(t.webhookEvents().deleteBefore(NOON)).isZero());
            write(t -> assertThat(t.webhookEvents().deleteBefore(NOON.plusNanos(1)))
                    .isEqualTo(1));
            write(t -> {
                assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isTrue();
                assertThat(t.webhookEvents().add("shop", "evt_1", NOON)).isFalse();
            });
        }

        @Test
        void aLeaseHasOneHolderAndItsEpochGrowsWithEachNewOne() {
            Duration minute = Duration.ofMinutes(1);
            assertThat(readLong(t -> t.leases().epoch("engine"))).isZero();
            assertThat(acquire("a", NOON, minute)).contains(1L);
            assertThat(acquire("a", NOON.plusSeconds(30), minute)).contains(1L);
            assertThat(acquire("b", NOON.plusSeconds(89), minute)).isEmpty();
            assertThat(acquire("b", NOON.plusSeconds(90), minute)).contains(2L);
            assertThat(acquire("a", NOON.plusSeconds(91), minute)).isEmpty();
            assertThat(readLong(t -> t.leases().epoch("engine"))).isEqualTo(2);

            write(t -> t.leases().release("engine", "a"));
            assertThat(acquire("c", NOON.plusSeconds(92), minute)).isEmpty();
            write(t -> t.leases().release("engine", "b"));
            assertThat(readLong(t -> t.leases().epoch("engine"))).isEqualTo(2);
            assertThat(acquire("b", NOON.plusSeconds(93), minute)).contains(3L);
        }

        @Test
        void aHolderThatComesBackInTimeOverItsOwnEndKeepsItsEpoch() {
            assertThat(acquire("a", NOON, Duration.ofSeconds(1))).contains(1L);
            assertThat(acquire("a", NOON.plusSeconds(9), Duration.ofSeconds(1))).contains(1L);
        }

        private Optional<Long> acquire(String holder, Instant now, Duration lifetime) {
            return store.write(t -> t.leases().acquire("engine", holder, now, lifetime));
        }
    }

    @Nested
    class Concurrency {
        private final ExecutorService threads = Executors.newCachedThreadPool();

        @AfterEach
        void stopThreads() {
            threads.shutdownNow();
        }

        private void together(int count, Consumer<Integer> task) throws Exception {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<Boolean>> running = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await(10, TimeUnit.SECONDS);
                        task.accept(i);
                        return true;
                    }))
                    .toList();
            for (Future<Boolean> one : running) {
                assertThat(one.get(120, TimeUnit.SECONDS)).isTrue();
            }
        }

        @Test
        void noUpdateIsLostAmongSixteenThreads() throws Exception {
            write(t -> t.links().insert(link("l1", "r1", "cus_1")));

            together(
                    16,
                    i -> IntStream.range(0, 10)
                            .forEach(n -> write(t ->
                                    t.links().update(next(t.links().find("l1").orElseThrow())))));

            assertThat(readLong(t -> t.links().find("l1").orElseThrow().revision()))
                    .isEqualTo(161);
        }

        @Test
        void transactionsThatChangeTheSameRowsInOppositeOrdersAllComeThrough() throws Exception {
            write(t -> {
                t.links().insert(link("l0", "r0", "cus_0"));
                t.links().insert(link("l1", "r1", "cus_1"));
            });

            together(
                    4,
                    i -> IntStream.range(0, 10)
                            .forEach(n -> write(t -> {
                                String first = "l" + i % 2;
                                String second = "l" + (i + 1) % 2;
                                t.links().update(next(t.links().find(first).orElseThrow()));
                                t.links().update(next(t.links().find(second).orElseThrow()));
                            })));

            assertThat(readLong(t -> t.links().find("l0").orElseThrow().revision()))
                    .isEqualTo(41);
            assertThat(readLong(t -> t.links().find("l1").orElseThrow().revision()))
                    .isEqualTo(41);
        }

        @Test
        void transactionsWithTheSameKeyRunOneAfterTheOther() throws Exception {
            SortedSet<MatchKey> same = keys(email("ada@x.org"));
            AtomicInteger ids = new AtomicInteger();

            together(
                    8,
                    i -> write(t -> {
                        t.records().lockKeys("customer", same);
                        if (t.records()
                                .findByKey("customer", email("ada@x.org"))
                                .isEmpty()) {
                            t.records().insert(customer("r" + ids.incrementAndGet(), 1, NOON), same);
                        }
                    }));

            assertThat(readList(t -> t.records().findByKey("customer", email("ada@x.org"))))
                    .hasSize(1);
        }

        @Test
        void locksOfManyKeysInAnyCompositionDoNotFail() throws Exception {
            together(8, i -> {
                for (int n = 0; n < 5; n++) {
                    SortedSet<MatchKey> several = new TreeSet<>();
                    for (int k = 0; k < 5; k++) {
                        several.add(email((i * 7 + n * 3 + k * 5) % 20 + "@x.org"));
                    }
                    String id = "r" + i + "-" + n;
                    write(t -> {
                        t.records().lockKeys("customer", several);
                        t.records().insert(customer(id, 1, NOON), several);
                    });
                }
            });

            assertThat(readLong(t -> t.records().count("customer"))).isEqualTo(40);
        }

        @Test
        void theSameWebhookEventIsNewForOneOfManySenders() throws Exception {
            AtomicInteger news = new AtomicInteger();

            together(8, i -> {
                if (store.write(t -> t.webhookEvents().add("stripe", "evt_1", NOON))) {
                    news.incrementAndGet();
                }
            });

            assertThat(news).hasValue(1);
        }

        @Test
        void oneOfManyLinksGetsAnExternalObject() throws Exception {
            AtomicInteger won = new AtomicInteger();
            AtomicInteger lost = new AtomicInteger();

            together(8, i -> {
                try {
                    write(t -> t.links().insert(link("l" + i, null, "cus_1")));
                    won.incrementAndGet();
                } catch (StaleException e) {
                    lost.incrementAndGet();
                }
            });

            assertThat(won).hasValue(1);
            assertThat(lost).hasValue(7);
        }

        @Test
        void oneOfManyStartsGetsTheLease() throws Exception {
            AtomicInteger won = new AtomicInteger();

            together(8, i -> {
                if (store.write(t -> t.leases().acquire("engine", "h" + i, NOON, Duration.ofMinutes(1)))
                        .isPresent()) {
                    won.incrementAndGet();
                }
            });

            assertThat(won).hasValue(1);
            assertThat(readLong(t -> t.leases().epoch("engine"))).isEqualTo(1);
        }

        @Test
        void positionsAndClaimsOfManyThreadsComeThrough() throws Exception {
            together(
                    8,
                    i -> IntStream.range(0, 5)
                            .forEach(n -> write(t -> {
                                t.positions()
                                        .save(new StoredPosition("stripe", "s", new Position(1, i + "-" + n), NOON, 1));
                                if (t.keyClaims()
                                        .holder("stripe", "customer", email("a"))
                                        .isEmpty()) {
                                    t.keyClaims().claim("stripe", "customer", keys(email("a")), "l" + i);
                                }
                                t.keyClaims().release("l" + i);
                            })));

            assertThat(readOptional(t -> t.positions().find("stripe", "s"))).isPresent();
            assertThat(readOptional(t -> t.keyClaims().holder("stripe", "customer", email("a"))))
                    .isEmpty();
        }

        @Test
        void aReadSeesOneMoment() throws Exception {
            write(t -> t.links().insert(link("l1", "r1", "cus_1")));
            CountDownLatch written = new CountDownLatch(1);

            List<Long> revisions = read(t -> {
                long before = t.links().find("l1").orElseThrow().revision();
                threads.execute(() -> {
                    write(other ->
                            other.links().update(next(other.links().find("l1").orElseThrow())));
                    written.countDown();
                });
                // A store with one lock lets the writer in only after this read; any other one has had its chance.
                await(written, 300);
                return List.of(before, t.links().find("l1").orElseThrow().revision());
            });

            assertThat(revisions).containsExactly(1L, 1L);
            assertThat(await(written, 10_000)).isTrue();
            assertThat(readLong(t -> t.links().find("l1").orElseThrow().revision()))
                    .isEqualTo(2);
        }

        private static boolean await(CountDownLatch latch, long millis) {
            try {
                return latch.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void anInterruptedThreadHarmsNobody() throws Exception {
            ThrowingCallable interrupted = () -> {
                Thread.currentThread().interrupt();
                write(t -> t.links().insert(link("l1", "r1", "cus_1")));
            };
            threads.submit(() -> {
                        try {
                            interrupted.call();
                        } catch (Throwable e) {
                            // It may be refused; what counts is that the store goes on.
                        }
                    })
                    .get(10, TimeUnit.SECONDS);

            write(t -> t.webhookEvents().add("stripe", "evt_1", NOON));
            assertThat(readLong(t -> t.outbox().count())).isZero();
        }
    }
}
