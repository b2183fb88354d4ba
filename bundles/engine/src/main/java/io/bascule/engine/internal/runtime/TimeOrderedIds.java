/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.runtime;

import io.bascule.api.runtime.IdSource;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * UUIDs of version 7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter within the millisecond, 62 random bits. Later ids
 * sort after earlier ones even when the clock steps back. Thread-safe.
 */
final class TimeOrderedIds implements IdSource {
    private static final int COUNTER_BITS = 12;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** Milliseconds and counter of the last id as one number. */
    private long last;

    TimeOrderedIds(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String next() {
        long stamp;
        synchronized (this) {
            last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
            stamp = last;
        }
        long millis = stamp >>> COUNTER_BITS;
        long counter = stamp & ((1 << COUNTER_BITS) - 1);
        return new UUID(millis << 16 | VERSION | counter, VARIANT | (random.nextLong() & RANDOM_MASK)).toString();
    }
}
