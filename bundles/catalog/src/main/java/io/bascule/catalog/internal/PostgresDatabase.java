/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database on a PostgreSQL server. Writes run beside each other at SERIALIZABLE: whatever they meet, the outcome is that of some
 * order one after the other, as with the store in memory and on H2 (decision 16). When the server goes away calls fail, and when
 * it is back they work again.
 */
final class PostgresDatabase implements Database {
    private static final Logger log = LoggerFactory.getLogger(PostgresDatabase.class);

    private static final int CONNECTIONS = 10;
    /** How long a call waits for a connection: a restart of the server passes unseen, a longer absence is told. */
    private static final long WAIT_FOR_CONNECTION = 10_000;

    /**
     * What each connection starts with. Commits are durable when they return, whatever the server's default. A runtime that
     * stands still within a transaction does not hold its locks for long, and whoever waits for a lock does not wait for the
     * server to find a deadlock, which takes it a second. Small tables are read by index: a read of a whole table
     * would at SERIALIZABLE be in the way of every write into it.
     */
    private static final String START = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off';"
            + "set lock_timeout = '250ms';"
            + "set idle_in_transaction_session_timeout = '60s';"
            + "set enable_seqscan = off";

    private final Dialect dialect = new PostgresDialect();
    private final HikariDataSource pool;
    private final Turns turns = new SideBySide();

    private PostgresDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens a database and brings its tables to this version.
     *
     * @throws io.bascule.api.error.BasculeException with {@code SETTING_INVALID} if the server refuses user, database or
     *     schema or is not fit, with {@code STORE_FAILED} if it cannot be reached or the tables are of a newer version
     */
    static PostgresDatabase open(PostgresUrl url, Login login) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setURL(url.jdbc());
        server.setUser(login.user());
        server.setPassword(login.password());
        probe(server, url);
        PostgresDatabase database = new PostgresDatabase(pool(server, url));
        boolean opened = false;
        try {
            database.prepare(url);
            opened = true;
        } finally {
            if (!opened) {
                database.close();
            }
        }
        log.info("Catalog database open: {}", url.place());
        return database;
    }

    /** The pool tells less of why it has no connection. */
    private static void probe(PGSimpleDataSource server, PostgresUrl url) {
        try {
            server.getConnection().close();
        } catch (SQLException e) {
            throw PostgresProblems.notOpened(url, e);
        }
    }

    private static HikariDataSource pool(PGSimpleDataSource server, PostgresUrl url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("bascule-catalog");
        config.setDataSource(server);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        config.setConnectionInitSql(START);
        // Else the first transaction of each connection would go on in that of START, and see its moment.
        config.setIsolateInternalQueries(true);
        config.setConnectionTimeout(WAIT_FOR_CONNECTION);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw PostgresProblems.notOpened(url, e.getCause() instanceof SQLException sql ? sql : new SQLException(e));
        }
    }

    private void prepare(PostgresUrl url) {
        try (Connection connection = connect()) {
            check(connection, url);
            new Migrations(dialect).apply(connection);
        } catch (SQLException e) {
            throw PostgresProblems.notOpened(url, e);
        }
    }

    private static void check(Connection connection, PostgresUrl url) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select current_setting('server_version_num')::int as version,"
                        + " current_setting('server_version') as named, current_setting('server_encoding') as encoding,"
                        + " current_setting('fsync') as fsync, current_schema() as current_schema")) {
            found.next();
            if (found.getInt("version") < 140_000) {
                throw PostgresProblems.unfit(
                        url, "PostgreSQL 14 or later", found.getString("named"), "Use a newer server.");
            }
            if (!"UTF8".equals(found.getString("encoding"))) {
                throw PostgresProblems.unfit(
                        url,
                        "a database whose encoding is UTF8",
                        found.getString("encoding"),
                        "Create the database with encoding 'UTF8'.");
            }
            if (found.getString("current_schema") == null) {
                throw PostgresProblems.unfit(
                        url,
                        "a schema for the tables",
                        "none that this user may use",
                        "Create the schema, or correct currentSchema in the URL.");
            }
            if (!"on".equals(found.getString("fsync"))) {
                log.warn(
                        "The {} runs with fsync off: acknowledged changes are lost when its machine fails",
                        url.place());
            }
        }
        connection.commit();
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
    }
}
