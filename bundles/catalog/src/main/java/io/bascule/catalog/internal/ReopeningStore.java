/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.error.BasculeException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of a runtime that may start before its database server: while that is away every call fails with {@code
 * STORE_FAILED}, as after an outage, and tries to open it. Thread-safe.
 */
final class ReopeningStore implements CatalogStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReopeningStore.class);

    private final StoreSettings settings;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable JdbcCatalogStore store;
    private volatile boolean closed;

    private ReopeningStore(StoreSettings settings) {
        this.settings = settings;
    }

    /**
     * Opens the store, or leaves that to its calls if the server is away.
     *
     * @throws BasculeException if it cannot be opened for a reason that does not pass by itself
     */
    static ReopeningStore open(StoreSettings settings) {
        ReopeningStore store = new ReopeningStore(settings);
        try {
            store.store();
        } catch (BasculeException e) {
            if (!settings.url().isAway(e)) {
                log.error("{}", e.getMessage());
                throw e;
            }
            log.warn("{} It is opened as soon as it is there.", e.getMessage());
        }
        return store;
    }

    @Override
    public <T> T read(Function<StoreTransaction, T> work) {
        return store().read(work);
    }

    @Override
    public <T> T write(Function<StoreTransaction, T> work) {
        return store().write(work);
    }

    private JdbcCatalogStore store() {
        JdbcCatalogStore opened = store;
        if (opened != null) {
            return opened;
        }
        // Whoever comes while another thread tries need not wait for the same answer.
        if (!opening.tryLock()) {
            throw StoreProblems.failed(null);
        }
        try {
            return openOnce();
        } finally {
            opening.unlock();
        }
    }

    private JdbcCatalogStore openOnce() {
        JdbcCatalogStore opened = store;
        if (opened == null) {
            if (closed) {
                throw StoreProblems.failed(null);
            }
            opened = JdbcCatalogStore.open(settings.url(), settings.login());
            store = opened;
        }
        return opened;
    }

    /** Closes the store; transactions under way fail. */
    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            JdbcCatalogStore opened = store;
            if (opened != null) {
                opened.close();
            }
        } finally {
            opening.unlock();
        }
    }
}
