/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.FormData;
import io.bascule.simulator.kit.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Form fields with brackets as a tree: {@code metadata[plan]=pro} becomes {@code {"metadata":{"plan":"pro"}}}. A list
 * becomes an object with the keys 0, 1, 2, ...; all leaves are text.
 */
final class FormTree {
    private static final int MAX_DEPTH = 8;

    private FormTree() {}

    static ObjectNode of(List<FormData.Field> fields) {
        ObjectNode tree = Json.object();
        for (FormData.Field field : fields) {
            put(tree, keys(field.name()), field);
        }
        return tree;
    }

    private static void put(ObjectNode tree, List<String> keys, FormData.Field field) {
        ObjectNode place = tree;
        for (int depth = 0; depth < keys.size() - 1; depth++) {
            String key = keyIn(place, keys.get(depth));
            JsonNode next = place.get(key);
            if (next == null) {
                next = place.putObject(key);
            }
            if (!(next instanceof ObjectNode child)) {
                throw StripeError.invalid(
                        field.name(), null, "Invalid object: '" + field.name() + "' is given as text and as a hash");
            }
            place = child;
        }
        String last = keyIn(place, keys.get(keys.size() - 1));
        if (place.get(last) instanceof ObjectNode) {
            throw StripeError.invalid(
                    field.name(), null, "Invalid object: '" + field.name() + "' is given as text and as a hash");
        }
        place.put(last, field.value());
    }

    /** {@code []} is the next number of a list. */
    private static String keyIn(ObjectNode place, String key) {
        return key.isEmpty() ? String.valueOf(place.size()) : key;
    }

    private static List<String> keys(String name) {
        List<String> keys = new ArrayList<>();
        int open = name.indexOf('[');
        if (open <= 0) {
            return List.of(name);
        }
        keys.add(name.substring(0, open));
        while (open >= 0) {
            int close = name.indexOf(']', open);
            boolean last = close == name.length() - 1;
            if (close < 0 || (!last && name.charAt(close + 1) != '[') || keys.size() >= MAX_DEPTH) {
                throw StripeError.invalid(name, "parameter_unknown", "Received unknown parameter: " + name);
            }
            keys.add(name.substring(open + 1, close));
            open = last ? -1 : close + 1;
        }
        return keys;
    }
}
