/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;

/** Proves that a server can tell the changes of tables, and tells how much of its log it keeps for it. */
final class LogicalCheck {
    private static final long MEGABYTE = 1024 * 1024;
    private static final String NOT_FOUND = "none";

    private final Database database;
    private final Slots slots;
    private final String publication;
    private final Logger log;

    LogicalCheck(Database database, Slots slots, String publication, Logger log) {
        this.database = database;
        this.slots = slots;
        this.publication = publication;
        this.log = log;
    }

    void check(List<Table> tables) {
        database.call("checking what logical decoding needs", connection -> {
            server(connection);
            published(connection);
            for (Table table : tables) {
                covered(connection, table);
                identified(connection, table);
                tellLag(connection, table);
            }
            return true;
        });
    }

    private void server(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("PostgreSQL")) {
            throw wrong("Only PostgreSQL can tell changes from its log", "PostgreSQL", product, "Set changes=column.");
        }
        String level = text(connection, "show wal_level");
        if (!level.equals("logical")) {
            throw wrong(
                    "The server's log holds too little to tell changes from it",
                    "wal_level = logical",
                    "wal_level = " + level,
                    "alter system set wal_level = logical; then restart the server. Or set changes=column.");
        }
        if (text(connection, "select pg_is_in_recovery()::text").equals("true")) {
            throw wrong(
                    "This server is a copy of another one",
                    "the primary server",
                    "a standby",
                    "Name the primary server in url.");
        }
    }

    private void published(Connection connection) throws SQLException {
        String all = text(
                connection,
                "select (pubinsert and pubupdate and pubdelete and pubtruncate)::text from pg_publication where pubname = ?",
                publication);
        if (!all.equals("true")) {
            throw wrong(
                    "The publication does not tell all changes",
                    "publication " + publication + " with publish = 'insert, update, delete, truncate'",
                    all.equals(NOT_FOUND) ? "no such publication" : "one that leaves out some of them",
                    "create publication " + publication + " for table ...; as the owner of the tables.");
        }
    }

    private void covered(Connection connection, Table table) throws SQLException {
        // As JSON, because older servers know no row filters.
        String filter = text(
                connection,
                "select coalesce(to_jsonb(t)->>'rowfilter', '') from pg_publication_tables t"
                        + " where pubname = ? and schemaname = ? and tablename = ?",
                publication,
                schema(connection, table),
                table.description().table());
        if (!filter.isEmpty()) {
            String found = filter.equals(NOT_FOUND) ? "it is not in it" : "only some of its rows are";
            throw wrong(
                    "The publication does not tell all changes",
                    "table " + table.description().title() + " in publication " + publication,
                    found,
                    "alter publication " + publication + " add table " + table.name() + "; as the table's owner.");
        }
    }

    private void identified(Connection connection, Table table) throws SQLException {
        String identity = text(
                connection,
                "select case when c.relkind <> 'r' then 'kind ' || c.relkind when c.relreplident = 'f' or exists("
                        + " select 1 from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)"
                        + " where i.indrelid = c.oid and a.attname = ? and case c.relreplident when 'd' then i.indisprimary"
                        + " when 'i' then i.indisreplident else false end) then 'good' else 'identity ' || c.relreplident end"
                        + " from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ? and c.relname = ?",
                table.key().name(),
                schema(connection, table),
                table.description().table());
        if (identity.startsWith("kind")) {
            throw wrong(
                    "Changes of this table cannot be told",
                    "a plain table as " + table.description().title(),
                    "a view or a partitioned table",
                    "Describe the table behind it, or a partition.");
        }
        if (!identity.equals("good")) {
            throw wrong(
                    "The log would not tell which row was deleted",
                    "a replica identity of table " + table.description().title() + " with column "
                            + table.key().name(),
                    "one without it",
                    "Make it the primary key, or alter table " + table.name() + " replica identity full;");
        }
    }

    private void tellLag(Connection connection, Table table) throws SQLException {
        String name = slots.name(table);
        Slots.Slot slot = slots.find(connection, name);
        if (slot == null) {
            return;
        }
        if (slot.isLost()) {
            log.warn(
                    "The server has given up the replication slot {}; a new one is made and everything is listed",
                    name);
        } else if (slot.keptBytes() != null) {
            String text = "The server keeps {} MB of its log for the replication slot {} ({})";
            long megabytes = slot.keptBytes() / MEGABYTE;
            if (slot.status().equals("reserved")) {
                log.info(text, megabytes, name, slot.status());
            } else {
                log.warn(text, megabytes, name, slot.status());
            }
        }
    }

    private static String schema(Connection connection, Table table) throws SQLException {
        String schema = table.description().schema();
        return schema == null ? String.valueOf(connection.getSchema()) : schema;
    }

    /** The first value of a statement; {@link #NOT_FOUND} if it has none. */
    private String text(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(database.timeoutSeconds());
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                String value = row.next() ? row.getString(1) : null;
                return value == null ? NOT_FOUND : value;
            }
        }
    }

    private BasculeException wrong(String what, String expected, String found, String remedy) {
        return database.problem(
                ErrorCode.SETTING_INVALID,
                what,
                "setting " + JdbcConnectorFactory.CHANGES + "=" + JdbcConnectorFactory.LOGICAL,
                expected,
                found,
                remedy);
    }
}
