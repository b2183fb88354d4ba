/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.Link;
import io.bascule.testsupport.CatalogStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class JdbcCatalogStoreTest extends CatalogStoreContract {
    @TempDir
    private Path folder = Path.of("replaced");

    private @Nullable JdbcCatalogStore opened;

    @Override
    protected CatalogStore open() {
        opened = JdbcCatalogStore.open(StoreUrl.below(folder));
        return opened;
    }

    /** H2 finds no deadlock in which a unique key is waited for: each waits until its time is up, and both at once. */
    @Test
    void twoThatWaitForEachOthersKeysComeThroughSoon() throws Exception {
        CountDownLatch bothHaveOne = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> runs = List.of(
                    threads.submit(() -> observe(List.of("cus_a", "cus_b"), bothHaveOne)),
                    threads.submit(() -> observe(List.of("cus_b", "cus_a"), bothHaveOne)));

            // Far below the ten seconds and more that it takes while both are let try side by side.
            int sum = 0;
            for (Future<Integer> run : runs) {
                sum += run.get(8, TimeUnit.SECONDS);
            }
            assertThat(sum).as("runs: one at least was in the other's way").isGreaterThan(2);
            assertThat(store.<List<Link>>read(tx -> tx.links().page("stripe", "customer", null, 10)))
                    .extracting(Link::externalId)
                    .containsExactlyInAnyOrder("cus_a", "cus_b");
        } finally {
            threads.shutdownNow();
        }
    }

    /** Makes a link for each object that has none, in this order, and says in how many runs. */
    private int observe(List<String> externalIds, CountDownLatch bothHaveOne) {
        AtomicInteger runs = new AtomicInteger();
        return store.write(tx -> {
            runs.incrementAndGet();
            for (String externalId : externalIds) {
                if (tx.links()
                        .findByExternalId("stripe", "customer", externalId)
                        .isEmpty()) {
                    tx.links().insert(link(externalId));
                }
                bothHaveOne.countDown();
                awaitQuietly(bothHaveOne);
            }
            return runs.get();
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Link link(String externalId) {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        return new Link(
                UUID.randomUUID().toString(),
                "stripe",
                "customer",
                null,
                externalId,
                Link.State.NEW,
                1,
                0,
                null,
                0,
                null,
                new TreeMap<>(),
                0,
                now,
                now);
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
