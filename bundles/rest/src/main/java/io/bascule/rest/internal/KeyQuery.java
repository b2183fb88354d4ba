/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import java.util.ArrayList;
import java.util.List;

/** The search by match key: {@code ?key=email&email=ada%40example.org}. */
final class KeyQuery {
    private final EntityType type;
    private final KeyDefinition key;
    private final Fields values;

    /** @throws HttpProblem 400 if the key is unknown or its fields are not given */
    KeyQuery(EntityType type, QueryParameters query) {
        this.type = type;
        String name = query.find("key").orElse("");
        this.key = type.keys().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> HttpProblem.badParameter(
                        "A " + type.name() + " has no match key " + Shown.of(name) + ". Known: " + names(type) + "."));
        List<String> allowed = new ArrayList<>(List.of("key"));
        Fields found = Fields.EMPTY;
        for (FieldPath path : key.paths()) {
            allowed.add(path.toString());
            String value = query.find(path.toString())
                    .filter(text -> !text.isBlank())
                    .orElseThrow(() -> HttpProblem.badParameter(
                            "The match key " + name + " needs the query parameter " + path + ", and not a blank one."));
            found = path.set(found, Value.of(value));
        }
        query.allowOnly(allowed.toArray(String[]::new));
        this.values = found;
    }

    List<CatalogRecord> find(Catalog catalog) {
        return catalog.findByKey(type.name(), key.name(), values);
    }

    private static String names(EntityType type) {
        List<String> names = type.keys().stream().map(KeyDefinition::name).toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
