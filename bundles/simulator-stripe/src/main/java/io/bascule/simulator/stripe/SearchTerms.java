/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The terms of an object, one for each text that search can ask for as a whole: {@code email=ada@example.org}. */
final class SearchTerms {
    private SearchTerms() {}

    /**
     * The term of one value.
     *
     * @param key of metadata, else null
     */
    static String of(String field, @Nullable String key, String value) {
        return (key == null ? field : field + "[" + key + "]") + "=" + value.toLowerCase(Locale.ROOT);
    }

    /** All terms of an object. */
    static Set<String> of(ObjectNode object, Map<String, SearchField> fields) {
        Set<String> terms = new TreeSet<>();
        fields.forEach((field, kind) -> {
            JsonNode value = object.path(field);
            if (kind == SearchField.METADATA) {
                value.properties()
                        .forEach(entry -> terms.add(
                                of(field, entry.getKey(), entry.getValue().asText())));
            } else if (kind != SearchField.NUMBER && value.isValueNode() && !value.isNull()) {
                terms.add(of(field, null, value.asText()));
            }
        });
        return terms;
    }
}
