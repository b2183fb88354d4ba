/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What differs between the databases' languages and errors, in one place. All statements elsewhere are SQL that both take. */
sealed interface Dialect permits H2Dialect, PostgresDialect {
    /** Makes the transaction that begins one that only reads, all its statements at the same moment. */
    void beginRead(Connection connection) throws SQLException;

    /**
     * Makes sure that no other process changes tables meanwhile.
     *
     * @param connection the one that the tables are changed with
     */
    void beginMigration(Connection connection) throws SQLException;

    /** Ends what {@link #beginMigration} began, keeping what was changed. */
    void endMigration(Connection connection) throws SQLException;

    /** Whether a migration is for this database, by its name, for example {@code "tables"}. */
    boolean takesMigration(String name);

    /** A statement of a migration as this database takes it. */
    String definition(String statement);

    /**
     * A text as it is sent.
     *
     * @throws SQLException one that {@link #refusedValue} knows, if the database cannot keep the text as it is
     */
    String text(String text) throws SQLException;

    /** A unique key is taken: SQLState 23505 in both. */
    default boolean isTaken(SQLException error) {
        return "23505".equals(error.getSQLState());
    }

    /** Another transaction was in the way; the same one may come through when it runs again. */
    boolean isPassing(SQLException error);

    /** The other transaction held a lock, and perhaps waited for one of this: of what is {@link #isPassing}. */
    boolean isWait(SQLException error);

    /** What is wrong with a value that the database will never take; null if that is not what the error says. */
    @Nullable
    BasculeException refusedValue(SQLException error);
}
