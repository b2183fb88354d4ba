/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of one seed came to.
 *
 * @param hash stands for everything that happened
 * @param excused overwritten edits in the declared window of a system without precondition
 * @param effects writes by the engine that systems accepted
 * @param versions committed versions
 * @param conflicts conflicts at the end
 * @param timeline of the first violation's subject
 */
record Result(
        long seed,
        @Nullable String mistake,
        long hash,
        int edits,
        Coverage coverage,
        int excused,
        int effects,
        long versions,
        int conflicts,
        List<Violation> violations,
        String timeline) {
    boolean failed() {
        return !violations.isEmpty();
    }

    /** The seed, what is wrong, and how it came to it. */
    String report() {
        StringBuilder text = new StringBuilder("seed=" + seed + (mistake == null ? "" : " mistake=" + mistake) + "\n");
        violations.stream()
                .limit(8)
                .forEach(violation -> text.append("  ").append(violation).append('\n'));
        return text.append(timeline).toString();
    }
}
