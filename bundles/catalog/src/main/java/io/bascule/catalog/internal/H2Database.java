/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of H2 in this process. One transaction writes at a time, for H2 keeps commits whole over a {@code kill -9} only if no
 * other is under way (decision 9).
 */
final class H2Database implements Database {
    private static final Logger log = LoggerFactory.getLogger(H2Database.class);

    private static final int CONNECTIONS = 8;

    private final Dialect dialect;
    /** Keeps the database open while the pool has no connection. */
    private final Connection keeper;

    private final HikariDataSource pool;
    private final Turns turns = new OneAtATime();

    private H2Database(Dialect dialect, Connection keeper, HikariDataSource pool) {
        this.dialect = dialect;
        this.keeper = keeper;
        this.pool = pool;
    }

    /**
     * Opens a file, making it if it is not there.
     *
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if it cannot be opened, is in use by another process
     *     or was made by a newer version
     */
    static H2Database open(H2Url url) {
        DataFolder.create(url.path().getParent());
        JdbcDataSource h2 = source(url.jdbc());
        H2Database database = over(h2, connect(h2, url));
        log.info("Catalog database open: {}.mv.db", url.path());
        return database;
    }

    /** A database without a file, gone when it is closed. */
    static H2Database inMemory(String name) {
        JdbcDataSource h2 = source(H2Url.inMemory(name));
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

    private static Connection connect(JdbcDataSource h2, H2Url url) {
        try {
            return h2.getConnection();
        } catch (SQLException e) {
            throw H2Dialect.isAlreadyOpen(e) ? StoreProblems.alreadyOpen(url, e) : StoreProblems.failed(e);
        }
    }

    private static H2Database over(JdbcDataSource h2, Connection keeper) {
        boolean opened = false;
        try {
            Dialect dialect = new H2Dialect();
            new Migrations(dialect).apply(keeper);
            H2Database database = new H2Database(dialect, keeper, pool(h2));
            opened = true;
            return database;
        } catch (SQLException e) {
            throw StoreProblems.failed(e);
        } finally {
            if (!opened) {
                closeQuietly(keeper);
            }
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
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Turns turns() {
        return turns;
    }

    @Override
    public void close() {
        pool.close();
        closeQuietly(keeper);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.warn("A connection to the catalog's database could not be closed", e);
        }
    }
}
