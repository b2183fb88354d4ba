/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.runtime.RandomSource;
import java.time.Duration;

/** Growing delays between tries, with full jitter above half so that many records do not come back at once. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 12;

    private final RandomSource random;

    Backoff(RandomSource random) {
        this.random = random;
    }

    /**
     * The delay before the next try.
     *
     * @param attempts how many tries failed in a row before this one
     */
    Duration after(int attempts) {
        long millis = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempts, MOST_DOUBLINGS));
        return Duration.ofMillis((long) (millis * (0.5 + random.next() / 2)));
    }
}
