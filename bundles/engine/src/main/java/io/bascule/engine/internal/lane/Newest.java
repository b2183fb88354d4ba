/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Observation;
import io.bascule.api.runtime.Mistake;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time of a change by the system's own clock. */
final class Newest {
    private Newest() {}

    /** When the observed object changed as its own system tells; null if it does not tell. */
    static @Nullable Instant time(LaneServices services, Observation observation) {
        return services.planted(Mistake.NEWEST_BY_OUR_CLOCK) ? observation.seenAt() : observation.changedAt();
    }
}
