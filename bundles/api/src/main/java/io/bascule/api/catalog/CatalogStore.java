/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one store of records and of the state of synchronisation beside them. What a transaction wrote is durable when {@link
 * #write} returns, and nothing of it is there if it did not return, unless the connection to a database server broke while it
 * committed: then all of it or nothing is there. Thread-safe.
 *
 * <p>A transaction must not make a remote call, and must be free of effects other than those on the store: it may run more
 * than once.
 */
@ProviderType
public interface CatalogStore {
    /**
     * Reads in one transaction.
     *
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if the store cannot be read now
     */
    <T> T read(Function<StoreTransaction, T> work);

    /**
     * Reads and writes in one transaction. A store may run it again, a bounded number of times, when it met a change by another
     * transaction; a store that lets one write at a time has no need to.
     *
     * @throws StaleException if a row is no more as the caller had read it
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if the store cannot be written now
     */
    <T> T write(Function<StoreTransaction, T> work);
}
