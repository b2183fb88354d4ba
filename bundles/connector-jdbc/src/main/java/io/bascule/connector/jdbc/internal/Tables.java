/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Value;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the database says about the described tables: asked once for each connection, again after trouble with a statement. */
final class Tables {
    private static final Set<ColumnKind> KEYS =
            Set.of(ColumnKind.NUMBER, ColumnKind.TEXT, ColumnKind.CHAR, ColumnKind.UUID);
    private static final Set<ColumnKind> TIMES = Set.of(ColumnKind.TIMESTAMP, ColumnKind.INSTANT);
    private static final int UUID_LENGTH = 36;

    private final Database database;
    private final SortedMap<String, TableDescription> descriptions;
    private final Map<String, Table> known = new ConcurrentHashMap<>();

    Tables(Database database, SortedMap<String, TableDescription> descriptions) {
        this.database = database;
        this.descriptions = descriptions;
    }

    /** The types' names. */
    Set<String> types() {
        return descriptions.keySet();
    }

    /**
     * The table of a type; the first time it asks the database.
     *
     * @throws BasculeException with {@code SETTING_INVALID} if there is no such type or the description does not fit the database
     */
    Table table(String type) {
        TableDescription description = descriptions.get(type);
        if (description == null) {
            throw database.problem(
                    ErrorCode.SETTING_INVALID,
                    "There is no such type",
                    "type " + type,
                    "one of " + String.join(", ", descriptions.keySet()),
                    "\"" + type + "\"",
                    "Correct the mapping, or describe the table in the setting tables.");
        }
        Table table = known.get(type);
        if (table == null) {
            table = database.call("Reading the description of table " + description.title(), c -> read(c, description));
            known.put(type, table);
        }
        return table;
    }

    /** Forgets what the database said, because it may have changed. */
    void forget() {
        known.clear();
    }

    private Table read(Connection connection, TableDescription description) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String schema = description.schema() == null ? connection.getSchema() : description.schema();
        Map<String, Column> columns = new HashMap<>();
        SortedMap<String, String> unusable = new TreeMap<>();
        String pattern = escaped(description.table(), metaData.getSearchStringEscape());
        try (ResultSet row = metaData.getColumns(connection.getCatalog(), null, pattern, null)) {
            // Compared once more, to the letter: not every driver heeds the escape character.
            while (row.next()) {
                if (description.table().equals(row.getString("TABLE_NAME"))
                        && (schema == null || schema.equals(row.getString("TABLE_SCHEM")))) {
                    Column column = column(row, description);
                    if (column == null) {
                        unusable.put(row.getString("COLUMN_NAME"), row.getString("TYPE_NAME"));
                    } else {
                        columns.put(column.name(), column);
                    }
                }
            }
        }
        if (columns.isEmpty()) {
            throw wrong(
                    description,
                    "table",
                    "a table or view that this user can see, spelled as the database spells it",
                    description.title() + (schema == null ? "" : " in schema " + schema));
        }
        String quote = metaData.getIdentifierQuoteString();
        Table table = new Table(
                description,
                columns,
                uniques(metaData, connection.getCatalog(), schema, description.table()),
                quote == null || quote.isBlank() ? "\"" : quote.strip());
        check(table, unusable);
        return table;
    }

    private static String escaped(String name, String escape) {
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static @Nullable Column column(ResultSet row, TableDescription description) throws SQLException {
        int jdbcType = row.getInt("DATA_TYPE");
        String typeName = row.getString("TYPE_NAME");
        ColumnKind kind = ColumnKind.of(jdbcType, typeName == null ? "" : typeName);
        if (kind == null) {
            return null;
        }
        return new Column(
                row.getString("COLUMN_NAME"),
                kind,
                jdbcType,
                "DECFLOAT".equalsIgnoreCase(typeName) ? 0 : row.getInt("COLUMN_SIZE"),
                row.getInt("DECIMAL_DIGITS"),
                row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                "YES".equals(row.getString("IS_GENERATEDCOLUMN")),
                row.getString("COLUMN_DEF") != null || "YES".equals(row.getString("IS_AUTOINCREMENT")),
                description.zone());
    }

    private static List<Set<String>> uniques(
            DatabaseMetaData metaData, @Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        Map<String, Set<String>> byIndex = new TreeMap<>();
        try (ResultSet row = metaData.getIndexInfo(catalog, schema, table, true, true)) {
            while (row.next()) {
                String index = row.getString("INDEX_NAME");
                String column = row.getString("COLUMN_NAME");
                if (index != null && column != null) {
                    byIndex.computeIfAbsent(index, name -> new LinkedHashSet<>())
                            .add(column);
                }
            }
        }
        return List.copyOf(byIndex.values());
    }

    private void check(Table table, SortedMap<String, String> unusable) {
        TableDescription description = table.description();
        require(table, unusable, "key", description.key(), KEYS, "number, text or uuid");
        Set<ColumnKind> changeKinds = description.changeIsNumber() ? Set.of(ColumnKind.NUMBER) : TIMES;
        String changeTypes = description.changeIsNumber() ? "number" : "timestamp with or without time zone";
        require(table, unusable, "change", description.change(), changeKinds, changeTypes);
        require(table, unusable, "created", description.created(), changeKinds, changeTypes);
        require(
                table,
                unusable,
                "version",
                description.version(),
                Set.of(ColumnKind.NUMBER, ColumnKind.TEXT, ColumnKind.UUID, ColumnKind.TIMESTAMP, ColumnKind.INSTANT),
                "number, text, uuid or timestamp");
        require(
                table,
                unusable,
                "marker",
                description.marker(),
                Set.of(ColumnKind.TEXT, ColumnKind.UUID),
                "text or uuid");
        checkDeleted(table, unusable);
        description
                .columns()
                .forEach((path, column) -> require(
                        table,
                        unusable,
                        "columns." + path,
                        column,
                        Set.of(ColumnKind.values()),
                        "text, number, boolean, timestamp, date or uuid"));
        if (Boolean.TRUE.equals(description.changeByWriter()) && description.changeIsNumber()) {
            throw wrong(description, "changeBy", "database: only it can number changes", "writer");
        }
        if (Boolean.TRUE.equals(description.versionByWriter())
                && table.column(String.valueOf(description.version())).kind() != ColumnKind.NUMBER) {
            throw wrong(description, "versionBy", "database, or a version column that holds a number", "writer");
        }
        if (description.created() != null
                && table.column(description.created()).kind()
                        != table.column(String.valueOf(description.change())).kind()) {
            throw wrong(description, "created", "a column of the same type as change", "another type");
        }
        if (description.keyByClient()) {
            checkRoomForUuid(description, "key", table.key(), "keyAssigned is client");
        }
        Column marker = table.marker();
        if (marker != null) {
            checkRoomForUuid(description, "marker", marker, "it holds a UUID");
        }
    }

    private void checkDeleted(Table table, SortedMap<String, String> unusable) {
        TableDescription description = table.description();
        DeletedMark mark = description.deleted();
        if (mark == null) {
            return;
        }
        Set<ColumnKind> kinds = mark.value() == null
                ? Set.of(ColumnKind.TIMESTAMP, ColumnKind.INSTANT, ColumnKind.DATE, ColumnKind.BOOLEAN)
                : Set.of(ColumnKind.TEXT, ColumnKind.CHAR, ColumnKind.NUMBER, ColumnKind.BOOLEAN);
        String types = mark.value() == null
                ? "timestamp, date or boolean; others need a value that marks deleted rows"
                : "text, number or boolean; moments and dates need no value";
        require(table, unusable, "deleted.column", mark.column(), kinds, types);
        Column column = table.column(mark.column());
        Set<String> taken = new TreeSet<>(Set.of(description.key()));
        for (String other : new String[] {description.change(), description.version(), description.marker()}) {
            if (other != null) {
                taken.add(other);
            }
        }
        if (taken.contains(mark.column()) || column.generated()) {
            throw wrong(
                    description,
                    "deleted.column",
                    "a column of its own that can be written",
                    "column " + mark.column() + ", which is computed or has another part");
        }
        try {
            Value compared = mark.compared(column);
            if (compared != null) {
                column.parameter(compared);
            }
        } catch (Column.Misfit e) {
            throw wrong(description, "deleted.value", String.valueOf(e.getMessage()), "another value");
        }
    }

    private void checkRoomForUuid(TableDescription description, String place, Column column, String why) {
        boolean fits = column.kind() == ColumnKind.UUID
                || (column.kind() == ColumnKind.TEXT && (column.size() == 0 || column.size() >= UUID_LENGTH));
        if (!fits) {
            throw wrong(
                    description,
                    place,
                    "a column of type uuid, or of text with at least " + UUID_LENGTH + " characters, because " + why,
                    "column " + column.name() + " of kind " + column.kind() + " and size " + column.size());
        }
    }

    private void require(
            Table table,
            SortedMap<String, String> unusable,
            String place,
            @Nullable String name,
            Set<ColumnKind> kinds,
            String expected) {
        if (name == null) {
            return;
        }
        Column column = table.columns().get(name);
        if (column == null) {
            String type = unusable.get(name);
            throw wrong(
                    table.description(),
                    place,
                    type == null
                            ? "one of the columns "
                                    + String.join(
                                            ", ", new TreeSet<>(table.columns().keySet()))
                            : "a column of type " + expected,
                    type == null ? "\"" + name + "\"" : "column " + name + " of type " + type);
        }
        if (!kinds.contains(column.kind())) {
            throw wrong(
                    table.description(),
                    place,
                    "a column of type " + expected,
                    "column " + name + " of kind " + column.kind());
        }
    }

    private BasculeException wrong(TableDescription description, String place, String expected, String found) {
        Problem problem = database.problem(
                        ErrorCode.SETTING_INVALID,
                        "The description of the tables does not fit the database",
                        "setting " + TableDescriptions.SETTING + ", at " + description.type() + "." + place,
                        expected,
                        found,
                        "Correct the setting, or change the table.")
                .problem();
        return new BasculeException(problem);
    }
}
