/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parameters that one operation, or one hash, takes. Filled once, then only read. */
final class Parameters {
    private final Map<String, ParameterType> types = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();

    Parameters optional(String name, ParameterType type) {
        types.put(name, type);
        return this;
    }

    Parameters required(String name, ParameterType type) {
        required.add(name);
        return optional(name, type);
    }

    Parameters notImitated(String... names) {
        for (String name : names) {
            optional(name, ParameterTypes.notImitated());
        }
        return this;
    }

    ObjectNode read(ObjectNode raw) {
        return read(raw, "");
    }

    /**
     * @param prefix the hash's own name, or empty at the top
     * @return only the parameters that were given, as values
     */
    ObjectNode read(ObjectNode raw, String prefix) {
        refuseUnknown(raw, prefix);
        ObjectNode values = Json.object();
        for (Map.Entry<String, ParameterType> entry : types.entrySet()) {
            String name = entry.getKey();
            JsonNode given = raw.get(name);
            if (given != null) {
                values.set(name, entry.getValue().read(place(prefix, name), given));
            } else if (required.contains(name)) {
                throw StripeError.missingParameter(place(prefix, name));
            }
        }
        return values;
    }

    private void refuseUnknown(ObjectNode raw, String prefix) {
        List<String> unknown = new ArrayList<>();
        raw.fieldNames().forEachRemaining(name -> {
            if (!types.containsKey(name)) {
                unknown.add(place(prefix, name));
            }
        });
        if (!unknown.isEmpty()) {
            String noun = unknown.size() == 1 ? "parameter" : "parameters";
            throw StripeError.invalid(
                    unknown.get(0),
                    "parameter_unknown",
                    "Received unknown " + noun + ": " + String.join(", ", unknown));
        }
    }

    private static String place(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "[" + name + "]";
    }
}
