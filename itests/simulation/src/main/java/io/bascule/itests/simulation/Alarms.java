/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.testsupport.ManualClock;
import java.util.ArrayList;
import java.util.List;

/** The violations found so far in one world, each with the virtual time at which it was found. */
final class Alarms {
    private final ManualClock clock;
    private final List<Violation> found = new ArrayList<>();

    Alarms(ManualClock clock) {
        this.clock = clock;
    }

    /** See {@link Violation} for the words. */
    void raise(String invariant, String subject, String text) {
        found.add(new Violation(clock.instant(), invariant, subject, text));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order in which they were found. */
    List<Violation> found() {
        return List.copyOf(found);
    }
}
