/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between the catalog's nested JSON and flat texts by path, such as {@code addresses[kind=billing].city}. */
final class FlatFields {
    private static final String ITEM_KEY = "kind";

    private FlatFields() {}

    /** All values, as texts; nulls and absent ones left out. */
    static SortedMap<String, String> flatten(JsonNode fields) {
        SortedMap<String, String> flat = new TreeMap<>();
        fields.properties().forEach(field -> add(flat, field.getKey(), field.getValue()));
        return flat;
    }

    /** The values of one place and whatever lies in it. */
    static SortedMap<String, String> flatten(String path, JsonNode value) {
        SortedMap<String, String> flat = new TreeMap<>();
        add(flat, path, value);
        return flat;
    }

    private static void add(SortedMap<String, String> flat, String path, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(field -> add(flat, path + "." + field.getKey(), field.getValue()));
        } else if (value.isArray()) {
            for (JsonNode item : value) {
                String place = path + "[" + ITEM_KEY + "=" + item.path(ITEM_KEY).asText() + "]";
                item.properties().stream()
                        .filter(field -> !field.getKey().equals(ITEM_KEY))
                        .forEach(field -> add(flat, place + "." + field.getKey(), field.getValue()));
            }
        } else {
            String text = text(value);
            if (text != null) {
                flat.put(path, text);
            }
        }
    }

    /** One value as text: numbers exact and without trailing zeros; null if there is none. */
    static @Nullable String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        return value.isNumber() ? number(value.decimalValue()) : value.asText();
    }

    static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Sets a value inside nested JSON, making what lies between; numbers and truth values by the place's name. */
    static void set(ObjectNode fields, String path, String text) {
        ObjectNode current = fields;
        String rest = path;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            current = step(current, rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        current.set(rest, typed(path, text));
    }

    private static ObjectNode step(ObjectNode current, String name) {
        int bracket = name.indexOf('[');
        if (bracket < 0) {
            return current.get(name) instanceof ObjectNode inner ? inner : current.putObject(name);
        }
        String list = name.substring(0, bracket);
        String kind = name.substring(name.indexOf('=') + 1, name.length() - 1);
        ArrayNode items = current.get(list) instanceof ArrayNode found ? found : current.putArray(list);
        for (JsonNode item : items) {
            if (item instanceof ObjectNode object
                    && kind.equals(item.path(ITEM_KEY).asText())) {
                return object;
            }
        }
        return items.addObject().put(ITEM_KEY, kind);
    }

    private static JsonNode typed(String path, String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (path) {
            case "price.amount" -> nodes.numberNode(new BigDecimal(text));
            case "active" -> nodes.booleanNode(Boolean.parseBoolean(text));
            default -> nodes.textNode(text);
        };
    }
}
