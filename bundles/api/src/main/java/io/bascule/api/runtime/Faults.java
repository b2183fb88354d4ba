/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The places where a test may break in. Product code names every step that a crash may hit and every safeguard whose
 * absence a test must notice; in production both calls do nothing. There is no switch for this that can be reached over
 * a network: an implementation other than {@link #NONE} is handed in by a test or by a framework property whose name
 * starts with {@code bascule.test.}. Thread-safe.
 */
@ConsumerType
public interface Faults {
    /** Nothing breaks and nothing is planted: what production uses. */
    Faults NONE = new Faults() {
        @Override
        public void hit(String failpoint) {}

        @Override
        public boolean planted(String mistake) {
            return false;
        }
    };

    /**
     * Marks a step that a crash may hit.
     *
     * @param failpoint its name from {@link Failpoint}, for example {@code "push.afterResponse"}
     * @throws RuntimeException or an {@link Error} if the test decides that the process dies here
     */
    void hit(String failpoint);

    /**
     * Tells whether a safeguard is to be left out, so that a test can prove that its absence is noticed.
     *
     * @param mistake its name from {@link Mistake}, for example {@code "no-lookup"}
     */
    boolean planted(String mistake);
}
