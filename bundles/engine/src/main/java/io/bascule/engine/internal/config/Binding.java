/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.engine.internal.integration.Runner;

/**
 * A running integration with what it was made of.
 *
 * @param opened the open connector and what belongs to it
 * @param runner what runs it
 */
record Binding(Opened opened, Runner runner) {
    /** The build of its connector. */
    Offer offer() {
        return opened.wanted().offer();
    }

    /** Everything that it was made of but the build. */
    String fingerprint() {
        return opened.wanted().fingerprint();
    }

    /** Closes connector and resources; called when nothing is under way any more. */
    void close() {
        opened.close();
    }
}
