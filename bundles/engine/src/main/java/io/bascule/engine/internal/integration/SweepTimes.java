/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * When the walks over changed records are due, for each entity type of an integration: the first at the start, then one each
 * interval, however often the integration goes offline meanwhile, and never two at once. A walk that was not clean is repeated
 * soon, with growing delays. Thread-safe.
 */
final class SweepTimes {
    /** What was on its way to Kafka when a walk passed is there after this, as a rule. */
    private static final Duration FIRST_REPEAT = Duration.ofSeconds(5);

    private final Duration interval;
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Instant> due = new HashMap<>();
    private final Map<String, Duration> repeats = new HashMap<>();

    /** @param interval between two walks */
    SweepTimes(Duration interval) {
        this.interval = interval;
    }

    /** Whether a walk that nobody asked for should begin: none has ended yet, or the time of the next has come. */
    synchronized boolean isDue(String type, Instant now) {
        Instant next = due.get(type);
        return next == null || !next.isAfter(now);
    }

    /** Begins a walk; false if one is under way. */
    synchronized boolean begins(String type) {
        return underWay.add(type);
    }

    /**
     * Ends a walk.
     *
     * @param clean whether it has seen to every record
     * @return how long until the next
     */
    synchronized Duration ends(String type, boolean clean, Instant now) {
        underWay.remove(type);
        Duration wait = interval;
        if (clean) {
            repeats.remove(type);
        } else {
            Duration repeat = repeats.getOrDefault(type, FIRST_REPEAT);
            wait = repeat.compareTo(interval) < 0 ? repeat : interval;
            repeats.put(type, wait.multipliedBy(2));
        }
        due.put(type, now.plus(wait));
        return wait;
    }
}
