/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The present row of a result. */
final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    String text(String column) throws SQLException {
        String text = rows.getString(column);
        if (text == null) {
            throw new SQLException("Column " + column + " is null");
        }
        return text;
    }

    @Nullable
    String textOrNull(String column) throws SQLException {
        return rows.getString(column);
    }

    long number(String column) throws SQLException {
        return rows.getLong(column);
    }

    int integer(String column) throws SQLException {
        return rows.getInt(column);
    }

    boolean flag(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    Instant instant(String column) throws SQLException {
        return Nanos.instant(rows.getLong(column));
    }

    @Nullable
    Instant instantOrNull(String column) throws SQLException {
        long nanos = rows.getLong(column);
        return rows.wasNull() ? null : Nanos.instant(nanos);
    }

    <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column));
    }

    long firstNumber() throws SQLException {
        return rows.getLong(1);
    }
}
