/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether what is left of a pair, after the other side was deleted, was edited since both were accounted for. Pure. */
public final class Edits {
    /** Rows in which the system shows a value that flows in and that the record, as last accounted for, does not have. */
    private static final Set<FieldRule> THERE = EnumSet.of(
            FieldRule.EXTERNAL_CHANGED,
            FieldRule.CONFLICT_IN_ONLY,
            FieldRule.CONFLICT_CATALOG_WINS,
            FieldRule.CONFLICT_EXTERNAL_WINS,
            FieldRule.CONFLICT_HELD,
            FieldRule.FIRST_CATALOG_BLANK,
            FieldRule.FIRST_CATALOG_WINS,
            FieldRule.FIRST_EXTERNAL_WINS,
            FieldRule.FIRST_HELD);

    private Edits() {}

    /** Whether the object of a deleted record was edited, or holds something that was never accounted for. */
    public static boolean there(Mapping mapping, MergePlan plan) {
        return mapping.fields().stream()
                .filter(FieldMapping::takesIn)
                .anyMatch(
                        field -> THERE.contains(plan.rules().get(field.catalog().toString())));
    }

    /** Whether the record of an object that is gone was edited, or holds something that was never sent. */
    public static boolean here(Mapping mapping, Link link, CatalogRecord record) {
        return mapping.fields().stream()
                .filter(FieldMapping::sendsOut)
                .anyMatch(field -> here(mapping, field, link, record));
    }

    private static boolean here(Mapping mapping, FieldMapping field, Link link, CatalogRecord record) {
        String path = field.catalog().toString();
        if (mapping.parentType(field) != null) {
            // Pairs hold the system's ids, which cannot be told any more when the parent is gone too.
            @Nullable FieldOrigin origin = record.origins().get(path);
            return origin != null && origin.version() > link.recordVersion();
        }
        Value value = field.catalogValue(record.fields());
        @Nullable Pair pair = link.pairs().get(path);
        if (pair == null || !pair.mapping().equals(field.hash())) {
            return !value.isBlank();
        }
        return !field.sameInCatalog(value, pair.catalog());
    }
}
