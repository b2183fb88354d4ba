/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entity in the catalog at one version.
 *
 * @param type its entity type's name, for example {@code "customer"}
 * @param id a UUID of version 7 as text, unique over all types
 * @param version 1, 2, 3, ...; grows by one with each committed change
 * @param fields its values
 * @param created when version 1 was committed, by the catalog's clock
 * @param updated when this version was committed, by the catalog's clock
 * @param origin where this version came from: an integration's name or {@link #LOCAL}
 * @param actor who caused this version, for example {@code "token:demo"} or {@code "integration:stripe"}
 * @param cause what caused it, for example {@code "rest"} or the id of the work
 * @param origins who set each value, by its flat path (see {@link EntityType#flatten})
 * @param deleted whether this version is a tombstone: the record was deleted, and keeps its last values so that it can come back
 * @param mergedInto for a tombstone: the id of the record that took this one over; null if it was deleted
 */
public record CatalogRecord(
        String type,
        String id,
        long version,
        Fields fields,
        Instant created,
        Instant updated,
        String origin,
        String actor,
        String cause,
        SortedMap<String, FieldOrigin> origins,
        boolean deleted,
        @Nullable String mergedInto) {
    /** The origin of changes made in the catalog itself. */
    public static final String LOCAL = "catalog";

    /** Copies the map, and refuses a living record that was merged into another. */
    public CatalogRecord {
        if (mergedInto != null && !deleted) {
            throw new IllegalArgumentException("Record " + id + " is merged into " + mergedInto + " and not deleted");
        }
        origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
    }

    /** A living record. */
    public CatalogRecord(
            String type,
            String id,
            long version,
            Fields fields,
            Instant created,
            Instant updated,
            String origin,
            String actor,
            String cause,
            SortedMap<String, FieldOrigin> origins) {
        this(type, id, version, fields, created, updated, origin, actor, cause, origins, false, null);
    }
}
