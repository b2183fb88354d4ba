/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One kill of the runtime.
 *
 * @param at how long after the first edit
 * @param aimed whether Stripe was made slow just before, so that a write to it was under way
 * @param openIntents by integration: writes that the next start found begun and not settled
 */
public record Kill(Duration at, boolean aimed, Map<String, Long> openIntents) {
    /** Copies the map. */
    public Kill {
        openIntents = Map.copyOf(openIntents);
    }

    /** How many writes were begun and not settled. */
    public long open() {
        return openIntents.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return "kill -9 %.3f s after the first edit%s: %d writes were under way %s"
                .formatted(
                        at.toMillis() / 1000.0,
                        aimed ? ", while Stripe was slow to answer" : "",
                        open(),
                        new TreeMap<>(openIntents));
    }
}
