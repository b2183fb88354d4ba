/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.runtime.Surroundings;
import java.util.function.Function;

/**
 * The store as the engine of one lease may use it: a runtime that lost its lease writes nothing any more, however late it
 * wakes up. Thread-safe.
 */
public final class EngineStore {
    /** The name of the engine's lease. */
    public static final String LEASE = "engine";

    private final CatalogStore store;
    private final long epoch;
    private final DeadLetters letters;

    public EngineStore(CatalogStore store, Surroundings surroundings, long epoch) {
        this.store = store;
        this.epoch = epoch;
        this.letters = new DeadLetters(surroundings);
    }

    /** The epoch of the lease. */
    public long epoch() {
        return epoch;
    }

    /** See {@link CatalogStore#read}. */
    public <T> T read(Function<StoreTransaction, T> work) {
        return store.read(work);
    }

    /**
     * See {@link CatalogStore#write}. Work that is parked, or parked no more, is told to the dead-letter topic.
     *
     * @throws BasculeException with {@code LEASE_LOST} if another runtime has taken over
     */
    public <T> T write(Function<StoreTransaction, T> work) {
        return store.write(tx -> {
            long current = tx.leases().epoch(LEASE);
            if (current != epoch) {
                throw new BasculeException(new Problem(
                        ErrorCode.LEASE_LOST,
                        "Another runtime has taken over this store",
                        "lease " + LEASE,
                        "epoch " + epoch,
                        "epoch " + current,
                        "Stop this runtime, or the other one."));
            }
            return work.apply(new EngineTransaction(tx, letters));
        });
    }
}
