/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The store over a connection that breaks at times: before a transaction, or after its commit and before the answer. */
final class FlakyStore implements CatalogStore {
    private static final int ONE_IN = 400;

    private final CatalogStore store;
    private final SplittableRandom random;
    private final Coverage coverage;
    private boolean healed;

    FlakyStore(CatalogStore store, SplittableRandom random, Coverage coverage) {
        this.store = store;
        this.random = random;
        this.coverage = coverage;
    }

    void heal() {
        healed = true;
    }

    @Override
    public <T> T read(Function<StoreTransaction, T> work) {
        if (breaks()) {
            coverage.fault("connection lost before", "store read");
            throw failed();
        }
        return store.read(work);
    }

    @Override
    public <T> T write(Function<StoreTransaction, T> work) {
        if (breaks()) {
            coverage.fault("connection lost before", "store write");
            throw failed();
        }
        T result = store.write(work);
        if (breaks()) {
            coverage.fault("connection lost after commit", "store write");
            throw failed();
        }
        return result;
    }

    private boolean breaks() {
        return !healed && random.nextInt(ONE_IN) == 0;
    }

    private static BasculeException failed() {
        return new BasculeException(
                new Problem(ErrorCode.STORE_FAILED, "The store does not answer", "simulation", null, null, "Wait."));
    }
}
