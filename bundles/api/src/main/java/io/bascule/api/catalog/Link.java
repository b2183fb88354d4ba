/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record and an external object that are taken for the same thing on one integration. The row is there from the first look
 * at either, so one side may still be missing.
 *
 * @param id a UUID of version 7; the create key and the marker derive from it
 * @param integration the integration's name
 * @param type the entity type
 * @param recordId the record; null for an arrival that is not matched yet
 * @param externalId the object's id in the system; null for a record that is not there yet
 * @param state where it stands
 * @param revision grows by one with each change of the row
 * @param recordVersion the record version last accounted for; 0 before the first
 * @param externalVersion the external version last accounted for; null if there is none
 * @param effectSequence the integration's stamp of the last effect or observation accounted for; 0 before the first
 * @param effectAt when that effect's outcome was stored; null before the first
 * @param pairs by catalog path: the values last accounted for
 * @param flips how often in a row this link was written in both directions without coming to rest
 * @param created when the row was made
 * @param updated when it last changed
 */
public record Link(
        String id,
        String integration,
        String type,
        @Nullable String recordId,
        @Nullable String externalId,
        State state,
        long revision,
        long recordVersion,
        @Nullable String externalVersion,
        long effectSequence,
        @Nullable Instant effectAt,
        SortedMap<String, Pair> pairs,
        int flips,
        Instant created,
        Instant updated) {
    /** Where a link stands. */
    public enum State {
        /** One side is still missing. */
        NEW,
        /** One side is still missing, and a person has said that none of the candidates is it: it gets one of its own. */
        APART,
        /** Both sides are known. */
        LINKED,
        /** One side was deleted, and by the mapping's rule the other one stays: nothing flows any more. */
        PARTED,
        /**
         * Its life is over, by a delete of both sides or because its object turned out not to be there. It keeps what it knew: the
         * stamps tell a stale look at the object from its return, and the pairs go to the link that follows.
         */
        ENDED
    }

    /**
     * The base of one mapped field: the values last accounted for.
     *
     * @param catalog the catalog's value
     * @param external the system's value for it
     * @param mapping the hash of the field's mapping under which that was so
     */
    public record Pair(Value catalog, Value external, String mapping) {}

    /** Whether its life is not over: at most one such link is there for a record and for an object. */
    public boolean isLive() {
        return state != State.ENDED;
    }

    /** Copies the map. */
    public Link {
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
    }
}
