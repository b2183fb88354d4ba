/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the calls of open intents came back, while the store has not heard of it: it may have failed in that very moment, and then
 * knows only when the call began. An earlier runtime's calls ended with it. Thread-safe.
 */
final class CallEnds {
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    /** The call of an intent came back, with whatever answer. */
    void ended(Intent intent, Instant now) {
        ends.put(intent.id(), now);
    }

    /** The later of a moment and the end of the intent's last call. */
    Instant notBefore(Intent intent, Instant moment) {
        Instant end = ends.getOrDefault(intent.id(), moment);
        return end.isAfter(moment) ? end : moment;
    }

    /** The store knows. */
    void stored(Intent intent) {
        ends.remove(intent.id());
    }
}
