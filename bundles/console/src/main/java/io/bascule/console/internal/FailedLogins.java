/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after five failures of a user from an address, that pair has to wait, twice as long after each
 * further failure. Others are not affected. Thread-safe.
 */
final class FailedLogins {
    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 8;
    private static final int MOST_PAIRS = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> byPair = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_PAIRS;
        }
    };

    FailedLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** How long the pair has to wait still; zero if it may try. */
    synchronized Duration wait(String user, String address) {
        Failures failures = byPair.get(pair(user, address));
        if (failures == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), failures.until());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Notes a wrong password. */
    synchronized void failed(String user, String address) {
        String pair = pair(user, address);
        Failures before = byPair.remove(pair);
        int count = before == null ? 1 : before.count() + 1;
        Duration pause = count < FREE_FAILURES
                ? Duration.ZERO
                : FIRST_WAIT.multipliedBy(1L << Math.min(count - FREE_FAILURES, MOST_DOUBLINGS));
        byPair.put(pair, new Failures(count, clock.instant().plus(pause)));
    }

    /** Forgets the failures of a pair that knew the password. */
    synchronized void succeeded(String user, String address) {
        byPair.remove(pair(user, address));
    }

    private static String pair(String user, String address) {
        return address + " " + user;
    }

    private record Failures(int count, Instant until) {}
}
