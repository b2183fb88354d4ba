/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of one seed came to.
 *
 * @param mistake what was planted; null for nothing
 * @param deletes how often users deleted something
 * @param hash stands for everything that happened
 * @param excused what the systems' capabilities declare: edits overwritten in the window of a system without precondition, and
 *     objects that a user took out of sight of the look-up after a create without an answer
 * @param effects writes by the engine that systems accepted
 * @param versions committed versions
 * @param conflicts conflicts at the end
 * @param begun the virtual time of the beginning
 * @param violations in the order in which they were found
 * @param timeline of the first violation's subject; empty if it was not asked for
 */
record Result(
        long seed,
        @Nullable String mistake,
        int deletes,
        long hash,
        int edits,
        Coverage coverage,
        int excused,
        int effects,
        long versions,
        int conflicts,
        Instant begun,
        List<Violation> violations,
        String timeline) {
    private static final int MOST_SHOWN = 8;

    boolean failed() {
        return !violations.isEmpty();
    }

    /** How long after the beginning the first violation was found; zero if there is none. */
    Duration firstAlarm() {
        return failed() ? Duration.between(begun, violations.get(0).at()) : Duration.ZERO;
    }

    /** How to run this seed alone. */
    String command() {
        return "./bascule prove --seed " + seed + (mistake == null ? "" : " --plant " + mistake)
                + (deletes == Options.STANDARD_DELETES ? "" : " --deletes " + deletes);
    }

    /** The seed, what is wrong, and how it came to it. */
    String report() {
        StringBuilder text = new StringBuilder(
                "seed " + seed + (mistake == null ? "" : " with " + mistake) + ", again: " + command() + "\n");
        violations.stream()
                .limit(MOST_SHOWN)
                .forEach(violation -> text.append("  ").append(violation).append('\n'));
        if (violations.size() > MOST_SHOWN) {
            text.append("  and ").append(violations.size() - MOST_SHOWN).append(" more\n");
        }
        return text.append(timeline).toString();
    }
}
