/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Does writes and sends their events to whoever waits for them. Thread-safe. */
final class Writes {
    private final StripeState state;
    private final StripeWebhooks webhooks;

    Writes(StripeState state, StripeWebhooks webhooks) {
        this.state = state;
        this.webhooks = webhooks;
    }

    /** @return the answer */
    ObjectNode perform(Call call, Consumer<Staging> what) {
        StripeState.Done done = state.write(call.write(), what);
        done.events().forEach(webhooks::send);
        return done.answer();
    }
}
