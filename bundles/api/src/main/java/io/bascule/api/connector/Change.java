/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import io.bascule.api.model.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a system's stream of changes.
 *
 * @param id the id of the object
 * @param snapshot the object in its present state where the stream shows it; null for a hint, after which the object is read
 * @param deleted whether the change was its end
 * @param at when, by the system's clock; null if it does not tell
 * @param replaced what this very change replaced; null where the stream does not tell
 */
public record Change(
        String id,
        @Nullable ExternalRecord snapshot,
        boolean deleted,
        @Nullable Instant at,
        @Nullable Replaced replaced) {
    /**
     * What a change replaced, in the paths of the connector's own snapshots. Null and absent differ: a field that is null was
     * empty, one that is absent was not touched. Below a structure that is null every field was null.
     *
     * @param before the values of just before, of the fields that changed; others may be there, with the value that they kept
     * @param after the object as this change left it
     * @param key the idempotency key of the request that made the change; null where the stream tells no keys. Then a change
     *     is known as ours by the values that it set
     */
    public record Replaced(
            Fields before, Fields after, @Nullable String key) {}

    /** A hint that this object changed. */
    public static Change hint(String id, @Nullable Instant at) {
        return new Change(id, null, false, at, null);
    }

    /** A changed object. */
    public static Change of(ExternalRecord snapshot) {
        return new Change(snapshot.id(), snapshot, snapshot.deleted(), snapshot.changedAt(), null);
    }
}
