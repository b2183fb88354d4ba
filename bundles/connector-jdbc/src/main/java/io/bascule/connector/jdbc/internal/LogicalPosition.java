/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bascule.api.connector.Position;
import org.jspecify.annotations.Nullable;

/**
 * A place in the stream that PostgreSQL decodes from its log, for example {@code {"lsn":"0/16B3748","skip":0,"system":
 * "7351038493182001234","table":16385}}.
 *
 * @param lsn every transaction whose commit begins before it was handed on
 * @param skip how many changes of the next transaction were handed on already; more than 0 only within a very large one
 * @param system the server's own number: a place is of no use on another one
 * @param table the table's number there: one that was dropped and made anew has another
 */
record LogicalPosition(Lsn lsn, int skip, String system, long table) {
    /** Not that of {@link ChangePosition}: neither is taken for the other after the setting has changed. */
    private static final int FORMAT = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The position as the engine stores it. */
    Position toPosition() {
        return new Position(
                FORMAT,
                JSON.createObjectNode()
                        .put("lsn", lsn.toString())
                        .put("skip", skip)
                        .put("system", system)
                        .put("table", table)
                        .toString());
    }

    /** Further on in the same stream. */
    LogicalPosition at(Lsn place, int handedOn) {
        return new LogicalPosition(place, handedOn, system, table);
    }

    /** Reads a position; null if it is none of these. */
    static @Nullable LogicalPosition of(Position position) {
        if (position.format() != FORMAT) {
            return null;
        }
        try {
            JsonNode node = JSON.readTree(position.text());
            Lsn lsn = Lsn.of(node.path("lsn").textValue());
            String system = node.path("system").textValue();
            JsonNode skip = node.path("skip");
            JsonNode table = node.path("table");
            return lsn == null || system == null || !skip.canConvertToInt() || !table.canConvertToLong()
                    ? null
                    : new LogicalPosition(lsn, skip.intValue(), system, table.longValue());
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
