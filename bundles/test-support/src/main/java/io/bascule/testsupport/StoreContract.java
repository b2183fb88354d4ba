/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.catalog.StoreTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the contracts of the single tables have in common: one transaction for each step of a test. */
abstract class StoreContract {
    /** The store under test, the same all through a test and empty at its start. */
    abstract CatalogStore store();

    final void write(Consumer<StoreTransaction> work) {
        boolean done = store().write(transaction -> {
            work.accept(transaction);
            return true;
        });
        assertThat(done).isTrue();
    }

    final <T> T read(Function<StoreTransaction, T> work) {
        return store().read(work);
    }

    final <T> List<T> readList(Function<StoreTransaction, List<T>> work) {
        return store().read(work);
    }

    final <T> Optional<T> readOptional(Function<StoreTransaction, Optional<T>> work) {
        return store().read(work);
    }

    final <K, V> Map<K, V> readMap(Function<StoreTransaction, Map<K, V>> work) {
        return store().read(work);
    }

    final long readLong(Function<StoreTransaction, Long> work) {
        return store().read(work);
    }

    final boolean readBoolean(Function<StoreTransaction, Boolean> work) {
        return store().read(work);
    }

    final void assertStale(Consumer<StoreTransaction> work) {
        assertThatThrownBy(() -> write(work)).isInstanceOf(StaleException.class);
    }
}
