/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. Thread-safe. */
public final class ManualClock implements InstantSource {
    private volatile Instant now;

    /** A clock that shows this moment. */
    public ManualClock(Instant start) {
        now = start;
    }

    /** A clock that shows 2026-01-01T00:00:00Z. */
    public static ManualClock atNewYear() {
        return new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the clock; a negative duration moves it back, as real clocks at times do. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** Sets the clock. */
    public synchronized void set(Instant moment) {
        now = moment;
    }
}
