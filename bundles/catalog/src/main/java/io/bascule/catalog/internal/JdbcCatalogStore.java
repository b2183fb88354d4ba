/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.StoreTransaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store on an H2 file. One transaction writes at a time, for H2 keeps commits whole over a {@code kill -9} only if no other is
 * under way (decision 9); any number read beside it, each seeing one moment. Rows are changed by compare-and-set.
 */
public final class JdbcCatalogStore implements CatalogStore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JdbcCatalogStore.class);

    private static final int CONNECTIONS = 8;

    private final HikariDataSource pool;
    /** Keeps the database open while the pool has no connection. */
    private final Connection keeper;

    private final Json json = new Json();
    private final JsonColumns columns = new JsonColumns(json);
    /** Fair, so that no writer is passed over. */
    private final Lock writing = new ReentrantLock(true);

    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    private JdbcCatalogStore(Connection keeper, HikariDataSource pool) {
        this.keeper = keeper;
        this.pool = pool;
    }

    /**
     * Opens the database in its usual place below a data folder, as {@link #open} does.
     *
     * @param data the runtime's data folder
     */
    public static JdbcCatalogStore below(Path data) {
        return open(StoreUrl.below(data));
    }

    /**
     * Opens the database, making it if it is not there, and brings its tables to this version.
     *
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if it cannot be opened, is in use by another process
     *     or was made by a newer version
     */
    static JdbcCatalogStore open(StoreUrl url) {
        DataFolder.create(url.path().getParent());
        JdbcDataSource h2 = source(url.jdbc());
        JdbcCatalogStore store = over(h2, connect(h2, url));
        log.info("Catalog database open: {}.mv.db", url.path());
        return store;
    }

    /**
     * Opens a store without a file, with the same statements: for trials of many records, nothing of which outlives it.
     *
     * @param name tells stores of one process apart
     */
    public static JdbcCatalogStore inMemory(String name) {
        JdbcDataSource h2 = source(StoreUrl.inMemory(name));
        try {
            return over(h2, h2.getConnection());
        } catch (SQLException e) {
            throw StoreProblems.failed(e);
        }
    }

    private static JdbcDataSource source(String url) {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(url);
        h2.setUser("sa");
        h2.setPassword("");
        return h2;
    }

    private static JdbcCatalogStore over(JdbcDataSource h2, Connection keeper) {
        boolean opened = false;
        try {
            new Migrations().apply(keeper);
            JdbcCatalogStore store = new JdbcCatalogStore(keeper, pool(h2));
            opened = true;
            return store;
        } finally {
            if (!opened) {
                closeQuietly(keeper);
            }
        }
    }

    private static Connection connect(JdbcDataSource h2, StoreUrl url) {
        try {
            return h2.getConnection();
        } catch (SQLException e) {
            throw Dialect.isAlreadyOpen(e) ? StoreProblems.alreadyOpen(url, e) : StoreProblems.failed(e);
        }
    }

    private static HikariDataSource pool(JdbcDataSource h2) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("bascule-catalog");
        config.setDataSource(h2);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // Connections into the own process do not grow old.
        config.setMaxLifetime(0);
        // Long, because the pool is not fair: on a slow disk one of many waiting threads may be passed over for
        // seconds.
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
    }

    @Override
    public <T> T read(Function<StoreTransaction, T> work) {
        return guarded(() -> attempt(work, false));
    }

    @Override
    public <T> T write(Function<StoreTransaction, T> work) {
        return guarded(() -> {
            writing.lock();
            try {
                return attempt(work, true);
            } finally {
                writing.unlock();
            }
        });
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
        Session session = new Session(connection, writable);
        try {
            if (!writable) {
                connection.setTransactionIsolation(Dialect.ONE_MOMENT);
            }
            T result = work.apply(new JdbcTables(session, json, columns));
            session.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw Session.translate(e);
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
            return pool.getConnection();
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
        pool.close();
        closeQuietly(keeper);
    }
}
