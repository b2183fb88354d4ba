/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.time.Instant;

/**
 * Instants as nanoseconds since 1970, exact and in order, in a BIGINT column: 1677 to 2262. {@link Instant#MIN} and {@link
 * Instant#MAX}, "always" and "never", are kept as the ends of the range.
 */
final class Nanos {
    private static final long SECOND = 1_000_000_000L;
    private static final Instant FIRST = instant(Long.MIN_VALUE + 1);
    private static final Instant LAST = instant(Long.MAX_VALUE - 1);

    private Nanos() {}

    /**
     * The number to store.
     *
     * @throws IllegalArgumentException outside the range
     */
    static long exact(Instant instant) {
        if (!instant.equals(Instant.MIN)
                && !instant.equals(Instant.MAX)
                && (instant.isBefore(FIRST) || instant.isAfter(LAST))) {
            throw new IllegalArgumentException(
                    "The store keeps moments from " + FIRST + " to " + LAST + "; found " + instant);
        }
        return nearest(instant);
    }

    /** The number to compare with: outside the range its nearest end. */
    static long nearest(Instant instant) {
        if (instant.isBefore(FIRST)) {
            return Long.MIN_VALUE;
        }
        if (instant.isAfter(LAST)) {
            return Long.MAX_VALUE;
        }
        // Split so that the multiplication cannot overflow for the earliest moments.
        long seconds = instant.getEpochSecond();
        return seconds < 0
                ? (seconds + 1) * SECOND + (instant.getNano() - SECOND)
                : seconds * SECOND + instant.getNano();
    }

    /** The instant of a stored number. */
    static Instant instant(long nanos) {
        if (nanos == Long.MIN_VALUE) {
            return Instant.MIN;
        }
        if (nanos == Long.MAX_VALUE) {
            return Instant.MAX;
        }
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
