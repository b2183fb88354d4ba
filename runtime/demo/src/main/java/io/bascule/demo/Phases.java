/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each part of a demonstration took. Belongs to one thread. */
final class Phases {
    private final InstantSource clock;
    private final Map<String, Duration> took = new LinkedHashMap<>();
    private Instant begin;

    Phases(InstantSource clock) {
        this.clock = clock;
        this.begin = clock.instant();
    }

    /** Ends a phase; the next one begins. */
    void end(String name) {
        Instant now = clock.instant();
        took.merge(name, Duration.between(begin, now), Duration::plus);
        begin = now;
    }

    /** The phases in their order, with their seconds. */
    Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        took.forEach((name, duration) -> seconds.put(name, Math.round(duration.toMillis() / 100.0) / 10.0));
        return seconds;
    }
}
