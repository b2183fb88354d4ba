/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.testsupport.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What happened in a world: always as one number, by which two runs of a seed are compared, and as lines only if somebody wants
 * to read them, because text costs more than all the rest.
 */
final class Trace {
    private final ManualClock clock;
    private final boolean keeps;
    private final List<Line> lines = new ArrayList<>();
    private long hash = 1125899906842597L;

    /**
     * One event.
     *
     * @param subject the ids that it concerns, with spaces between
     */
    record Line(Instant at, String subject, String text) {}

    /**
     * An empty trace.
     *
     * @param keeps whether lines are kept
     */
    Trace(ManualClock clock, boolean keeps) {
        this.clock = clock;
        this.keeps = keeps;
    }

    /**
     * Something happened.
     *
     * @param subject the ids that it concerns, with spaces between
     * @param details values that are equal, and have equal hash codes, whenever the same happens again
     */
    void note(String subject, String text, Object... details) {
        mix(clock.millis());
        mix(subject.hashCode());
        mix(text.hashCode());
        for (Object detail : details) {
            mix(Objects.hashCode(detail));
        }
        if (keeps) {
            StringBuilder line = new StringBuilder(text);
            for (Object detail : details) {
                line.append(' ').append(detail);
            }
            lines.add(new Line(clock.instant(), subject, line.toString()));
        }
    }

    /** A line for timelines only; what it tells follows from what is noted otherwise. */
    void line(String subject, String text) {
        lines.add(new Line(clock.instant(), subject, text));
    }

    /** Something small happened of which only the number matters: an event of the virtual time. */
    void tick(long number) {
        mix(clock.millis());
        mix(number);
    }

    private void mix(long number) {
        hash = 31 * hash + number;
        hash ^= hash >>> 29;
    }

    /** Stands for all that was noted so far. */
    long hash() {
        return hash;
    }

    boolean keepsLines() {
        return keeps;
    }

    /** All lines in their order; empty if none are kept. */
    List<Line> lines() {
        return lines;
    }
}
