/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 14 and later. */
final class PostgresDialect implements Dialect {
    /** Any number that no other program on the same database is likely to lock: "bascule" in ASCII. */
    private static final long MIGRATION_LOCK = 0x62617363756c65L;

    private static final Pattern TEXT = Pattern.compile("\\bvarchar\\b");
    /** A character that a database in UTF-8 does not take. */
    private static final String UNTRANSLATABLE = "22021";

    private static final String SERIALIZATION_FAILURE = "40001";
    /** A deadlock, and a lock that was not given in time, which may be one. */
    private static final Set<String> WAIT = Set.of("40P01", "55P03");

    @Override
    public void beginRead(Connection connection) throws SQLException {
        // For this transaction only, and on its way in one go: setTransactionIsolation() would ask the server twice.
        execute(connection, "set transaction isolation level repeatable read, read only");
    }

    @Override
    public void beginMigration(Connection connection) throws SQLException {
        // What one transaction makes is there as a whole or not at all; two runtimes that start at once take turns.
        execute(connection, "set transaction isolation level read committed");
        execute(connection, "set local lock_timeout = '50s'");
        execute(connection, "select pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
    }

    @Override
    public void endMigration(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public boolean takesMigration(String name) {
        return true;
    }

    /** Texts are compared by their bytes, as in H2 and in Java, whatever the database's own order is: pages go by ids. */
    @Override
    public String definition(String statement) {
        return TEXT.matcher(statement).replaceAll("varchar collate \"C\"");
    }

    /** The driver would send half a surrogate pair as a question mark, and the server refuses NUL. */
    @Override
    public String text(String text) throws SQLException {
        if (text.indexOf('\0') >= 0 || LoneSurrogates.in(text)) {
            throw new SQLException("A text that UTF-8 cannot hold, or with NUL", UNTRANSLATABLE);
        }
        return text;
    }

    @Override
    public boolean isPassing(SQLException error) {
        return SERIALIZATION_FAILURE.equals(error.getSQLState()) || isWait(error);
    }

    @Override
    public boolean isWait(SQLException error) {
        return WAIT.contains(String.valueOf(error.getSQLState()));
    }

    @Override
    public @Nullable BasculeException refusedValue(SQLException error) {
        return switch (String.valueOf(error.getSQLState())) {
            // An entry of an index is larger than a third of a page.
            case "54000" ->
                StoreProblems.refusedValue("at most some 2,600 bytes in an id or a match key on PostgreSQL", error);
            case UNTRANSLATABLE ->
                StoreProblems.refusedValue(
                        "ids and match keys without the character NUL and without half a surrogate pair", error);
            default -> null;
        };
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
