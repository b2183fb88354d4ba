/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.jdbc;

import io.bascule.api.error.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failed statement means, read from its SQLState and never from its text. States are those of the SQL standard, of
 * PostgreSQL (manual, appendix A "PostgreSQL Error Codes") and of H2 (class {@code org.h2.api.ErrorCode}).
 */
public enum SqlFailure {
    /** The connection is gone or could not be made; what was not committed is rolled back by the database. */
    CONNECTION(
            ErrorCode.UNREACHABLE,
            "The database cannot be reached",
            "Check that it runs and that the address is right."),
    /** The statement took too long and was called off. */
    TIMEOUT(
            ErrorCode.SYSTEM_FAILED,
            "The database took too long",
            "Raise timeout.seconds, or look for a missing index or a long transaction there."),
    /** Another transaction was in the way; the next try has a fresh chance. */
    CONTENTION(ErrorCode.SYSTEM_FAILED, "Another transaction was in the way", "Nothing to do: it is tried again."),
    /** User, password or rights do not suffice. */
    DENIED(
            ErrorCode.UNAUTHORISED,
            "The database refuses this user",
            "Check user and password, and grant select, insert, update and delete on the tables as far as they are wanted."),
    /** A unique constraint refuses the values. */
    UNIQUE(ErrorCode.REJECTED, "A unique constraint refuses the values", "Change the value, or merge the two rows."),
    /** Another constraint refuses the values. */
    CONSTRAINT(ErrorCode.REJECTED, "A constraint refuses the values", "Change the values."),
    /** A value does not fit its column. */
    DATA(ErrorCode.REJECTED, "A value does not fit its column", "Change the value."),
    /** Table, column or database is not there, or not as described. */
    STRUCTURE(
            ErrorCode.SETTING_INVALID,
            "Database, table or column is not as described",
            "Compare the connection's description with the database."),
    /** Everything else. */
    OTHER(ErrorCode.SYSTEM_FAILED, "The database failed", "Look into the database's own log.");

    private static final Set<String> LOST = Set.of(
            "57P01", "57P02", "57P03", // PostgreSQL: shut down by the administrator, crashed, starting up
            "90067", "90098", "90121"); // H2: connection broken, database closed, closed at shutdown
    private static final Set<String> NO_DATABASE = Set.of("3D000", "3F000", "90013", "90079", "90146", "90149");
    private static final Set<String> WAITED = Set.of("HYT00", "55P03");
    private static final Set<String> NO_RIGHT = Set.of("42501", "90096");

    private final ErrorCode code;
    private final String what;
    private final String remedy;

    SqlFailure(ErrorCode code, String what, String remedy) {
        this.code = code;
        this.what = what;
        this.remedy = remedy;
    }

    /** The code under which a whole call that failed so is reported. */
    public ErrorCode code() {
        return code;
    }

    /** What went wrong, as a sentence without a full stop and without any value. */
    public String what() {
        return what;
    }

    /** What the reader can do. */
    public String remedy() {
        return remedy;
    }

    /** Whether it passes by itself, so that the same statement may succeed later. */
    public boolean isTransient() {
        return this == CONNECTION || this == TIMEOUT || this == CONTENTION || this == OTHER;
    }

    /**
     * What an exception means. Where a pool has wrapped the driver's exception, the driver's decides.
     *
     * @param failure what the driver or the pool threw
     */
    public static SqlFailure of(SQLException failure) {
        SqlFailure byState = ofState(stateOf(failure));
        if (byState != OTHER) {
            return byState;
        }
        if (failure instanceof SQLTimeoutException) {
            return TIMEOUT;
        }
        return failure instanceof SQLTransientConnectionException ? CONNECTION : OTHER;
    }

    /** The SQLState that decides, for example {@code "23505"}; empty if there is none. */
    public static String stateOf(SQLException failure) {
        String found = "";
        Throwable current = failure;
        for (int depth = 0; current != null && depth < 10; depth++) {
            if (current instanceof SQLException sql && sql.getSQLState() != null) {
                found = sql.getSQLState();
            }
            current = next(current);
        }
        return found.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Throwable next(Throwable current) {
        if (current.getCause() != null) {
            return current.getCause();
        }
        return current instanceof SQLException sql ? sql.getNextException() : null;
    }

    private static SqlFailure ofState(String state) {
        if (state.startsWith("08") || LOST.contains(state)) {
            return CONNECTION;
        }
        if (NO_DATABASE.contains(state)) {
            return STRUCTURE;
        }
        if (state.startsWith("28") || NO_RIGHT.contains(state)) {
            return DENIED;
        }
        if (state.equals("57014")) {
            return TIMEOUT;
        }
        if (state.startsWith("40") || WAITED.contains(state)) {
            return CONTENTION;
        }
        if (state.equals("23505")) {
            return UNIQUE;
        }
        if (state.startsWith("23") || state.startsWith("44")) {
            return CONSTRAINT;
        }
        if (state.startsWith("22")) {
            return DATA;
        }
        return state.startsWith("42") ? STRUCTURE : OTHER;
    }
}
