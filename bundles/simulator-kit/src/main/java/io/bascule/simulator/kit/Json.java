/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reading and writing JSON trees. Nodes that have been handed out as state are never changed; copies are. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A new, empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The tree as compact UTF-8 text. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The tree as indented UTF-8 text, for people. */
    public static byte[] pretty(JsonNode tree) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Reads one JSON object.
     *
     * @param text UTF-8 bytes
     * @param where named in the error, for example {@code "scenario storm.json"}
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static ObjectNode parseObject(byte[] text, String where) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (IOException malformed) {
            throw new IllegalArgumentException(where + ": no valid JSON: " + malformed.getMessage(), malformed);
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(where + ": expected a JSON object, found " + tree.getNodeType());
    }
}
