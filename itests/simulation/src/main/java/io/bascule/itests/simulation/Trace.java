/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.testsupport.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What happened, as lines and as one number by which two runs of a seed are compared. */
final class Trace {
    private final ManualClock clock;
    private final List<Line> lines = new ArrayList<>();
    private long hash = 1125899906842597L;

    /**
     * One event.
     *
     * @param subject the ids it concerns, for the timeline of one record
     */
    record Line(Instant at, String subject, String text) {
        @Override
        public String toString() {
            return at.toString().substring(11) + " " + subject + " " + text;
        }
    }

    Trace(ManualClock clock) {
        this.clock = clock;
    }

    void note(String subject, String text) {
        Line line = new Line(clock.instant(), subject, text);
        lines.add(line);
        hash = 31 * hash + line.at().toEpochMilli();
        hash = 31 * hash + subject.hashCode();
        hash = 31 * hash + text.hashCode();
    }

    long hash() {
        return hash;
    }

    /** The last lines that name one of these ids. */
    List<Line> timeline(Collection<String> ids, int most) {
        List<Line> found = lines.stream()
                .filter(line -> ids.stream().anyMatch(id -> line.subject().contains(id)))
                .toList();
        return found.subList(Math.max(0, found.size() - most), found.size());
    }

    List<Line> lines() {
        return lines;
    }
}
