/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.error.ErrorCode;
import io.bascule.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The replication slots, one for each table. A slot makes the server keep its log from the slot's place on, so it moves on as soon as
 * what was read is stored, and never before. It outlives this process on purpose.
 */
final class Slots {
    static final String PLUGIN = "pgoutput";
    private static final int LONGEST_NAME = 63;
    private static final String TOO_MANY = "53400";
    private static final String NAME_TAKEN = "42710";

    private final Database database;
    private final String prefix;

    /** @param prefix the beginning of all names, for example {@code "bascule_shop"} */
    Slots(Database database, String prefix) {
        this.database = database;
        this.prefix = prefix;
    }

    /**
     * A slot as the server tells of it.
     *
     * @param plugin what decodes for it
     * @param place everything before it may be gone from the log; null if the slot is of no use any more
     * @param status {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
     * @param keptBytes how much of its log the server keeps for it; null if that is not known
     */
    record Slot(
            String plugin,
            @Nullable Lsn place,
            String status,
            @Nullable Long keptBytes) {
        /** Whether the server has thrown away what the slot would need. */
        boolean isLost() {
            return place == null || status.equals("lost");
        }
    }

    /**
     * The name of a table's slot.
     *
     * @throws io.bascule.api.error.BasculeException with {@code SETTING_INVALID} if it gets too long
     */
    String name(Table table) {
        String name = prefix + "_" + table.description().type();
        if (name.length() > LONGEST_NAME) {
            throw database.problem(
                    ErrorCode.SETTING_INVALID,
                    "The name of a replication slot gets too long",
                    "setting " + JdbcConnectorFactory.SLOT + ", type "
                            + table.description().type(),
                    "at most " + LONGEST_NAME + " characters together with the type's name",
                    name,
                    "Set a shorter beginning in slot.");
        }
        return name;
    }

    @Nullable
    Slot find(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = prepare(
                connection,
                "select plugin, confirmed_flush_lsn::text, coalesce(wal_status, 'lost'),"
                        + " pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint"
                        + " from pg_replication_slots where slot_name = ? and database = current_database()",
                name)) {
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String plugin = row.getString(1);
                long kept = row.getLong(4);
                return new Slot(
                        plugin == null ? "" : plugin,
                        Lsn.of(row.getString(2)),
                        row.getString(3),
                        row.wasNull() ? null : Long.valueOf(kept));
            }
        }
    }

    /**
     * Makes a table's slot, in place of one that is there. The server waits until all transactions have ended that are under way, so
     * everything that is committed later is found from the place returned, and everything committed before is seen by a listing.
     */
    Lsn make(Connection connection, String name) throws SQLException {
        if (find(connection, name) != null) {
            try (PreparedStatement statement = prepare(connection, "select pg_drop_replication_slot(?)", name)) {
                statement.executeQuery().close();
            }
        }
        try (PreparedStatement statement = prepare(
                        connection,
                        "select lsn::text from pg_create_logical_replication_slot(?, '" + PLUGIN + "')",
                        name);
                ResultSet row = statement.executeQuery()) {
            Lsn made = row.next() ? Lsn.of(row.getString(1)) : null;
            if (made == null) {
                throw new SQLException("The server does not tell where the slot begins", "02000");
            }
            return made;
        } catch (SQLException e) {
            throw explained(e, name);
        }
    }

    private SQLException explained(SQLException cause, String name) {
        String state = SqlFailure.stateOf(cause);
        if (state.equals(TOO_MANY)) {
            throw database.problem(
                    ErrorCode.SETTING_INVALID,
                    "The server takes no more replication slots",
                    "slot " + name,
                    "a free one below max_replication_slots",
                    "SQLState " + state,
                    "Drop a slot that nobody needs (select slot_name, active from pg_replication_slots), or raise"
                            + " max_replication_slots.");
        }
        if (state.equals(NAME_TAKEN)) {
            throw database.problem(
                    ErrorCode.SETTING_INVALID,
                    "The name of the replication slot is taken on this server",
                    "slot " + name,
                    "a name of this database's own",
                    "a slot of another database",
                    "Set another beginning of the names in slot, or drop that slot if nobody needs it.");
        }
        if (SqlFailure.of(cause) == SqlFailure.DENIED) {
            throw database.problem(
                    ErrorCode.UNAUTHORISED,
                    "The user may not read the database's log",
                    "slot " + name,
                    "a user with the right REPLICATION",
                    "SQLState " + state,
                    "alter role ... replication; or set changes=column.");
        }
        return cause;
    }

    /** Lets the server forget its log before a place that is stored. */
    void advance(Connection connection, String name, Lsn place) throws SQLException {
        try (PreparedStatement statement =
                prepare(connection, "select pg_replication_slot_advance(?, ?::pg_lsn)", name, place.toString())) {
            statement.executeQuery().close();
        }
    }

    private PreparedStatement prepare(Connection connection, String sql, String... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(database.timeoutSeconds());
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
