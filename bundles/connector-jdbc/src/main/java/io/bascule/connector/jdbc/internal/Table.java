/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A described table together with what the database says about it.
 *
 * @param description the operator's description
 * @param columns every column by its name
 * @param uniques the columns of each unique index, the primary key's included
 * @param quote the database's quotation mark for identifiers, normally {@code "}
 */
record Table(TableDescription description, Map<String, Column> columns, List<Set<String>> uniques, String quote) {
    /** Copies the collections. */
    Table {
        columns = Map.copyOf(columns);
        uniques = List.copyOf(uniques);
    }

    /** A row with the raw values that say where it stands. */
    record Row(ExternalRecord object, Object key, @Nullable Object change) {}

    /** A column that the description names. */
    Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalStateException("Column " + name + " was not checked");
        }
        return column;
    }

    /** The column under this name of the mapping. */
    Column columnOf(String path) {
        return column(String.valueOf(description.columns().get(path)));
    }

    Column key() {
        return column(description.key());
    }

    @Nullable
    Column change() {
        return description.change() == null ? null : column(description.change());
    }

    @Nullable
    Column marker() {
        return description.marker() == null ? null : column(description.marker());
    }

    /** The column that marks deleted rows; null if they go. */
    @Nullable
    Column deleted() {
        DeletedMark mark = description.deleted();
        return mark == null ? null : column(mark.column());
    }

    /** Adds the assignments by which others see that a row has changed: change column and version, as far as we set them. */
    void addTouch(Sql sql, Connection connection, int timeoutSeconds) throws SQLException {
        Column change = change();
        if (change != null && setsChange()) {
            Object now = change.moment(ChangeWalk.now(connection, timeoutSeconds));
            sql.add(", ").add(quoted(change)).add(" = ").bind(change, now);
        }
        String lock = description.version();
        if (lock != null && raisesVersion()) {
            sql.add(", ").add(quoted(lock)).add(" = coalesce(" + quoted(lock) + ", 0) + 1");
        }
    }

    /** The column whose value is a record's version: that of the optimistic lock, else the change column, else none. */
    @Nullable
    Column version() {
        return description.version() == null ? change() : column(description.version());
    }

    /** Whether an update or insert sets the change column. */
    boolean setsChange() {
        Column change = change();
        if (change == null || change.generated()) {
            return false;
        }
        return description.changeByWriter() == null ? !description.changeIsNumber() : description.changeByWriter();
    }

    /** Whether an update raises the version column. */
    boolean raisesVersion() {
        if (description.version() == null || column(description.version()).generated()) {
            return false;
        }
        return description.versionByWriter() == null
                ? column(description.version()).kind() == ColumnKind.NUMBER
                : description.versionByWriter();
    }

    /** Whether writes may set the column of this name in the mapping: neither what the database nor what we ourselves set. */
    boolean writable(String path) {
        String column = description.columns().get(path);
        return column != null
                && !column.equals(description.key())
                && !column.equals(description.change())
                && !column.equals(description.version())
                && !column.equals(description.marker())
                && (description.deleted() == null
                        || !column.equals(description.deleted().column()))
                && !column(column).generated();
    }

    /** An identifier in the database's quotation marks; those inside are doubled. */
    String quoted(String identifier) {
        return quote + identifier.replace(quote, quote + quote) + quote;
    }

    String quoted(Column column) {
        return quoted(column.name());
    }

    /** The table's quoted name. */
    String name() {
        return description.schema() == null
                ? quoted(description.table())
                : quoted(description.schema()) + "." + quoted(description.table());
    }

    /** The expression that grows with each change. */
    String changeExpression() {
        String change = quoted(String.valueOf(description.change()));
        return description.created() == null
                ? change
                : "coalesce(" + change + ", " + quoted(description.created()) + ")";
    }

    /** {@code select ... from ...} with all that {@link #row} reads. */
    String select() {
        List<String> parts = new ArrayList<>();
        parts.add(quoted(key()));
        parts.add(description.change() == null ? "null" : changeExpression());
        Column version = version();
        parts.add(version == null ? "null" : quoted(version));
        Column marker = marker();
        parts.add(marker == null ? "null" : quoted(marker));
        Column deleted = deleted();
        parts.add(deleted == null ? "null" : quoted(deleted));
        description.columns().values().forEach(column -> parts.add(quoted(column)));
        return "select " + parts.stream().collect(Collectors.joining(", ")) + " from " + name();
    }

    /** The row at the cursor of a {@link #select}. */
    Row row(ResultSet row) throws SQLException {
        int index = 6;
        Map<String, Value> values = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : description.columns().entrySet()) {
            values.put(entry.getKey(), column(entry.getValue()).read(row, index++));
        }
        Object key = key().raw(row, 1);
        if (key == null) {
            throw new SQLException("A key is null", "42000");
        }
        Column changeColumn = change();
        Object change = changeColumn == null ? null : changeColumn.raw(row, 2);
        Column versionColumn = version();
        Object version = versionColumn == null ? null : versionColumn.raw(row, 3);
        Column markerColumn = marker();
        String marker = markerColumn == null ? null : markerColumn.read(row, 4).textOrNull();
        ExternalRecord object = new ExternalRecord(
                key().rawText(key),
                versionColumn == null || version == null ? null : versionColumn.rawText(version),
                changeColumn == null ? null : instant(changeColumn, change),
                marker,
                isDeleted(row),
                Fields.of(values));
        return new Row(object, key, change);
    }

    private boolean isDeleted(ResultSet row) throws SQLException {
        DeletedMark mark = description.deleted();
        Column column = deleted();
        return mark != null && column != null && mark.isIn(column.read(row, 5));
    }

    private static @Nullable Instant instant(Column column, @Nullable Object change) {
        if (change instanceof LocalDateTime time) {
            return time.atZone(column.zone()).toInstant();
        }
        return change instanceof OffsetDateTime time ? time.toInstant() : null;
    }
}
