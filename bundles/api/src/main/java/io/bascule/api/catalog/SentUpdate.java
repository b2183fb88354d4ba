/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An update of ours on a system without precondition, kept until the system's change stream has been read past it: only that
 * stream tells what the update replaced. Stored together with its intent, it outlives the intent whatever becomes of it.
 *
 * @param intentId the intent's id
 * @param linkId the link
 * @param integration the link's integration
 * @param type the link's entity type
 * @param externalId the object
 * @param recordId the record
 * @param recordVersion the record version that it brings
 * @param key the idempotency key under which it is sent
 * @param externalVersion the object's version as read before; null if it has none
 * @param readSequence the integration's stamp of that read
 * @param sent by catalog path: our values that are sent, frozen
 * @param read by external path: the system's values of all mapped fields as read before; what was not shown is absent
 * @param at when it was stored, by our clock
 * @param settled when its intent was found to be no longer open, by our clock; null while it may still be sent
 */
public record SentUpdate(
        String intentId,
        String linkId,
        String integration,
        String type,
        String externalId,
        String recordId,
        long recordVersion,
        String key,
        @Nullable String externalVersion,
        long readSequence,
        SortedMap<String, Value> sent,
        SortedMap<String, Value> read,
        Instant at,
        @Nullable Instant settled) {
    /** Copies the maps. */
    public SentUpdate {
        sent = Collections.unmodifiableSortedMap(new TreeMap<>(sent));
        read = Collections.unmodifiableSortedMap(new TreeMap<>(read));
    }
}
