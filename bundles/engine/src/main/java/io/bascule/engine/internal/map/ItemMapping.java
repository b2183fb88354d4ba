/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.model.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the items of a list correspond that is merged item by item.
 *
 * @param catalogKey the field by which items are told apart in the catalog, for example {@code "key"}
 * @param externalKey the same in the system
 * @param fields the other fields of an item, by their paths inside it
 */
public record ItemMapping(String catalogKey, String externalKey, List<FieldMapping> fields) {
    /** Copies the list. */
    public ItemMapping {
        fields = List.copyOf(fields);
    }

    /** The fields of one item by their full paths, its key first. */
    List<FieldMapping> of(FieldMapping list, String key) {
        FieldPath catalogItem = FieldPath.of(list.catalog() + "[" + catalogKey + "=" + key + "]");
        FieldPath externalItem = FieldPath.of(list.external() + "[" + externalKey + "=" + key + "]");
        List<FieldMapping> full = new ArrayList<>();
        ExternalField keyField = new ExternalField(
                list.external() + "[]." + externalKey,
                ExternalType.TEXT,
                list.field().writable(),
                Set.of(),
                null,
                list.field().writableWhen());
        full.add(new FieldMapping(
                FieldPath.of(catalogItem + "." + catalogKey),
                FieldPath.of(externalItem + "." + externalKey),
                list.direction(),
                list.conflict(),
                Conversion.NONE,
                keyField,
                null,
                new FieldMapping.Within(list.external(), externalItem)));
        for (FieldMapping field : fields) {
            full.add(new FieldMapping(
                    FieldPath.of(catalogItem + "." + field.catalog()),
                    FieldPath.of(externalItem + "." + field.external()),
                    field.direction(),
                    field.conflict(),
                    field.conversion(),
                    field.field(),
                    null,
                    new FieldMapping.Within(list.external(), externalItem)));
        }
        return full;
    }
}
