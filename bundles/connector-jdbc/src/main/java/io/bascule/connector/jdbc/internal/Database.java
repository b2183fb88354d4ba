/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database of one connection: hands out connections and turns what fails into a {@link BasculeException}. */
final class Database {
    private final String integration;
    private final DataSource dataSource;
    private final int timeoutSeconds;

    Database(String integration, DataSource dataSource, int timeoutSeconds) {
        this.integration = integration;
        this.dataSource = dataSource;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** Something that is done with a connection. */
    @FunctionalInterface
    interface Use<T> {
        T apply(Connection connection) throws SQLException;
    }

    /** The time limit of one statement, in seconds. */
    int timeoutSeconds() {
        return timeoutSeconds;
    }

    /**
     * Does something with a connection; each statement stands for itself.
     *
     * @param what for people, for example {@code "Reading rows of Customer"}
     */
    <T> T call(String what, Use<T> use) {
        try (Connection connection = dataSource.getConnection()) {
            return use.apply(connection);
        } catch (SQLException e) {
            throw failed(what, e);
        }
    }

    /** A connection on which each transaction is ended by the caller; to be closed. */
    Connection openForWriting(String what) {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw failed(what, e);
        }
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            close(connection);
            throw failed(what, e);
        }
    }

    /** Closes a connection; what fails then was either committed before or is rolled back by the database. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing depends on it any more.
        }
    }

    /** The exception for a call that failed as a whole. The driver's text is not repeated: it may hold values. */
    BasculeException failed(String what, SQLException cause) {
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            // A pool wraps whatever kept it from connecting, for example a secret that is no longer there.
            if (inner instanceof BasculeException told) {
                return told;
            }
        }
        SqlFailure failure = SqlFailure.of(cause);
        return new BasculeException(
                new Problem(
                        failure.code(),
                        failure.what(),
                        "integration " + integration + ", " + what,
                        null,
                        "SQLState " + SqlFailure.stateOf(cause),
                        failure.remedy()),
                cause);
    }

    /** An exception with a place. */
    BasculeException problem(
            ErrorCode code,
            String what,
            String where,
            @Nullable String expected,
            @Nullable String found,
            String remedy) {
        return new BasculeException(
                new Problem(code, what, "integration " + integration + ", " + where, expected, found, remedy));
    }
}
