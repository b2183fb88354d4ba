/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import io.bascule.api.model.Fields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something changed in the system.
 *
 * @param id the object's id
 * @param snapshot the object in its present state where the stream shows it; null for a hint, after which the object is read
 * @param deleted whether the change was its end
 * @param at when, by the system's clock; null if it does not tell
 * @param replaced the values that the change replaced, by the system's own names, nested as there; null where the stream does
 *     not tell
 * @param key the idempotency key of the request that made the change; null where the stream does not tell
 */
public record Change(
        String id,
        @Nullable ExternalRecord snapshot,
        boolean deleted,
        @Nullable Instant at,
        @Nullable Fields replaced,
        @Nullable String key) {
    /** A hint that this object changed. */
    public static Change hint(String id, @Nullable Instant at) {
        return new Change(id, null, false, at, null, null);
    }

    /** A changed object. */
    public static Change of(ExternalRecord snapshot) {
        return new Change(snapshot.id(), snapshot, snapshot.deleted(), snapshot.changedAt(), null, null);
    }
}
