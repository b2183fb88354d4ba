/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Duration;

/**
 * When a failed webhook is tried again, by the simulator's clock.
 *
 * @param first the delay after the first failure
 * @param factor by which each further delay is longer, at least 1
 * @param longest no delay is longer
 * @param giveUpAfter no attempt begins later than this after the event
 */
public record RetrySchedule(Duration first, double factor, Duration longest, Duration giveUpAfter) {
    public RetrySchedule {
        if (first.isNegative() || first.isZero() || factor < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("Expected first > 0, factor >= 1 and longest >= first; found " + first
                    + ", " + factor + ", " + longest);
        }
    }

    /** 5 s, 15 s, 45 s, ... up to 6 h apart, for 3 days. */
    public static RetrySchedule threeDays() {
        return threeDays(Duration.ofSeconds(5));
    }

    /**
     * Each delay three times the one before, up to 6 h apart, for 3 days.
     *
     * @param first the delay after the first failure, for example 500 ms for a demonstration in which nobody wants to wait
     */
    public static RetrySchedule threeDays(Duration first) {
        return new RetrySchedule(first, 3, Duration.ofHours(6), Duration.ofDays(3));
    }

    /** The same with no delay longer than this, nor the first one. */
    public RetrySchedule noLongerThan(Duration limit) {
        return new RetrySchedule(shorter(first, limit), factor, shorter(longest, limit), giveUpAfter);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The delay after so many failures (from 1). */
    Duration delayAfter(int failures) {
        double millis = first.toMillis() * Math.pow(factor, failures - 1);
        return millis >= longest.toMillis() ? longest : Duration.ofMillis((long) millis);
    }
}
