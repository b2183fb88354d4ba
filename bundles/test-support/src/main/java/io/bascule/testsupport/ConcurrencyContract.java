/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.connector.Position;
import io.bascule.api.model.MatchKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.customer;
import static io.bascule.testsupport.StoreSamples.email;
import static io.bascule.testsupport.StoreSamples.event;
import static io.bascule.testsupport.StoreSamples.keys;
import static io.bascule.testsupport.StoreSamples.link;
import static io.bascule.testsupport.StoreSamples.next;
import static org.assertj.core.api.Assertions.assertThat;

/** What many threads at once may rely on. */
abstract class ConcurrencyContract extends StoreContract {
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
                        .forEach(n -> write(
                                t -> t.links().update(next(t.links().find("l1").orElseThrow())))));

        assertThat(readLong(t -> t.links().find("l1").orElseThrow().revision())).isEqualTo(161);
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

        assertThat(readLong(t -> t.links().find("l0").orElseThrow().revision())).isEqualTo(41);
        assertThat(readLong(t -> t.links().find("l1").orElseThrow().revision())).isEqualTo(41);
    }

    @Test
    void transactionsWithTheSameKeyRunOneAfterTheOther() throws Exception {
        SortedSet<MatchKey> same = keys(email("ada@x.org"));
        AtomicInteger ids = new AtomicInteger();

        together(
                8,
                i -> write(t -> {
                    t.records().lockKeys("customer", same);
                    if (t.records().findByKey("customer", email("ada@x.org")).isEmpty()) {
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
            if (store().write(t -> t.webhookEvents().add("stripe", "evt_1", NOON))) {
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
            if (store().write(t -> t.leases().acquire("engine", "h" + i, NOON, Duration.ofMinutes(1)))
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

    /** Two transactions, of which the one that added the older event commits last where the store lets both run at once. */
    @Test
    void eachEventIsReadAndDeletedOnceInWhateverOrderTransactionsCommit() throws Exception {
        CountDownLatch olderIsAdded = new CountDownLatch(1);
        CountDownLatch youngerIsGone = new CountDownLatch(1);
        List<String> read = new ArrayList<>();

        Future<?> older = threads.submit(() -> write(t -> {
            t.outbox().add(event("e1", NOON, "r1"));
            olderIsAdded.countDown();
            // A store with one writer lets the other in only after this; any other one has its chance.
            await(youngerIsGone, 300);
        }));
        assertThat(await(olderIsAdded, 10_000)).isTrue();
        write(t -> t.outbox().add(event("e2", NOON.plusNanos(1), "r2")));
        read.addAll(takeAll());
        youngerIsGone.countDown();
        older.get(10, TimeUnit.SECONDS);
        assertThat(readBoolean(t -> t.outbox().hasPending("r1"))).isEqualTo(!read.contains("e1"));
        read.addAll(takeAll());

        assertThat(read).containsExactlyInAnyOrder("e1", "e2");
        assertThat(readLong(t -> t.outbox().count())).isZero();
    }

    private List<String> takeAll() {
        List<String> ids = readList(t -> t.outbox().oldest(10)).stream()
                .map(OutboxEvent::id)
                .toList();
        write(t -> t.outbox().delete(ids));
        return ids;
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
        assertThat(readLong(t -> t.links().find("l1").orElseThrow().revision())).isEqualTo(2);
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
