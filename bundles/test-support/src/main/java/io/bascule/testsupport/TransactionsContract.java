/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.Position;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.conflict;
import static io.bascule.testsupport.StoreSamples.customer;
import static io.bascule.testsupport.StoreSamples.email;
import static io.bascule.testsupport.StoreSamples.event;
import static io.bascule.testsupport.StoreSamples.intent;
import static io.bascule.testsupport.StoreSamples.keys;
import static io.bascule.testsupport.StoreSamples.link;
import static io.bascule.testsupport.StoreSamples.next;
import static io.bascule.testsupport.StoreSamples.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a transaction promises: all of it or nothing, no other inside it, and no write in one that only reads. */
abstract class TransactionsContract extends StoreContract {
    /** A runtime exception that is none of the store's business. */
    private static final class Boom extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A failure that stands for the end of the process. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

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

        write(TransactionsContract::changeEverything);
        assertThat(readList(t -> t.records().findByKey("customer", email("new@x.org"))))
                .containsExactly("r0", "r1");
    }

    private static void changeEverything(StoreTransaction t) {
        t.records().insert(customer("r1", 1, NOON), keys(email("new@x.org")));
        t.records().update(customer("r0", 2, NOON.plusSeconds(1)), keys(email("new@x.org")));
        t.history().add(new HistoryEntry("r0", 2, NOON, "catalog", "a", "c", new TreeMap<>(), false));
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
        assertThat(readOptional(t -> t.links().findByRecord("stripe", "r1"))).isEmpty();
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
            assertThat(t.webhookEvents().deleteBefore(NOON.plusNanos(1), 9)).isEqualTo(1);
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
        assertThat(store().<String>write(t -> "written")).isEqualTo("written");
        assertThat(store().<String>read(t -> "read")).isEqualTo("read");
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

        write(t -> assertThat(t.webhookEvents().add("stripe", "evt_1", NOON)).isTrue());
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
            t.history().add(new HistoryEntry(id, 1, NOON, "catalog", "a", "c", new TreeMap<>(), false));
        }));

        assertThat(readLong(t -> t.records().count("customer"))).isEqualTo(1000);
        assertThat(readLong(t -> t.history().count())).isEqualTo(1000);
        assertThat(readLong(t -> t.outbox().count())).isEqualTo(1000);
        assertThat(readList(t -> t.records().findByKey("customer", email("3@x.org"))))
                .hasSize(100)
                .isSorted();
    }
}
