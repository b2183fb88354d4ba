/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line of a scenario: what goes wrong, where, and how often.
 *
 * @param kind what goes wrong
 * @param on which calls it covers: {@code "POST /v1/customers"} (any method: {@code *}; places and {@code **} in the
 *     path), or for webhooks an event type such as {@code customer.updated}, {@code customer.*} or {@code *}
 * @param selection which of these it strikes
 * @param duration the latency, lateness, search lag, or the time in {@code Retry-After}; null where there is none
 * @param status the HTTP status of {@code status}
 * @param applied true if the call is done although the client does not learn of it properly
 * @param stored true if the failure is kept under the call's idempotency key where the system has such keys
 * @param body for {@code garbage}: {@code html}, {@code truncated} or {@code torn}
 */
public record FaultRule(
        FaultKind kind,
        String on,
        FaultSelection selection,
        @Nullable Duration duration,
        int status,
        boolean applied,
        boolean stored,
        String body) {

    /** The duration of a kind that has one. */
    public Duration requiredDuration() {
        if (duration == null) {
            throw new IllegalStateException("The fault '" + kind.text() + "' has no duration");
        }
        return duration;
    }
}
