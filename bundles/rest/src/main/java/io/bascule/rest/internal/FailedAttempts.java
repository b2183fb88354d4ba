/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts wrong tokens by address: ten a minute are answered, then the address has to wait. Thread-safe. */
final class FailedAttempts {
    private static final int ALLOWED = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    FailedAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Notes a failed attempt.
     *
     * @return how long the address must wait; zero while its attempts are within what is allowed
     */
    synchronized Duration failed(String address) {
        Instant now = clock.instant();
        Deque<Instant> failures = byAddress.computeIfAbsent(address, unseen -> new ArrayDeque<>());
        while (!failures.isEmpty() && !failures.peekFirst().plus(WINDOW).isAfter(now)) {
            failures.removeFirst();
        }
        if (failures.size() < ALLOWED) {
            failures.addLast(now);
            return Duration.ZERO;
        }
        return Duration.between(now, failures.getFirst().plus(WINDOW));
    }
}
