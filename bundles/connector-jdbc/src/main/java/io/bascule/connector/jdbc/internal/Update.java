/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Updates.UpdateItem;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Value;
import io.bascule.jdbc.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One changed row. It is written only if it is as it was last read: its version column has the expected value; without a version
 * column its change column has, and the columns being set hold their old values, because two changes may share a time.
 */
final class Update implements Writer.Write {
    private final Database database;
    private final Rows rows;
    private final Table table;
    private final UpdateItem item;

    Update(Database database, Rows rows, Table table, UpdateItem item) {
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
        List<FieldError> errors = new ArrayList<>();
        Map<String, @Nullable Object> values = FieldValues.of(table, item.changed(), errors);
        if (!errors.isEmpty()) {
            return new WriteOutcome.Rejected(errors);
        }
        if (values.isEmpty()) {
            return unchanged(connection, key);
        }
        Column version = table.version();
        Object expected =
                version == null || item.expectedVersion() == null ? null : version.rawOf(item.expectedVersion());
        if (version != null && item.expectedVersion() != null && expected == null) {
            return rows.unwritten(connection, table, key);
        }
        int count;
        try (PreparedStatement statement =
                statement(connection, values, key, version, expected).prepare(connection, database.timeoutSeconds())) {
            count = statement.executeUpdate();
        }
        if (count == 0) {
            return rows.unwritten(connection, table, key);
        }
        ExternalRecord own = rows.readOne(connection, table, key);
        return own == null
                ? new WriteOutcome.Rejected(
                        Rows.error("", "the database took the change but shows no such row afterwards; look for views"))
                : new WriteOutcome.Ok(own);
    }

    private Sql statement(
            Connection connection,
            Map<String, @Nullable Object> values,
            Object key,
            @Nullable Column version,
            @Nullable Object expected)
            throws SQLException {
        Sql sql = new Sql("update " + table.name() + " set ");
        String comma = "";
        for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
            Column column = table.column(entry.getKey());
            sql.add(comma).add(table.quoted(column)).add(" = ").bind(column, entry.getValue());
            comma = ", ";
        }
        table.addTouch(sql, connection, database.timeoutSeconds());
        sql.add(" where ").add(Rows.keyOf(table)).add(" = ").bind(table.key(), key);
        if (version != null && expected != null) {
            sql.add(" and ").add(table.quoted(version)).add(" = ").bind(version, expected);
        }
        if (table.description().version() == null || expected == null) {
            asBefore(sql);
        }
        DeletedMark.addLiving(table, sql, " and ");
        return sql;
    }

    private void asBefore(Sql sql) {
        for (String path : item.changed().asMap().keySet()) {
            Value old = item.before().get(path);
            if (old == null) {
                continue;
            }
            Column column = table.columnOf(path);
            sql.add(" and ").add(Rows.comparable(table, column));
            try {
                sql.add(" is not distinct from ").bind(column, column.parameter(old));
            } catch (Column.Misfit e) {
                // What no row can hold, no row holds: the precondition fails.
                sql.add(" is null and 1 = 0");
            }
        }
    }

    private WriteOutcome unchanged(Connection connection, Object key) throws SQLException {
        ExternalRecord current = rows.readOne(connection, table, key);
        if (current == null) {
            return new WriteOutcome.NotFound();
        }
        if (current.deleted()) {
            return new WriteOutcome.Gone(null);
        }
        boolean asExpected =
                item.expectedVersion() == null || item.expectedVersion().equals(current.version());
        return asExpected ? new WriteOutcome.Ok(current) : new WriteOutcome.PreconditionFailed(current);
    }

    @Override
    public WriteOutcome refused(Connection connection, SqlFailure failure, SQLException cause) {
        return Writer.rejected(table, failure, cause);
    }
}
