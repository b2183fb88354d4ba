/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.catalog.Link.Pair;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An update of ours on a system that offers no precondition, remembered until the system's change stream shows what it replaced.
 *
 * @param integration the integration's name
 * @param key the idempotency key under which it was sent
 * @param linkId the link
 * @param type the link's entity type
 * @param recordId the record
 * @param recordVersion the record version it brought
 * @param at when it was stored, by our clock
 * @param fields by catalog path: the value that we sent (in the catalog's form) and the system's value as it was read before;
 *     empty once the stream's account of it has been held against this
 */
public record SentUpdate(
        String integration,
        String key,
        String linkId,
        String type,
        String recordId,
        long recordVersion,
        Instant at,
        SortedMap<String, Pair> fields) {
    /** Copies the map. */
    public SentUpdate {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }
}
