/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.Deletes.DeleteItem;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One row that goes, or gets the mark of deleted rows where the table has one. It goes only if its version is still the expected
 * one; a table without version and change column has none, so there the row goes as it is.
 */
final class Delete implements Writer.Write {
    private final Database database;
    private final Rows rows;
    private final Table table;
    private final DeleteItem item;

    Delete(Database database, Rows rows, Table table, DeleteItem item) {
        this.database = database;
        this.rows = rows;
        this.table = table;
        this.item = item;
    }

    @Override
    public WriteOutcome apply(Connection connection) throws SQLException {
        Object key = table.key().rawOf(item.id());
        if (key == null) {
            return new WriteOutcome.NotFound();
        }
        Column version = table.version();
        Object expected =
                version == null || item.expectedVersion() == null ? null : version.rawOf(item.expectedVersion());
        if (version != null && item.expectedVersion() != null && expected == null) {
            return rows.unwritten(connection, table, key);
        }
        DeletedMark mark = table.description().deleted();
        Sql sql = mark == null ? new Sql("delete from " + table.name()) : marking(mark, connection);
        sql.add(" where ").add(Rows.keyOf(table)).add(" = ").bind(table.key(), key);
        if (version != null && expected != null) {
            sql.add(" and ").add(table.quoted(version)).add(" = ").bind(version, expected);
        }
        DeletedMark.addLiving(table, sql, " and ");
        int count;
        try (PreparedStatement statement = sql.prepare(connection, database.timeoutSeconds())) {
            count = statement.executeUpdate();
        }
        return count == 0 ? withoutEffect(connection, key) : proven(connection, key);
    }

    private Sql marking(DeletedMark mark, Connection connection) throws SQLException {
        Sql sql = new Sql("update " + table.name() + " set ");
        mark.addTo(sql, table, ChangeWalk.now(connection, database.timeoutSeconds()));
        table.addTouch(sql, connection, database.timeoutSeconds());
        return sql;
    }

    private WriteOutcome withoutEffect(Connection connection, Object key) throws SQLException {
        WriteOutcome outcome = rows.unwritten(connection, table, key);
        boolean same = outcome instanceof WriteOutcome.PreconditionFailed failed
                && failed.current() != null
                && (item.expectedVersion() == null
                        || item.expectedVersion().equals(failed.current().version()));
        return same ? kept() : outcome;
    }

    private WriteOutcome proven(Connection connection, Object key) throws SQLException {
        ExternalRecord left = rows.readOne(connection, table, key);
        return left == null || left.deleted() ? new WriteOutcome.Deleted() : kept();
    }

    private static WriteOutcome kept() {
        return new WriteOutcome.Rejected(Rows.error(
                "",
                "the database took the delete and shows the row as before; look for triggers, rules and views. If they mark"
                        + " deleted rows, describe that column as deleted in the setting tables"));
    }

    @Override
    public WriteOutcome refused(Connection connection, SqlFailure failure, SQLException cause) throws SQLException {
        if (failure != SqlFailure.CONSTRAINT || table.deleted() != null) {
            return Writer.rejected(table, failure, cause);
        }
        String reference = reference(connection, cause);
        return new WriteOutcome.Rejected(Rows.error(
                "",
                (reference == null ? "rows of another table still refer to it" : reference) + " (SQLState "
                        + SqlFailure.stateOf(cause)
                        + "); delete or re-point those rows and retry the work, or describe a column that marks deleted rows"
                        + " as deleted in the setting tables"));
    }

    /** The foreign key that the driver's text names, from the database's own list; the text itself may hold values. */
    private @Nullable String reference(Connection connection, SQLException cause) throws SQLException {
        String text = String.valueOf(cause.getMessage());
        String schema = table.description().schema() == null
                ? connection.getSchema()
                : table.description().schema();
        try (ResultSet keys = connection
                .getMetaData()
                .getExportedKeys(
                        connection.getCatalog(), schema, table.description().table())) {
            while (keys.next()) {
                String name = keys.getString("FK_NAME");
                if (name != null && (text.contains('"' + name + '"') || text.contains('"' + name + ':'))) {
                    return "rows of table " + keys.getString("FKTABLE_SCHEM") + "." + keys.getString("FKTABLE_NAME")
                            + " still refer to it by the constraint " + name;
                }
            }
        }
        return null;
    }
}
