/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store on a database of H2 or PostgreSQL. Any number of transactions read, each seeing one moment; which ones write beside
 * each other, and what happens when they meet, is the database's matter. Rows are changed by compare-and-set.
 */
public final class JdbcCatalogStore implements CatalogStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JdbcCatalogStore.class);

    private final Database database;
    private final Json json = new Json();
    private final JsonColumns columns = new JsonColumns(json);
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    private JdbcCatalogStore(Database database) {
        this.database = database;
    }

    /**
     * Opens the database in its usual place below a data folder, a file of H2 which is made if it is not there.
     *
     * @param data the runtime's data folder
     */
    public static JdbcCatalogStore below(Path data) {
        return open(StoreUrl.below(data));
    }

    /** Opens a database without users. */
    static JdbcCatalogStore open(H2Url url) {
        return open(url, Login.NONE);
    }

    /**
     * Opens the database and brings its tables to this version.
     *
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if it cannot be opened, is in use by another process
     *     or was made by a newer version; with {@code SETTING_INVALID} if it cannot be used as it is set up
     */
    static JdbcCatalogStore open(StoreUrl url, Login login) {
        return new JdbcCatalogStore(url.open(login));
    }

    /**
     * Opens a store without a file, with the same statements: for trials of many records, nothing of which outlives it.
     *
     * @param name tells stores of one process apart
     */
    public static JdbcCatalogStore inMemory(String name) {
        return new JdbcCatalogStore(H2Database.inMemory(name));
    }

    @Override
    public <T> T read(Function<StoreTransaction, T> work) {
        return guarded(() -> attempt(work, false));
    }

    @Override
    public <T> T write(Function<StoreTransaction, T> work) {
        return guarded(() -> database.turns().take(() -> attempt(work, true)));
    }

    private <T> T guarded(Supplier<T> work) {
        if (inside.get() != null) {
            throw new IllegalStateException(
                    "This thread is inside a transaction already; pass its StoreTransaction on");
        }
        inside.set(true);
        try {
            return work.get();
        } finally {
            inside.remove();
        }
    }

    private <T> T attempt(Function<StoreTransaction, T> work, boolean writable) {
        Connection connection = connection();
        boolean done = false;
        Session session = new Session(connection, database.dialect(), writable);
        try {
            if (!writable) {
                database.dialect().beginRead(connection);
            }
            T result = work.apply(new JdbcTables(session, json, columns));
            session.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw session.ended(session.failed(e));
        } catch (RuntimeException e) {
            throw session.ended(e);
        } finally {
            session.end();
            if (!done) {
                rollback(connection);
            }
            // What was committed is committed: trouble with giving the connection back must not look like a failed
            // write.
            closeQuietly(connection);
        }
    }

    private Connection connection() {
        try {
            return database.connect();
        } catch (SQLException e) {
            throw StoreProblems.failed(e);
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            log.warn("A transaction could not be rolled back; its connection is given up", e);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.warn("A connection to the catalog's database could not be closed", e);
        }
    }

    /** Closes the database; transactions under way fail. */
    @Override
    public void close() {
        database.close();
    }
}
