/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.StaleException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on one connection: runs statements and turns SQL errors into ours. After an error it cannot commit, whatever
 * the caller does with the exception: its first error is thrown again. Used by one thread.
 */
final class Session {
    private final Connection connection;
    private final Dialect dialect;
    private final boolean writable;
    private boolean over;
    private @Nullable RuntimeException failure;
    private @Nullable RunAgain anotherRun;

    /** Makes an object of a row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    Session(Connection connection, Dialect dialect, boolean writable) {
        this.connection = connection;
        this.dialect = dialect;
        this.writable = writable;
    }

    /**
     * Changes rows.
     *
     * @param row names what is changed, for {@link StaleException}, if a unique key turns out to be taken
     * @return how many rows it changed
     */
    int update(String row, String sql, @Nullable Object... parameters) {
        if (!writable) {
            throw new IllegalStateException("A read transaction must not write; use write()");
        }
        checkOpen();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException e) {
            if (!dialect.isTaken(e)) {
                throw failed(e);
            }
            StaleException stale = stale(row + " is there already");
            anotherRun = new RunAgain(stale, false);
            throw stale;
        }
    }

    /** Changes one row, the one that is as it was read. */
    void updateOne(String row, String sql, @Nullable Object... parameters) {
        if (update(row, sql, parameters) != 1) {
            throw stale(row);
        }
    }

    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        checkOpen();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                Row row = new Row(rows);
                while (rows.next()) {
                    found.add(reader.read(row));
                }
                return found;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    <T> Optional<T> find(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        return list(sql, reader, parameters).stream().findFirst();
    }

    /** The one number that a query gives; 0 if it gives null. */
    long number(String sql, @Nullable Object... parameters) {
        return list(sql, row -> row.firstNumber(), parameters).get(0);
    }

    /** A stale row: remembered, so that the transaction does not commit. */
    StaleException stale(String row) {
        StaleException stale = new StaleException(row);
        failure = failure == null ? stale : failure;
        return stale;
    }

    /** Commits, unless a statement failed: then its error is thrown again. */
    void commit() throws SQLException {
        over = true;
        if (failure != null) {
            throw failure;
        }
        connection.commit();
    }

    /** No statement runs after this. */
    void end() {
        over = true;
    }

    /** An error of the database as ours; once a statement has failed, what failed first. */
    RuntimeException failed(SQLException e) {
        if (failure != null) {
            return failure;
        }
        RuntimeException problem = dialect.refusedValue(e);
        if (problem == null) {
            problem = StoreProblems.failed(e);
        }
        failure = problem;
        if (dialect.isPassing(e)) {
            anotherRun = new RunAgain(problem, dialect.isWait(e));
        }
        return problem;
    }

    /**
     * What to throw when the work ended by an exception: that one, or the wish for another run if the work met another
     * transaction, whatever it made of that.
     */
    RuntimeException ended(RuntimeException e) {
        return anotherRun == null ? e : anotherRun;
    }

    private void checkOpen() {
        if (over) {
            throw new IllegalStateException("The transaction is over");
        }
    }

    private void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter instanceof Instant instant) {
                statement.setLong(i + 1, Nanos.exact(instant));
            } else if (parameter instanceof Enum<?> constant) {
                statement.setString(i + 1, constant.name());
            } else if (parameter instanceof String text) {
                statement.setString(i + 1, dialect.text(text));
            } else {
                statement.setObject(i + 1, parameter);
            }
        }
    }
}
