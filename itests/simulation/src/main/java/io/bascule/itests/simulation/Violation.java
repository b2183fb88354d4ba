/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

/**
 * An invariant that does not hold.
 *
 * @param invariant for example {@code "I3"}
 * @param subject the record or object
 */
record Violation(String invariant, String subject, String text) {
    @Override
    public String toString() {
        return invariant + " " + subject + ": " + text;
    }
}
