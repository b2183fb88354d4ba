/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Writes every change of a row into the table {@code Change}, in the transaction of the change. Made by the database. */
public final class ChangeTrigger implements Trigger {
    private static final String INSERT = """
            INSERT INTO "Change" ("TableName", "RowKey", "Action", "Client") VALUES (?, ?, ?, COALESCE(
              (SELECT CLIENT_ADDR FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()), 'embedded'))""";

    private String tableName = "";

    /** Called by the database. */
    public ChangeTrigger() {}

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type) {
        tableName = table;
    }

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] oldRow, @Nullable Object @Nullable [] newRow)
            throws SQLException {
        @Nullable Object[] row = newRow == null ? Objects.requireNonNull(oldRow) : newRow;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, tableName);
            insert.setObject(2, row[0]);
            insert.setString(3, oldRow == null ? "INSERT" : newRow == null ? "DELETE" : "UPDATE");
            insert.executeUpdate();
        }
    }
}
