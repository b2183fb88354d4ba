/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.util.Comparator;
import java.util.Map;

/** What an update changed, in the form of an event's {@code previous_attributes}. */
final class Differences {
    /** Numbers are equal by value: one read back from a file may be of another node type. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    };

    private Differences() {}

    /** The old values of everything that differs; hashes go down to the keys that differ. Empty if nothing does. */
    static ObjectNode previous(ObjectNode before, ObjectNode after) {
        ObjectNode previous = Json.object();
        for (Map.Entry<String, JsonNode> entry : after.properties()) {
            JsonNode old = before.get(entry.getKey());
            JsonNode now = entry.getValue();
            if (old instanceof ObjectNode oldHash && now instanceof ObjectNode newHash) {
                ObjectNode inner = previous(oldHash, newHash);
                if (!inner.isEmpty()) {
                    previous.set(entry.getKey(), inner);
                }
            } else if (old == null || !old.equals(BY_VALUE, now)) {
                previous.set(entry.getKey(), old == null ? NullNode.getInstance() : old);
            }
        }
        for (Map.Entry<String, JsonNode> entry : before.properties()) {
            if (!after.has(entry.getKey())) {
                previous.set(entry.getKey(), entry.getValue());
            }
        }
        return previous;
    }
}
