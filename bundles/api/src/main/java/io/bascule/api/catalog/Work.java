/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for one link: one row, into which all new input is folded.
 *
 * @param linkId the link
 * @param integration the link's integration
 * @param type the link's entity type
 * @param revision grows by one with each change of the row
 * @param wantedVersion the record version to bring to the system; 0 if none is wanted
 * @param observation the newest observation; null if there is none
 * @param state where it stands
 * @param code why it waits or is parked: an {@link io.bascule.api.error.ErrorCode} text, or {@code "waiting-for-"} and what it
 *     waits for: {@code parent}, {@code child}, {@code create} of another link, {@code delete} of an object, {@code lag} of the system's reads, {@code time} of
 *     a change, {@code mapping} of its type; null if ready
 * @param reason the same for people; null if ready
 * @param attempts how many tries failed in a row
 * @param nextAt the earliest moment of the next try
 * @param since when the row was made
 * @param epoch the epoch of the lease under which it was last changed
 */
public record Work(
        String linkId,
        String integration,
        String type,
        long revision,
        long wantedVersion,
        @Nullable Observation observation,
        State state,
        @Nullable String code,
        @Nullable String reason,
        int attempts,
        Instant nextAt,
        Instant since,
        long epoch) {
    /** Where work stands. */
    public enum State {
        /** To be done as soon as a lane is free. */
        READY,
        /** Waits for something else: a parent, an arrival, a lag. */
        WAITING,
        /** Waits after a failure that passes by itself. */
        BACKING_OFF,
        /** Parked for its data: new input gives it one new try. */
        PARKED,
        /** Parked for a person: only a person wakes it. */
        PARKED_FOR_PERSON
    }
}
