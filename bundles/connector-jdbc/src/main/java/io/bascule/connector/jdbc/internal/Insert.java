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
            values.put(change.name(), ChangeWalk.raw(change, ChangeWalk.now(connection, database.timeoutSeconds())));
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
                String id = holder(connection, columns);
                if (id != null) {
                    return new WriteOutcome.AlreadyExists(id);
                }
            }
        }
        return Writer.rejected(table, failure, cause);
    }

    /** The id of the row that already has our values in the columns of a unique index. */
    private @Nullable String holder(Connection connection, Set<String> columns) throws SQLException {
        Sql sql = new Sql("select " + table.quoted(table.key()) + " from " + table.name());
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
        try (PreparedStatement statement = sql.prepare(connection, database.timeoutSeconds());
                ResultSet row = statement.executeQuery()) {
            Object key = row.next() ? table.key().raw(row, 1) : null;
            return key == null ? null : table.key().rawText(key);
        }
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
