/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The part of a simulator that knows one system. Called by many threads at once. */
public interface Imitation {
    /** The system's name in the control API, for example {@code stripe}. */
    String name();

    /** Answers as the system would. Returns only when what was written is journalled and durable. */
    Response answer(Request request, Execution execution);

    /**
     * Fails as the system would with this status, without doing anything.
     *
     * @param fault its {@code status} and, if set, {@code duration} for {@code Retry-After}
     */
    Response refuse(Request request, int status, FaultRule fault);

    /** Objects by type and other numbers of the system's own, for tests and people. */
    ObjectNode counts();

    /** What can be changed while running, with its present values. */
    ObjectNode settings();

    /**
     * Changes settings.
     *
     * @param changes some of the keys of {@link #settings}
     * @throws IllegalArgumentException naming the key and what was expected; nothing is changed then
     */
    void change(ObjectNode changes);

    /**
     * Sends past webhooks again.
     *
     * @param wanted the body of {@code POST /_simulator/webhooks/replay}
     * @return what was sent
     * @throws IllegalArgumentException if the wish can't be read
     */
    ObjectNode replayWebhooks(ObjectNode wanted);

    /** The sender of its webhooks, if it has such. */
    Optional<WebhookSender> webhooks();

    /** Its journal. */
    Journal journal();
}
