/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.runtime.Faults;
import org.jspecify.annotations.Nullable;

/** Where the process dies, and which mistake is planted. */
final class SimulatedFaults implements Faults {
    private final @Nullable String mistake;
    private final Coverage coverage;
    private final Trace trace;
    private final Runnable onCrash;
    private @Nullable String armed;
    private int left;
    private String hit = "";

    SimulatedFaults(@Nullable String mistake, Coverage coverage, Trace trace, Runnable onCrash) {
        this.mistake = mistake;
        this.coverage = coverage;
        this.trace = trace;
        this.onCrash = onCrash;
    }

    /** The process dies at the given hit of a failpoint from now on. */
    void arm(String failpoint, int nth, String column) {
        armed = failpoint;
        left = nth;
        hit = column;
    }

    void disarm() {
        armed = null;
    }

    @Override
    public void hit(String failpoint) {
        if (failpoint.equals(armed) && --left == 0) {
            armed = null;
            coverage.crash(failpoint, hit);
            trace.note("node", "crash at", failpoint);
            onCrash.run();
            throw new SimulatedCrash(failpoint);
        }
    }

    @Override
    public boolean planted(String name) {
        return name.equals(mistake);
    }
}
