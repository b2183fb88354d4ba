/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.bascule.demo.edit.EditableSide;
import io.bascule.demo.oracle.Edit.Outcome;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.SideObject;
import io.bascule.demo.oracle.Subject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shop's own people at their database. Opens a connection for each call; thread-safe. */
final class ShopSide implements EditableSide {
    private final String url;
    private final String user;
    private final String password;

    ShopSide(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public Side side() {
        return Side.SHOP;
    }

    @Override
    public Outcome update(String type, String objectId, String field, ValueChange change) {
        FieldMap map = FieldMap.of(Side.SHOP, type).orElseThrow();
        String column = String.valueOf(map.fields().get(field));
        boolean sent = false;
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            String current;
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT \"%s\" FROM \"%s\" WHERE \"%s\" = ? FOR UPDATE"
                            .formatted(column, table(type), key(type)))) {
                select.setLong(1, Long.parseLong(objectId));
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Outcome.REFUSED;
                    }
                    current = row.getString(1);
                }
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE \"%s\" SET \"%s\" = ? WHERE \"%s\" = ?".formatted(table(type), column, key(type)))) {
                update.setString(1, change.apply(current));
                update.setLong(2, Long.parseLong(objectId));
                update.executeUpdate();
            }
            sent = true;
            connection.commit();
            return Outcome.ACKNOWLEDGED;
        } catch (SQLException e) {
            return sent ? Outcome.UNKNOWN : Outcome.REFUSED;
        }
    }

    @Override
    public Created create(String type, SortedMap<String, String> fields) {
        try (Connection connection = connect()) {
            List<Long> keys = insert(connection, type, List.of(fields));
            return new Created(Outcome.ACKNOWLEDGED, Long.toString(keys.get(0)));
        } catch (SQLException e) {
            return new Created(
                    e.getErrorCode() == org.h2.api.ErrorCode.DUPLICATE_KEY_1 ? Outcome.REFUSED : Outcome.UNKNOWN, null);
        }
    }

    /**
     * Inserts many rows in one transaction.
     *
     * @return the new keys in order
     */
    List<Long> insertAll(String type, Collection<SortedMap<String, String>> rows) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            List<Long> keys = insert(connection, type, rows);
            connection.commit();
            return keys;
        } catch (SQLException e) {
            throw new WorldFailure("The shop can't be filled: " + e.getMessage(), e);
        }
    }

    private static List<Long> insert(Connection connection, String type, Collection<SortedMap<String, String>> rows)
            throws SQLException {
        Map<String, String> columns = FieldMap.of(Side.SHOP, type).orElseThrow().fields();
        String names = columns.values().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        String sql = "INSERT INTO \"%s\" (%s) VALUES (%s)"
                .formatted(table(type), names, String.join(", ", Collections.nCopies(columns.size(), "?")));
        try (PreparedStatement insert = connection.prepareStatement(sql, new String[] {key(type)})) {
            for (SortedMap<String, String> row : rows) {
                int index = 1;
                for (String path : columns.keySet()) {
                    insert.setObject(index++, parameter(path, row.get(path)));
                }
                insert.addBatch();
            }
            insert.executeBatch();
            List<Long> keys = new ArrayList<>();
            try (ResultSet generated = insert.getGeneratedKeys()) {
                while (generated.next()) {
                    keys.add(generated.getLong(1));
                }
            }
            return keys;
        }
    }

    private static @Nullable Object parameter(String path, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (path) {
            case "price.amount" -> new BigDecimal(text);
            case "active" -> Boolean.valueOf(text);
            default -> text;
        };
    }

    @Override
    public List<SideObject> readAll(String type) {
        Optional<FieldMap> map = FieldMap.of(Side.SHOP, type);
        if (map.isEmpty()) {
            return List.of();
        }
        List<SideObject> objects = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT * FROM \"%s\" ORDER BY \"%s\"".formatted(table(type), key(type)));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                SortedMap<String, String> fields = new TreeMap<>();
                for (Map.Entry<String, String> field : map.get().fields().entrySet()) {
                    String text = text(rows.getObject(field.getValue()));
                    if (text != null) {
                        fields.put(field.getKey(), text);
                    }
                }
                Subject subject =
                        new Subject(type, fields.getOrDefault(map.get().key(), ""));
                objects.add(new SideObject(Side.SHOP, subject, rows.getString(key(type)), fields));
            }
            return objects;
        } catch (SQLException e) {
            throw new WorldFailure("The shop can't be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return FlatFields.number(number);
        }
        return value instanceof Boolean bool ? bool.toString().toLowerCase(Locale.ROOT) : (String) value;
    }

    /** How many rows a type has. */
    long count(String type) {
        return number("SELECT COUNT(*) FROM \"" + table(type) + "\"");
    }

    /** How many changes the shop's journal holds; needs the owner's connection. */
    long journalLength() {
        return number("SELECT COALESCE(MAX(\"Seq\"), 0) FROM \"Journal\"");
    }

    private long number(String sql) {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new WorldFailure("The shop can't be read: " + e.getMessage(), e);
        }
    }

    /** The journal, oldest first; needs the owner's connection. */
    List<ShopChange> journal() {
        List<ShopChange> changes = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement("SELECT * FROM \"Journal\" ORDER BY \"Seq\"");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                changes.add(new ShopChange(
                        rows.getObject("At", java.time.LocalDateTime.class).toInstant(java.time.ZoneOffset.UTC),
                        rows.getString("TableName").toLowerCase(Locale.ROOT),
                        rows.getString("RowKey"),
                        rows.getString("Action"),
                        json(rows.getString("Before")),
                        json(rows.getString("After")),
                        rows.getString("UserName")));
            }
            return changes;
        } catch (SQLException e) {
            throw new WorldFailure("The shop's journal can't be read: " + e.getMessage(), e);
        }
    }

    private static JsonNode json(@Nullable String text) {
        try {
            return text == null ? JsonHttp.JSON.missingNode() : JsonHttp.JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new WorldFailure("The shop's journal holds something that is no JSON", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    private static String table(String type) {
        return type.equals(FieldMap.CUSTOMER) ? "Customer" : "Product";
    }

    private static String key(String type) {
        return type.equals(FieldMap.CUSTOMER) ? "CustomerNo" : "ProductNo";
    }
}
