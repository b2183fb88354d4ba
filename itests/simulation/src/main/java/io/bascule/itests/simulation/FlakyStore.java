/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.itests.simulation.WatchedTransaction.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The store over a connection that breaks at times: before a transaction, or after its commit and before the answer. */
final class FlakyStore implements CatalogStore {
    private static final int ONE_IN = 400;

    private final CatalogStore store;
    private final SplittableRandom random;
    private final Coverage coverage;
    private final Trace trace;
    private boolean healed;

    FlakyStore(CatalogStore store, SplittableRandom random, Coverage coverage, Trace trace) {
        this.store = store;
        this.random = random;
        this.coverage = coverage;
        this.trace = trace;
    }

    void heal() {
        healed = true;
    }

    @Override
    public <T> T read(Function<StoreTransaction, T> work) {
        if (breaks()) {
            coverage.fault(CoverageTables.BEFORE, CoverageTables.STORE_READ);
            throw failed();
        }
        return store.read(work);
    }

    @Override
    public <T> T write(Function<StoreTransaction, T> work) {
        if (breaks()) {
            coverage.fault(CoverageTables.BEFORE, CoverageTables.STORE_WRITE);
            throw failed();
        }
        T result = trace.keepsLines() ? watched(work) : store.write(work);
        if (breaks()) {
            coverage.fault(CoverageTables.AFTER_COMMIT, CoverageTables.STORE_WRITE);
            throw failed();
        }
        return result;
    }

    private <T> T watched(Function<StoreTransaction, T> work) {
        List<Decision> decisions = new ArrayList<>();
        T result = store.write(tx -> {
            decisions.clear();
            return work.apply(new WatchedTransaction(tx, decisions));
        });
        decisions.forEach(decision -> trace.line(decision.subject(), decision.text()));
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
