/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

/** The process died here. An Error, because nothing may handle it. */
final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash(String failpoint) {
        super(failpoint, null, false, false);
    }
}
