/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.catalog.StoreTransaction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.customer;
import static io.bascule.testsupport.StoreSamples.keys;
import static io.bascule.testsupport.StoreSamples.link;
import static io.bascule.testsupport.StoreSamples.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

final class InMemoryCatalogStoreTest extends CatalogStoreContract {
    @Override
    protected CatalogStore open() {
        return new InMemoryCatalogStore();
    }

    @Test
    void countsOnlyTransactionsThatChangedSomething() {
        InMemoryCatalogStore memory = new InMemoryCatalogStore();

        assertThat(memory.<Long>write(t -> t.outbox().count())).isZero();
        assertThat(memory.changes()).isZero();
        assertThat(memory.<Boolean>write(t -> t.webhookEvents().add("stripe", "evt_1", NOON)))
                .isTrue();
        assertThat(memory.changes()).isEqualTo(1);
    }

    /** So that whoever writes is ready for a store that must do so. */
    @Test
    void runsAgainFromTheFirstReadAfterAStaleRow() {
        InMemoryCatalogStore memory = new InMemoryCatalogStore();
        Link first = link("l1", "r1", "cus_1");
        memory.write(inTransaction(t -> t.links().insert(first)));
        AtomicInteger runs = new AtomicInteger();

        memory.write(inTransaction(t -> {
            t.records().insert(customer("r1", 1, NOON), keys());
            t.links().update(runs.getAndIncrement() == 0 ? next(next(first)) : next(first));
        }));

        assertThat(runs).hasValue(2);
        assertThat(memory.<Optional<Link>>read(t -> t.links().find("l1"))).contains(next(first));
    }

    @Test
    void givesUpAfterABoundedNumberOfStaleRuns() {
        InMemoryCatalogStore memory = new InMemoryCatalogStore();
        AtomicInteger runs = new AtomicInteger();

        assertThatExceptionOfType(StaleException.class)
                .isThrownBy(() -> memory.write(inTransaction(t -> {
                    runs.incrementAndGet();
                    t.links().update(next(link("nowhere", null, "cus_1")));
                })));

        assertThat(runs.get()).isBetween(2, 20);
    }

    private static Function<StoreTransaction, StoreTransaction> inTransaction(Consumer<StoreTransaction> work) {
        return t -> {
            work.accept(t);
            return t;
        };
    }

    @Test
    void refusesWritesThroughATransactionThatIsOver() {
        InMemoryCatalogStore memory = new InMemoryCatalogStore();
        StoreTransaction kept = memory.write(t -> t);

        assertThatIllegalStateException().isThrownBy(() -> kept.webhookEvents().add("stripe", "evt_1", NOON));
    }
}
