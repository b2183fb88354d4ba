/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** H2 2.x, whose codes are those of {@code org.h2.api.ErrorCode}. */
final class H2Dialect implements Dialect {
    /** Another process has the file. */
    private static final int ALREADY_OPEN = 90020;

    @Override
    public void beginRead(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    public void beginMigration(Connection connection) {
        // No other process has the file, and every DDL statement is committed at once.
    }

    @Override
    public void endMigration(Connection connection) {
        // See above.
    }

    @Override
    public boolean takesMigration(String name) {
        return !name.startsWith("postgresql-");
    }

    @Override
    public String definition(String statement) {
        return statement;
    }

    @Override
    public String text(String text) {
        return text;
    }

    @Override
    public boolean isPassing(SQLException error) {
        // One transaction writes at a time, so that none can be in the way.
        return false;
    }

    @Override
    public boolean isWait(SQLException error) {
        return false;
    }

    @Override
    public @Nullable BasculeException refusedValue(SQLException error) {
        // A text is longer than the column takes.
        return "22001".equals(error.getSQLState())
                ? StoreProblems.refusedValue("at most 1,048,576 characters of JSON for all fields of a record", error)
                : null;
    }

    /** The database file is in use by another process. */
    static boolean isAlreadyOpen(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == ALREADY_OPEN) {
                return true;
            }
        }
        return false;
    }
}
