/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
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

    @Test
    void refusesWritesThroughATransactionThatIsOver() {
        InMemoryCatalogStore memory = new InMemoryCatalogStore();
        StoreTransaction kept = memory.write(t -> t);

        assertThatIllegalStateException().isThrownBy(() -> kept.webhookEvents().add("stripe", "evt_1", NOON));
    }
}
