/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.time.Instant;

/**
 * An invariant that does not hold.
 *
 * @param at the virtual time at which it was found
 * @param invariant for example {@code "I3"}; docs/simulation.md lists them
 * @param subject the record, object or link; {@code "world"} if it is none of them
 */
record Violation(Instant at, String invariant, String subject, String text) {
    @Override
    public String toString() {
        return invariant + " " + subject + ": " + text;
    }
}
