/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The events of the last 30 days. Written under the state's lock, read without it. */
final class EventLog {
    /** {@code docs.stripe.com/api/events}: events are accessible for 30 days. */
    static final Duration KEPT = Duration.ofDays(30);

    private final ConcurrentNavigableMap<Long, StripeEvent> byOrder = new ConcurrentSkipListMap<>();
    private final Map<String, StripeEvent> byId = new ConcurrentHashMap<>();

    void add(StripeEvent event) {
        byOrder.put(event.order(), event);
        byId.put(event.id(), event);
        Instant horizon = event.happened().minus(KEPT);
        for (StripeEvent oldest : byOrder.values()) {
            if (!oldest.happened().isBefore(horizon)) {
                return;
            }
            byOrder.remove(oldest.order());
            byId.remove(oldest.id());
        }
    }

    Optional<StripeEvent> find(String id, Instant now) {
        return Optional.ofNullable(byId.get(id)).filter(event -> isKept(event, now));
    }

    NavigableMap<Long, StripeEvent> byOrder() {
        return byOrder;
    }

    static boolean isKept(StripeEvent event, Instant now) {
        return !event.happened().isBefore(now.minus(KEPT));
    }
}
