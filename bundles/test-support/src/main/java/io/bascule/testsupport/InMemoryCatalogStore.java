/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.catalog.StoreTransaction;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The twin of the JDBC store, in memory: one transaction at a time, taken back by an undo log if it throws anything, an
 * {@link Error} that stands for a crash included. What is here is what was committed, so an engine that starts again on the same
 * instance finds what a restarted process would. Everything comes in a fixed order. Thread-safe.
 *
 * <p>Stricter than the JDBC store where that finds mistakes early: a transaction inside another one is refused with {@link
 * IllegalStateException}.
 */
public final class InMemoryCatalogStore implements CatalogStore {
    /** Under one lock a second run meets the same rows; it runs again only to show that it may. */
    private static final int ATTEMPTS = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final UndoLog undo = new UndoLog();
    private final StoreTransaction tables = new InMemoryTables(undo);
    private long changes;

    /** An empty store. */
    public InMemoryCatalogStore() {}

    @Override
    public <T> T read(Function<StoreTransaction, T> work) {
        return run(work, false);
    }

    @Override
    public <T> T write(Function<StoreTransaction, T> work) {
        return run(work, true);
    }

    /** How many committed transactions changed anything: at rest this number stands still. */
    public long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private <T> T run(Function<StoreTransaction, T> work, boolean writable) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "This thread is inside a transaction already; pass its StoreTransaction on");
        }
        lock.lock();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return attempt(work, writable);
                } catch (StaleException e) {
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T attempt(Function<StoreTransaction, T> work, boolean writable) {
        boolean done = false;
        undo.begin(writable);
        try {
            T result = work.apply(tables);
            StaleException swallowed = undo.staleRow();
            if (swallowed != null) {
                throw swallowed;
            }
            done = true;
            return result;
        } finally {
            if (!done) {
                undo.rollback();
            } else if (undo.commit()) {
                changes++;
            }
        }
    }
}
