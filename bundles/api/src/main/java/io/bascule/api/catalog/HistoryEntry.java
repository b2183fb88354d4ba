/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a record, told as what it changed.
 *
 * @param recordId the record
 * @param version the version
 * @param at when it was committed, by the catalog's clock
 * @param origin an integration's name or {@link io.bascule.api.model.CatalogRecord#LOCAL}
 * @param actor who caused it
 * @param cause what caused it
 * @param changes by flat path
 * @param deleted whether the record is deleted from this version on
 */
public record HistoryEntry(
        String recordId,
        long version,
        Instant at,
        String origin,
        String actor,
        String cause,
        SortedMap<String, FieldChange> changes,
        boolean deleted) {
    /**
     * One value before and after.
     *
     * @param before null if it was absent
     * @param after null if it is absent now
     */
    public record FieldChange(
            @Nullable Value before, @Nullable Value after) {}

    /** Copies the map. */
    public HistoryEntry {
        changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    }
}
