/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change of one integration from one build of its connector to another, and what came of it.
 *
 * @param id a UUID of version 7, so that ids are in the order of time
 * @param integration the integration's name
 * @param kind the connector's kind
 * @param from the build that was bound before; see {@link ConnectorBinding#version()}
 * @param to the build to bind
 * @param begun when the new build was bound, or refused
 * @param sequence the integration's effect sequence at that moment: what is above it was done since
 * @param outcome what came of it
 * @param reason why it was taken back, for people; null unless it was
 * @param ended when that was settled; null while it is under way
 * @param effects if it was taken back: the objects that were written meanwhile; nothing of it is undone
 */
public record ConnectorUpdate(
        String id,
        String integration,
        String kind,
        String from,
        String to,
        Instant begun,
        long sequence,
        Outcome outcome,
        @Nullable String reason,
        @Nullable Instant ended,
        List<Effect> effects) {
    /** Copies the list. */
    public ConnectorUpdate {
        effects = List.copyOf(effects);
    }

    /** What came of an update. */
    public enum Outcome {
        /** The new build is bound and watched; the old one stands by. */
        WATCHED,
        /** The new build is bound for good. */
        DONE,
        /** The old build is bound again, and the new one is not tried any more. */
        ROLLED_BACK,
        /** The old build is bound again, because the new one went or the runtime ended; it may be tried again. */
        INTERRUPTED
    }

    /**
     * An object that was written.
     *
     * @param linkId its link
     * @param type the entity type
     * @param recordId its record; null if the link has none
     * @param externalId its id in the system; null if the link has none
     */
    public record Effect(
            String linkId,
            String type,
            @Nullable String recordId,
            @Nullable String externalId) {}
}
