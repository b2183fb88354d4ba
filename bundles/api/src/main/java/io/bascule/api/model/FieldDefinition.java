/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of an entity type or of a structure inside it.
 *
 * @param name for example {@code "email"}; letters, digits and underscores
 * @param type what it holds
 * @param required whether a record without a value here is refused
 * @param pii whether it tells something of a person, so that logs show at most its hash
 * @param references for {@link FieldType#REFERENCE}: the entity type referred to; else null
 * @param itemKey for {@link FieldType#LIST}: the field by which items are told apart and merged, for example {@code
 *     "kind"}; null for a list that is merged as one value
 * @param fields for {@link FieldType#OBJECT} and lists of structures: the fields inside; else empty
 */
public record FieldDefinition(
        String name,
        FieldType type,
        boolean required,
        boolean pii,
        @Nullable String references,
        @Nullable String itemKey,
        List<FieldDefinition> fields) {
    /** Copies the list. */
    public FieldDefinition {
        fields = List.copyOf(fields);
    }

    /** A plain field: not required, no person's data, nothing inside. */
    public static FieldDefinition of(String name, FieldType type) {
        return new FieldDefinition(name, type, false, false, null, null, List.of());
    }
}
