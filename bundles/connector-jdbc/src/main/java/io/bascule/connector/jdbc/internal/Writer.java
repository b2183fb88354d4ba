/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.WriteOutcome;
import io.bascule.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows, each in a transaction of its own. A failure before the commit was sent has certainly written nothing, because the
 * database rolls back what is not committed; a commit whose answer is lost leaves the outcome unknown.
 */
final class Writer {
    private final Database database;

    Writer(Database database) {
        this.database = database;
    }

    /** One write inside a transaction that the caller ends. */
    interface Write {
        /** Writes; an outcome other than {@link WriteOutcome.Ok} and {@link WriteOutcome.Deleted} is rolled back. */
        WriteOutcome apply(Connection connection) throws SQLException;

        /** The outcome of a write that a constraint or a value's form refused; the transaction is rolled back. */
        WriteOutcome refused(Connection connection, SqlFailure failure, SQLException cause) throws SQLException;
    }

    /** One outcome for each write. After the connection is lost the rest is not tried. */
    List<WriteOutcome> write(String what, List<? extends Write> writes) {
        List<WriteOutcome> outcomes = new ArrayList<>();
        Connection connection = database.openForWriting(what);
        try {
            boolean lost = false;
            for (Write write : writes) {
                if (lost) {
                    outcomes.add(
                            new WriteOutcome.TransientFailure("Not tried: one before failed with all that follow"));
                    continue;
                }
                WriteOutcome outcome;
                try {
                    outcome = writeOne(connection, write);
                } catch (RuntimeException e) {
                    rollBack(connection);
                    if (outcomes.isEmpty()) {
                        throw e;
                    }
                    // What was written before keeps its outcome; tried again, this one comes first and throws.
                    outcomes.add(new WriteOutcome.TransientFailure(
                            "Not written: " + e.getClass().getSimpleName()));
                    lost = true;
                    continue;
                }
                outcomes.add(outcome);
                lost = outcome instanceof WriteOutcome.Unknown || isLost(connection, outcome);
            }
            return outcomes;
        } finally {
            Database.close(connection);
        }
    }

    private WriteOutcome writeOne(Connection connection, Write write) {
        WriteOutcome outcome;
        try {
            outcome = write.apply(connection);
        } catch (SQLException e) {
            return failed(connection, write, e);
        }
        if (!(outcome instanceof WriteOutcome.Ok || outcome instanceof WriteOutcome.Deleted)) {
            rollBack(connection);
            return outcome;
        }
        try {
            connection.commit();
            return outcome;
        } catch (SQLException e) {
            SqlFailure failure = SqlFailure.of(e);
            // These are answers: the database has looked at the commit and refused it.
            boolean answered = failure == SqlFailure.UNIQUE
                    || failure == SqlFailure.CONSTRAINT
                    || SqlFailure.stateOf(e).startsWith("40");
            return answered
                    ? failed(connection, write, e)
                    : new WriteOutcome.Unknown("The answer to the commit got lost: SQLState " + SqlFailure.stateOf(e));
        }
    }

    private static WriteOutcome failed(Connection connection, Write write, SQLException cause) {
        rollBack(connection);
        SqlFailure failure = SqlFailure.of(cause);
        String text = failure.what() + ": SQLState " + SqlFailure.stateOf(cause);
        switch (failure) {
            case UNIQUE, CONSTRAINT, DATA -> {
                try {
                    return write.refused(connection, failure, cause);
                } catch (SQLException e) {
                    return new WriteOutcome.TransientFailure(text);
                } finally {
                    rollBack(connection);
                }
            }
            case DENIED -> {
                return new WriteOutcome.Unauthorised(text + ". " + failure.remedy());
            }
            case STRUCTURE -> {
                return new WriteOutcome.Rejected(Rows.error("", text + ". " + failure.remedy()));
            }
            default -> {
                return new WriteOutcome.TransientFailure(text);
            }
        }
    }

    private static boolean isLost(Connection connection, WriteOutcome outcome) {
        if (!(outcome instanceof WriteOutcome.TransientFailure)) {
            return false;
        }
        try {
            return connection.isClosed() || !rollBack(connection);
        } catch (SQLException e) {
            return true;
        }
    }

    private static boolean rollBack(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            // The database rolls back by itself when the connection ends.
            return false;
        }
    }

    /** What a refusal says, without the driver's text, which may hold values. */
    static WriteOutcome.Rejected rejected(Table table, SqlFailure failure, SQLException cause) {
        String state = SqlFailure.stateOf(cause);
        String message = switch (state) {
            case "23502" -> "must not be null";
            case "23503", "23506" -> "refers to a row that is not there, or is referred to";
            case "23513", "23514" -> "a check constraint refuses the value";
            case "22001" -> "too long for its column";
            case "22003" -> "too big for its column";
            default -> failure.what();
        };
        return new WriteOutcome.Rejected(Rows.error(pathIn(table, cause), message + " (SQLState " + state + ")"));
    }

    /** The field whose column the driver's text names in quotation marks; empty if none or several. */
    private static String pathIn(Table table, SQLException cause) {
        String text = String.valueOf(cause.getMessage());
        int end = text.indexOf("SQL statement:");
        String head = end < 0 ? text : text.substring(0, end);
        @Nullable String found = null;
        for (var entry : table.description().columns().entrySet()) {
            if (head.contains('"' + entry.getValue() + '"') || head.contains('"' + entry.getValue() + ' ')) {
                if (found != null) {
                    return "";
                }
                found = entry.getKey();
            }
        }
        return found == null ? "" : found;
    }
}
