/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.shop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.List;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Sets a row's change time and raises its version with every insert and update. Made by the database, once for each table. */
public final class ChangeStamp implements Trigger {
    private int versionIndex = -1;
    private int changedIndex = -1;

    /** Called by the database. */
    public ChangeStamp() {}

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type)
            throws SQLException {
        List<String> columns = JournalTrigger.columns(connection, schema, table);
        versionIndex = columns.indexOf("RowVersion");
        changedIndex = columns.indexOf("changed_at");
    }

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] oldRow, @Nullable Object @Nullable [] newRow)
            throws SQLException {
        if (newRow == null) {
            return;
        }
        newRow[versionIndex] = oldRow == null ? Integer.valueOf(1) : Integer.valueOf(number(oldRow[versionIndex]) + 1);
        try (Statement statement = connection.createStatement();
                ResultSet now = statement.executeQuery("SELECT LOCALTIMESTAMP(6)")) {
            now.next();
            newRow[changedIndex] = now.getObject(1, LocalDateTime.class);
        }
    }

    private static int number(@Nullable Object value) throws SQLException {
        if (value instanceof Number number) {
            return number.intValue();
        }
        throw new SQLException("RowVersion holds no number (" + Types.INTEGER + "): " + value);
    }
}
