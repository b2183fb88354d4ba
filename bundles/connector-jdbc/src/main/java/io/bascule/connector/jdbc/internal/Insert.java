/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Value;
import io.bascule.jdbc.SqlFailure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One new row. */
final class Insert implements Writer.Write {
    private final Database database;
    private final Rows rows;
    private final Table table;
    private final CreateItem item;
    private Map<String, @Nullable Object> values = Map.of();

    Insert(Database database, Rows rows, Table table, CreateItem item) {
        this.database = database;
        this.rows = rows;
        this.table = table;
        this.item = item;
    }

    @Override
    public WriteOutcome apply(Connection connection) throws SQLException {
        List<FieldError> errors = new ArrayList<>();
        values = FieldValues.of(table, item.fields(), errors);
        Column marker = table.marker();
        if (marker != null) {
            put(marker, item.marker(), errors);
        }
        if (table.description().keyByClient()) {
            put(table.key(), uuidOf(item), errors);
        }
        if (!errors.isEmpty()) {
            return new WriteOutcome.Rejected(errors);
        }
        Column change = table.change();
        if (change != null && table.setsChange()) {
            values.put(change.name(), change.moment(ChangeWalk.now(connection, database.timeoutSeconds())));
        }
        String version = table.description().version();
        if (version != null && table.raisesVersion() && !table.column(version).defaulted()) {
            values.put(version, 1);
        }
        Object key = insert(connection);
        ExternalRecord own = key == null ? null : rows.readOne(connection, table, key);
        if (own == null) {
            return new WriteOutcome.Rejected(Rows.error(
                    "", "the database took the row but shows none under the key it gave; look for triggers and views"));
        }
        if (own.deleted()) {
            return new WriteOutcome.Rejected(Rows.error(
                    "",
                    "the database shows the new row as deleted; look at the default of the column named as deleted"));
        }
        return new WriteOutcome.Ok(own);
    }

    private @Nullable Object insert(Connection connection) throws SQLException {
        Sql sql = new Sql("insert into " + table.name());
        if (values.isEmpty()) {
            sql.add(" default values");
        } else {
            sql.add(" ("
                    + String.join(
                            ", ", values.keySet().stream().map(table::quoted).toList()) + ") values (");
            String comma = "";
            for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
                sql.add(comma).bind(table.column(entry.getKey()), entry.getValue());
                comma = ", ";
            }
            sql.add(")");
        }
        if (table.description().keyByClient()) {
            try (PreparedStatement statement = sql.prepare(connection, database.timeoutSeconds())) {
                statement.executeUpdate();
                return values.get(table.key().name());
            }
        }
        try (PreparedStatement statement = sql.prepareReturning(
                connection, database.timeoutSeconds(), table.key().name())) {
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                return keys.next() ? table.key().raw(keys, 1) : null;
            }
        }
    }

    @Override
    public WriteOutcome refused(Connection connection, SqlFailure failure, SQLException cause) throws SQLException {
        if (failure == SqlFailure.UNIQUE) {
            for (Set<String> columns : table.uniques()) {
                ExternalRecord holder = holder(connection, columns);
                if (holder != null && holder.deleted() && !isOwn(columns)) {
                    return new WriteOutcome.Rejected(Rows.error(
                            "",
                            "the row " + holder.id() + ", which is marked as deleted, still has the unique value of "
                                    + String.join(", ", columns)
                                    + "; remove that row, change its value or take the mark away, and retry the work"));
                }
                if (holder != null) {
                    return new WriteOutcome.AlreadyExists(holder.id());
                }
            }
        }
        return Writer.rejected(table, failure, cause);
    }

    /** Whether only this very create can have made a row with these values, because we chose one of them. */
    private boolean isOwn(Set<String> columns) {
        TableDescription description = table.description();
        return (description.marker() != null && columns.contains(description.marker()))
                || (description.keyByClient() && columns.contains(description.key()));
    }

    /** The row that already has our values in the columns of a unique index. */
    private @Nullable ExternalRecord holder(Connection connection, Set<String> columns) throws SQLException {
        Sql sql = new Sql(table.select());
        String word = " where ";
        for (String name : columns) {
            Object value = values.get(name);
            if (value == null) {
                return null;
            }
            Column column = table.column(name);
            sql.add(word).add(Rows.comparable(table, column)).add(" = ").bind(column, value);
            word = " and ";
        }
        List<Table.Row> found = rows.query(connection, table, sql);
        return found.isEmpty() ? null : found.get(0).object();
    }

    private void put(Column column, String text, List<FieldError> errors) {
        try {
            values.put(column.name(), column.parameter(Value.of(text)));
        } catch (Column.Misfit e) {
            errors.add(new FieldError("", "column " + column.name() + ": " + e.getMessage()));
        }
    }

    /** The key of a row whose key we choose: the marker if it is a UUID, else one that follows from the create's key. */
    private static String uuidOf(CreateItem item) {
        try {
            return UUID.fromString(item.marker()).toString();
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(item.key().getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }
}
