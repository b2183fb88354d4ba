/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which entity types there are and what their records hold. */
final class TypeHandlers {
    private final EntityTypes types;

    TypeHandlers(EntityTypes types) {
        this.types = types;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/types", Scope.READ, this::types));
    }

    private Answer types(Request request) {
        request.query().allowOnly();
        return Answer.json(
                200,
                Map.of("items", types.all().stream().map(TypeHandlers::json).toList()));
    }

    private static Map<String, Object> json(EntityType type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", type.name());
        json.put("title", type.title());
        json.put("fields", type.fields().stream().map(TypeHandlers::json).toList());
        json.put(
                "keys",
                type.keys().stream()
                        .map(key -> Map.of(
                                "name",
                                key.name(),
                                "paths",
                                key.paths().stream().map(FieldPath::toString).toList()))
                        .toList());
        return json;
    }

    private static Map<String, Object> json(FieldDefinition field) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", RecordJson.word(field.type()));
        json.put("required", field.required());
        json.put("pii", field.pii());
        if (field.references() != null) {
            json.put("references", field.references());
        }
        if (field.itemKey() != null) {
            json.put("itemKey", field.itemKey());
        }
        if (!field.fields().isEmpty()) {
            json.put("fields", field.fields().stream().map(TypeHandlers::json).toList());
        }
        return json;
    }
}
