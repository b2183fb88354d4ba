/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.runtime.IdSource;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * UUIDs of version 7 (RFC 9562, section 5.7 with the counter of section 6.2, method 1) from a clock and a seed: the same
 * clock and seed give the same ids. Later ids sort after earlier ones, even if the clock goes back. Thread-safe.
 */
public final class SeededIds implements IdSource {
    private static final int COUNTER_LIMIT = 1 << 12;

    private final InstantSource clock;
    private final SplittableRandom random;
    private long millis = Long.MIN_VALUE;
    private int counter;

    /** A source of ids. */
    public SeededIds(InstantSource clock, long seed) {
        this.clock = clock;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public synchronized String next() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = 0;
        } else if (++counter == COUNTER_LIMIT) {
            millis++;
            counter = 0;
        }
        long most = (millis << 16) | 0x7000L | counter;
        long least = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }
}
