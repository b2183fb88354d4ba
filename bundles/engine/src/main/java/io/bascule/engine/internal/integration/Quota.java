/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import java.time.Duration;
import java.time.Instant;

/** A bucket of permits that refills evenly; holds at most one second's worth. Thread-safe. */
final class Quota {
    private static final double NANOS = 1e9;

    private final int perSecond;
    private double permits;
    private Instant filledAt;

    /**
     * A full bucket.
     *
     * @param perSecond permits a second; 0 for no limit
     */
    Quota(int perSecond, Instant now) {
        this.perSecond = perSecond;
        this.permits = perSecond;
        this.filledAt = now;
    }

    /**
     * Takes permits, or says how long to wait for them.
     *
     * @return zero if they were taken
     */
    synchronized Duration take(int count, Instant now) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        Duration passed = Duration.between(filledAt, now);
        if (!passed.isNegative()) {
            permits = Math.min(perSecond, permits + passed.toNanos() / NANOS * perSecond);
        }
        filledAt = now;
        if (permits >= Math.min(count, perSecond)) {
            permits -= count;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((Math.min(count, perSecond) - permits) / perSecond * NANOS));
    }
}
