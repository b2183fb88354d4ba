/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import io.bascule.api.model.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a table marks rows that are deleted, instead of letting them go.
 *
 * @param column the column that holds the mark, for example {@code "deleted_at"}
 * @param value what it holds in a deleted row; null if it is true there, or any moment or date
 */
record DeletedMark(String column, @Nullable Value value) {
    /** Whether what the column holds says that the row is deleted. */
    boolean isIn(Value held) {
        if (value != null) {
            return value.equals(held);
        }
        return held instanceof Value.Bool bool ? bool.bool() : !(held instanceof Value.Null);
    }

    /** Adds the condition that a row is not marked as deleted, if the table marks them. */
    static void addLiving(Table table, Sql sql, String word) {
        DeletedMark mark = table.description().deleted();
        if (mark == null) {
            return;
        }
        Column column = table.column(mark.column());
        Value compared = mark.compared(column);
        sql.add(word).add(Rows.comparable(table, column));
        if (compared == null) {
            sql.add(" is null");
        } else {
            sql.add(" is distinct from ").bind(column, parameter(column, compared));
        }
    }

    /**
     * Adds the assignment that marks a row as deleted.
     *
     * @param now by the database's clock, for columns that hold when it was
     */
    void addTo(Sql sql, Table table, Instant now) {
        Column described = table.column(column);
        Value compared = compared(described);
        sql.add(table.quoted(described))
                .add(" = ")
                .bind(described, compared == null ? described.moment(now) : parameter(described, compared));
    }

    private static @Nullable Object parameter(Column column, Value value) {
        try {
            return column.parameter(value);
        } catch (Column.Misfit e) {
            throw new IllegalStateException("The mark of column " + column.name() + " was not checked", e);
        }
    }

    /** What the column is compared with; null if any value at all is the mark. */
    @Nullable
    Value compared(Column described) {
        return value == null && described.kind() == ColumnKind.BOOLEAN ? Value.of(true) : value;
    }
}
