/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Writes every change of a row into the table {@code Journal}, in the transaction of the change, with the user and the address
 * of the client that made it. Made by the database, once for each table.
 */
public final class JournalTrigger implements Trigger {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INSERT = """
            INSERT INTO "Journal" ("At", "TableName", "RowKey", "Action", "Before", "After", "UserName", "Client")
            VALUES (LOCALTIMESTAMP(6), ?, ?, ?, ?, ?, CURRENT_USER, COALESCE(
              (SELECT CLIENT_ADDR FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()), 'embedded'))""";

    private List<String> columns = List.of();
    private String tableName = "";

    /** Called by the database. */
    public JournalTrigger() {}

    /** The columns of a table in their order. */
    static List<String> columns(Connection connection, String schema, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getColumns(null, schema, table, null)) {
            while (found.next()) {
                columns.add(found.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type)
            throws SQLException {
        columns = columns(connection, schema, table);
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
            insert.setString(4, json(oldRow));
            insert.setString(5, json(newRow));
            insert.executeUpdate();
        }
    }

    private @Nullable String json(@Nullable Object @Nullable [] row) throws SQLException {
        if (row == null) {
            return null;
        }
        ObjectNode values = JSON.createObjectNode();
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            if (value instanceof Boolean bool) {
                values.put(columns.get(i), bool);
            } else if (value instanceof Number number) {
                values.put(columns.get(i), new BigDecimal(number.toString()));
            } else {
                values.put(columns.get(i), value == null ? null : value.toString());
            }
        }
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new SQLException("A row can't be written as JSON", e);
        }
    }
}
