/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.connector.ExternalRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a system was seen to hold.
 *
 * @param snapshot the object as seen; null for a hint that it may have changed
 * @param missing whether it was seen not to be there
 * @param readSequence the integration's effect sequence when the read began
 * @param seenAt when the read began, by our clock
 * @param changedAt when the object changed by the system's clock, where a hint tells; null otherwise
 */
public record Observation(
        @Nullable ExternalRecord snapshot,
        boolean missing,
        long readSequence,
        Instant seenAt,
        @Nullable Instant changedAt) {
    /** That it was seen, and no longer what: the object is to be read again. */
    public Observation asHint() {
        return new Observation(null, false, readSequence, seenAt, changedAt);
    }
}
