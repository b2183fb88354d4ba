/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.api.connector.Position;
import org.jspecify.annotations.Nullable;

/**
 * A place in the stream of a table's changes, for example {@code {"change":"2026-11-24T04:32:00.125","key":"42"}}.
 *
 * @param change read on from this value; null for the very beginning
 * @param key the last row read with that value: read on strictly after it; null to read that value's rows too
 * @param restart where to go back to when the walk has come to its end, because rows after it may have been committed late;
 *     null if everything read is known to be complete
 */
record ChangePosition(
        @Nullable Object change,
        @Nullable Object key,
        @Nullable Object restart) {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The position as the engine stores it. */
    Position toPosition(Column changeColumn, Column keyColumn) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "change", changeColumn, change);
        put(node, "key", keyColumn, key);
        put(node, "restart", changeColumn, restart);
        return new Position(FORMAT, node.toString());
    }

    private static void put(ObjectNode node, String name, Column column, @Nullable Object raw) {
        if (raw != null) {
            node.put(name, column.rawText(raw));
        }
    }

    /** Reads a position; null if it cannot be read with these columns. */
    static @Nullable ChangePosition of(Position position, Column changeColumn, Column keyColumn) {
        if (position.format() != FORMAT) {
            return null;
        }
        try {
            JsonNode node = JSON.readTree(position.text());
            ChangePosition read = new ChangePosition(
                    raw(node, "change", changeColumn), raw(node, "key", keyColumn), raw(node, "restart", changeColumn));
            boolean complete = node.isObject()
                    && node.has("change") == (read.change != null)
                    && node.has("key") == (read.key != null)
                    && node.has("restart") == (read.restart != null)
                    && (read.change != null || (read.key == null && read.restart == null));
            return complete ? read : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable Object raw(JsonNode node, String name, Column column) {
        String text = node.path(name).textValue();
        return text == null ? null : column.rawOf(text);
    }
}
