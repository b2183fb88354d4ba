/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.CatalogStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * What every {@link CatalogStore} must do, table by table. A test class of a store extends it and opens an empty store for each
 * test; the same tests for all stores keep the twin in memory honest.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class CatalogStoreContract {
    private CatalogStore store = new InMemoryCatalogStore();

    /** For implementations. */
    protected CatalogStoreContract() {}

    /** Opens an empty store. Closing it is the implementation's own matter, in an {@code @AfterEach} of its own. */
    protected abstract CatalogStore open() throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
    }

    @Nested
    final class Transactions extends TransactionsContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class RecordsTable extends RecordsTableContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class HistoryAndOutbox extends HistoryAndOutboxContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class LinksTable extends LinksTableContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class WorkTable extends WorkTableContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class IntentsAndClaims extends IntentsAndClaimsContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class Conflicts extends ConflictsContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class SentUpdates extends SentUpdatesContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class Configurations extends ConfigurationsContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class ConnectorUpdates extends ConnectorUpdatesContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class SmallTables extends SmallTablesContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }

    @Nested
    final class Concurrency extends ConcurrencyContract {
        @Override
        CatalogStore store() {
            return store;
        }
    }
}
