/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.connector.Changes;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.ChangeStream;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.decide.MergePlan;
import io.bascule.engine.internal.decide.MergePlan.Clash;
import io.bascule.engine.internal.integration.ReadTimes;
import io.bascule.engine.internal.map.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of an object, and when it changed by its system's own clock. Where only hints tell the time, the object that
 * is read after a hint may have changed once more since: then the hint's time is the earliest that it can be, until the stream
 * of changes has been read to a moment after the read.
 *
 * @param seen the observation, with a snapshot
 * @param time when the object changed, at the earliest; null if nobody can tell
 * @param open whether the stream may still tell a later time
 */
record Dated(Observation seen, @Nullable Instant time, boolean open) {
    private static final String NEWEST = Policy.NEWEST.name().toLowerCase(Locale.ROOT);

    /** Holds an observation against what has been read of the stream of changes. */
    static Dated of(LaneServices services, Job job, Observation seen) {
        if (services.planted(Mistake.NEWEST_BY_OUR_CLOCK)) {
            return new Dated(seen, seen.seenAt(), false);
        }
        TypeCapabilities capabilities = job.mapping().capabilities();
        boolean hints = capabilities.changes() == ChangeStream.HINTS
                && job.integration().connector() instanceof Changes;
        if (object(seen).changedAt() != null || !hints) {
            return new Dated(seen, seen.changedAt(), false);
        }
        ReadTimes.Stream stream =
                job.integration().readTimes().stream(job.mapping().type().name());
        Instant visible = seen.seenAt().plus(capabilities.listLag());
        if (stream == null || stream.to().isBefore(visible)) {
            return new Dated(seen, seen.changedAt(), true);
        }
        Instant hinted = seen.changedAt();
        boolean missed = hinted != null && hinted.plus(capabilities.skew()).isBefore(stream.from());
        return new Dated(seen, missed ? null : hinted, false);
    }

    /** The same object seen once more: if it shows the same as before, what was known of its time holds. */
    Dated once(LaneServices services, Job job, Observation more) {
        return object(more).fields().equals(object(seen).fields())
                ? new Dated(more, time, open)
                : of(services, job, more);
    }

    /** A read object with the time that a hint told before, if it cannot have changed since by more than the skew. */
    static ExternalRecord near(ExternalRecord object, @Nullable Instant hinted, Instant readBy, Duration skew) {
        if (object.changedAt() != null
                || hinted == null
                || Duration.between(hinted, readBy).compareTo(skew) > 0) {
            return object;
        }
        return new ExternalRecord(
                object.id(), object.version(), hinted, object.marker(), object.deleted(), object.fields());
    }

    /** When the object changed; null if nobody can tell yet, or at all. */
    @Nullable
    Instant certain() {
        return open ? null : time;
    }

    /** The object. */
    ExternalRecord object() {
        return object(seen);
    }

    private static ExternalRecord object(Observation seen) {
        return Objects.requireNonNull(seen.snapshot());
    }

    /** Whether a plan hangs on a time that is still open. What is newer than the catalog's at the earliest is so anyway. */
    boolean decides(MergePlan plan) {
        return open
                && plan.conflicts().stream().anyMatch(clash -> isByTime(clash) && clash.winner() != Winner.EXTERNAL);
    }

    /** Whether a hint came in since the work was read, which may tell another time for what is taken or decided on. */
    boolean isOutdated(StoreTransaction tx, Job job, MergePlan plan) {
        boolean hinted = object().changedAt() == null && time != null;
        boolean matters = plan.writesCatalog() || plan.conflicts().stream().anyMatch(Dated::isByTime);
        return hinted
                && matters
                && tx.work()
                        .find(job.link().id())
                        .filter(work -> work.revision() == job.work().revision())
                        .isEmpty();
    }

    private static boolean isByTime(Clash clash) {
        return clash.policy().equals(NEWEST);
    }
}
