/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.Reads;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.map.Mapping;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Seeing what a system holds, and telling a fresh look from a stale one. */
final class Reading {
    private final LaneServices services;

    Reading(LaneServices services) {
        this.services = services;
    }

    /** Reads one object now. */
    Observation read(Integration integration, Mapping mapping, String externalId, @Nullable Instant changedAt) {
        long stamp = integration.sequence().next();
        Instant seenAt = services.now();
        if (!(integration.connector() instanceof Reads reads)) {
            throw new IllegalStateException("Connector " + integration.kind() + " cannot read by id");
        }
        ReadOutcome outcome;
        integration.readTimes().begins(stamp, seenAt);
        try {
            outcome = reads.read(mapping.externalType(), List.of(externalId)).get(0);
        } finally {
            integration.readTimes().ends(stamp);
        }
        integration.health().succeeded();
        if (outcome instanceof ReadOutcome.Found found && !found.object().deleted()) {
            ExternalRecord object = Dated.near(
                    found.object(),
                    changedAt,
                    services.now(),
                    mapping.capabilities().skew());
            return new Observation(
                    object, false, stamp, seenAt, object.changedAt() == null ? changedAt : object.changedAt());
        }
        return new Observation(null, true, stamp, seenAt, changedAt);
    }

    /**
     * Whether an observation shows the object as it was at the last effect or later; all others are only hints.
     *
     * @param lag how far behind writes this kind of read may be
     */
    boolean isFresh(Observation observation, Link link, Mapping mapping, Duration lag) {
        ExternalRecord snapshot = observation.snapshot();
        if (snapshot == null) {
            return false;
        }
        if (services.planted(Mistake.STALE_PAGE_MERGED)) {
            return true;
        }
        if (observation.readSequence() < link.effectSequence()) {
            return false;
        }
        if (observation.seenAt().isBefore(settledBefore(link, lag))) {
            return false;
        }
        return !isOlder(mapping.capabilities(), snapshot.version(), link.externalVersion());
    }

    /**
     * From when on a read with this lag shows nothing older than what the link accounts for. A lagging read may go back behind
     * our last effect, and behind an earlier read that lagged less.
     */
    static Instant settledBefore(Link link, Duration lag) {
        Instant effect =
                link.effectAt() == null ? Instant.EPOCH : link.effectAt().plus(lag);
        if (lag.isZero() || link.pairs().isEmpty()) {
            return effect;
        }
        Instant accounted = link.updated().plus(lag);
        return accounted.isAfter(effect) ? accounted : effect;
    }

    /**
     * From when on a read by id that finds nothing proves that the object is gone. It was there when the link was last changed, and
     * at our own last effect; a read that lags may be of before it was made.
     */
    static Instant provesAbsence(Link link, TypeCapabilities capabilities) {
        Instant known = link.updated().plus(capabilities.readLag());
        Instant effectAt = link.effectAt();
        Instant effect = effectAt == null ? Instant.EPOCH : effectAt.plus(capabilities.longestLag());
        return effect.isAfter(known) ? effect : known;
    }

    private static boolean isOlder(TypeCapabilities capabilities, @Nullable String seen, @Nullable String accounted) {
        return capabilities.versions()
                && seen != null
                && accounted != null
                && new BigDecimal(seen).compareTo(new BigDecimal(accounted)) < 0;
    }
}
