/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Instant;
import java.util.Map;

/** Makes the headers by which a receiver knows that a webhook is genuine. Thread-safe. */
@FunctionalInterface
public interface WebhookSigner {
    /**
     * Signs one attempt.
     *
     * @param now by the simulator's clock
     * @return all headers to send, the content type included
     */
    Map<String, String> headers(byte[] body, WebhookEndpoint endpoint, Instant now);
}
