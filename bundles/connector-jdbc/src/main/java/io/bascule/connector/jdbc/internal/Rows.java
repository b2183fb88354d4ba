/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Lists.Page;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows: by id, page by page in the order of the key, and by the values of columns. */
final class Rows {
    private static final int FORMAT = 1;

    private final Database database;

    Rows(Database database) {
        this.database = database;
    }

    List<ReadOutcome> read(Table table, List<String> ids) {
        Map<String, Object> keys = new HashMap<>();
        for (String id : ids) {
            Object key = table.key().rawOf(id);
            if (key != null) {
                keys.put(id, key);
            }
        }
        Map<String, ExternalRecord> found = new HashMap<>();
        if (!keys.isEmpty()) {
            Sql sql = new Sql(table.select()).add(" where ").add(keyOf(table)).add(" in (");
            String comma = "";
            for (Object key : keys.values()) {
                sql.add(comma).bind(table.key(), key);
                comma = ", ";
            }
            sql.add(")");
            database.call(what("Reading rows", table), connection -> query(connection, table, sql))
                    .forEach(row -> found.put(row.object().id(), row.object()));
        }
        List<ReadOutcome> outcomes = new ArrayList<>();
        for (String id : ids) {
            ExternalRecord object = found.get(id);
            outcomes.add(object == null ? new ReadOutcome.NotFound() : new ReadOutcome.Found(object));
        }
        return outcomes;
    }

    /** The row of a key on a connection of the caller's, for example inside a transaction; null if there is none. */
    @Nullable
    ExternalRecord readOne(Connection connection, Table table, Object key) throws SQLException {
        Sql sql = new Sql(table.select())
                .add(" where ")
                .add(keyOf(table))
                .add(" = ")
                .bind(table.key(), key);
        List<Table.Row> rows = query(connection, table, sql);
        return rows.isEmpty() ? null : rows.get(0).object();
    }

    /** What a write came to that met no row as it should be: there is none, it is marked as deleted, or it has changed. */
    WriteOutcome unwritten(Connection connection, Table table, Object key) throws SQLException {
        ExternalRecord current = readOne(connection, table, key);
        if (current == null) {
            return new WriteOutcome.NotFound();
        }
        return current.deleted() ? new WriteOutcome.Gone(null) : new WriteOutcome.PreconditionFailed(current);
    }

    /** Living rows; those that are marked as deleted are shown by {@link #read} and by the changes. */
    Page list(Table table, @Nullable Position from, int limit) {
        Sql sql = new Sql(table.select());
        String word = " where ";
        if (from != null) {
            Object last = from.format() == FORMAT ? table.key().rawOf(from.text()) : null;
            if (last == null) {
                throw database.problem(
                        ErrorCode.CURSOR_EXPIRED,
                        "The place in the list cannot be read",
                        "type " + table.description().type(),
                        "the key of a row",
                        "format " + from.format(),
                        "Nothing to do: the list starts anew.");
            }
            sql.add(word).add(keyOf(table)).add(" > ").bind(table.key(), last);
            word = " and ";
        }
        DeletedMark.addLiving(table, sql, word);
        sql.add(" order by ").add(keyOf(table)).add(firstRows(limit + 1));
        List<Table.Row> rows = database.call(what("Listing rows", table), connection -> query(connection, table, sql));
        boolean more = rows.size() > limit;
        List<ExternalRecord> objects =
                rows.stream().limit(limit).map(Table.Row::object).toList();
        return new Page(
                objects,
                more ? new Position(FORMAT, objects.get(objects.size() - 1).id()) : null);
    }

    List<ExternalRecord> find(Table table, Map<String, Value> values, int limit) {
        Sql sql = new Sql(table.select());
        String word = " where ";
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            Column column = findable(table, entry.getKey());
            sql.add(word);
            word = " and ";
            if (entry.getValue() instanceof Value.Null) {
                sql.add(table.quoted(column)).add(" is null");
                continue;
            }
            boolean text = column.kind() == ColumnKind.TEXT || column.kind() == ColumnKind.CHAR;
            Object parameter;
            try {
                // A longer text than the column holds is in no row; the length must not be an error here.
                parameter = text ? String.valueOf(entry.getValue().toPlain()) : column.parameter(entry.getValue());
            } catch (Column.Misfit e) {
                return List.of();
            }
            if (text) {
                // The engine's keys are trimmed and in lower case; it compares the candidates once more.
                sql.add("lower(trim(").add(table.quoted(column)).add(")) = lower(trim(cast(");
                sql.bind(column, parameter).add(" as varchar)))");
            } else {
                sql.add(table.quoted(column)).add(" = ").bind(column, parameter);
            }
        }
        if (values.isEmpty()) {
            return List.of();
        }
        DeletedMark.addLiving(table, sql, word);
        sql.add(" order by ").add(keyOf(table)).add(firstRows(limit));
        return database.call(what("Finding rows", table), connection -> query(connection, table, sql)).stream()
                .map(Table.Row::object)
                .toList();
    }

    private Column findable(Table table, String path) {
        TableDescription description = table.description();
        Column marker = table.marker();
        if (path.equals(TableDescription.MARKER) && marker != null) {
            return marker;
        }
        if (!description.findable().contains(path)) {
            throw database.problem(
                    ErrorCode.MAPPING_INVALID,
                    "Rows cannot be found by this field",
                    "type " + description.type() + ", field " + path,
                    "one of " + String.join(", ", description.findable()),
                    path,
                    "Add it to findable in the setting tables, with an index on its column, or take another match key.");
        }
        return table.columnOf(path);
    }

    /** The rows of a {@link Table#select}. */
    List<Table.Row> query(Connection connection, Table table, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection, database.timeoutSeconds());
                ResultSet result = statement.executeQuery()) {
            List<Table.Row> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(table.row(result));
            }
            return rows;
        }
    }

    /** The end of a statement that wants only so many rows, as the SQL standard has it. */
    static String firstRows(int count) {
        return " fetch first " + Math.max(1, count) + " rows only";
    }

    /** The key for comparisons and for the order, so that both see the same value. */
    static String keyOf(Table table) {
        return comparable(table, table.key());
    }

    /** A column for comparison with a parameter: the padding of CHAR is taken off, as it is in our values. */
    static String comparable(Table table, Column column) {
        return column.kind() == ColumnKind.CHAR
                ? "trim(trailing from " + table.quoted(column) + ")"
                : table.quoted(column);
    }

    static String what(String doing, Table table) {
        return doing.toLowerCase(Locale.ROOT) + " of table "
                + table.description().title();
    }

    /** The errors of one field. */
    static List<FieldError> error(String path, String message) {
        return List.of(new FieldError(path, message));
    }
}
