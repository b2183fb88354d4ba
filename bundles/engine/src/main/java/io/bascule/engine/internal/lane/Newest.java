/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Observation;
import io.bascule.api.connector.Changes;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of a change by the system's own clock. Where only hints tell it, the object that is read after a hint may have
 * changed once more since: then the hint's time is the earliest that it can be.
 */
final class Newest {
    private Newest() {}

    /** When the observed object changed as its own system tells, at the earliest; null if it does not tell. */
    static @Nullable Instant earliest(LaneServices services, Observation observation) {
        return services.planted(Mistake.NEWEST_BY_OUR_CLOCK) ? observation.seenAt() : observation.changedAt();
    }

    /** When the observed object changed as its own system tells; null if it does not tell, or may have changed since. */
    static @Nullable Instant time(
            LaneServices services, Integration integration, Mapping mapping, Observation observation) {
        return isKnown(services, integration, mapping, observation) ? earliest(services, observation) : null;
    }

    /**
     * Whether nothing more is to be learnt of the time of an observation: the object tells it, or the read came inside the skew
     * after the hint, or the stream of changes has been read to a moment after the read.
     */
    static boolean isKnown(LaneServices services, Integration integration, Mapping mapping, Observation observation) {
        TypeCapabilities capabilities = mapping.capabilities();
        ExternalRecord snapshot = observation.snapshot();
        boolean told = snapshot != null && snapshot.changedAt() != null;
        boolean canBeTold = capabilities.changes() == ChangeStream.HINTS && integration.connector() instanceof Changes;
        if (told || !canBeTold || services.planted(Mistake.NEWEST_BY_OUR_CLOCK)) {
            return true;
        }
        Instant hinted = observation.changedAt();
        if (hinted != null && Duration.between(hinted, observation.seenAt()).compareTo(capabilities.skew()) <= 0) {
            return true;
        }
        Instant read = integration.streamRead(mapping.type().name());
        return read != null && !read.isBefore(observation.seenAt().plus(capabilities.listLag()));
    }
}
