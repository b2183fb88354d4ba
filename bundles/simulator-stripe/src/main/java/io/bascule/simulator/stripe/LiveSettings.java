/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The settings in force. Thread-safe. */
final class LiveSettings {
    private volatile StripeSettings present;

    LiveSettings(StripeSettings first) {
        this.present = first;
    }

    StripeSettings get() {
        return present;
    }

    /** @throws IllegalArgumentException if a change is not acceptable; then none is made */
    synchronized void change(ObjectNode changes) {
        present = present.with(changes);
    }
}
