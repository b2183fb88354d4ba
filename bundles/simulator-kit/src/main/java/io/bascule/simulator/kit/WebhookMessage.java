/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * One event on its way to one endpoint.
 *
 * @param eventId for example {@code evt_1}
 * @param eventType for example {@code customer.created}
 * @param happened when the event happened; retries end at a set time after it
 * @param body makes the bytes to send, once for each attempt
 */
public record WebhookMessage(String eventId, String eventType, Instant happened, Supplier<byte[]> body) {}
