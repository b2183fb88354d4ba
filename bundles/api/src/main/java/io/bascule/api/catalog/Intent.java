/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stored, frozen request of an effect, committed before it is tried. At most one is open for a link.
 *
 * @param id a UUID of version 7
 * @param linkId the link
 * @param integration the link's integration
 * @param type the link's entity type
 * @param action what it does
 * @param externalId the object to update or delete; null for a create
 * @param fields the fields to send, by the system's own names; none for a delete
 * @param expectedVersion the version that an update or delete depends on; null if on none
 * @param before the object as read before an update or delete; empty for a create
 * @param key the idempotency key
 * @param recordVersion the record version it brings
 * @param catalogValues by catalog path: our values that are sent, for the pairs
 * @param connectorVersion the version of the connector that is to send it
 * @param created when it was committed
 * @param attempts how often it was sent
 * @param lastAttempt when it was last sent; null before the first time
 * @param epoch the epoch of the lease under which it was last changed
 */
public record Intent(
        String id,
        String linkId,
        String integration,
        String type,
        Action action,
        @Nullable String externalId,
        Fields fields,
        @Nullable String expectedVersion,
        Fields before,
        String key,
        long recordVersion,
        SortedMap<String, Value> catalogValues,
        String connectorVersion,
        Instant created,
        int attempts,
        @Nullable Instant lastAttempt,
        long epoch) {
    /** What an intent does. */
    public enum Action {
        CREATE,
        UPDATE,
        DELETE
    }

    /** Copies the map. */
    public Intent {
        catalogValues = Collections.unmodifiableSortedMap(new TreeMap<>(catalogValues));
    }
}
