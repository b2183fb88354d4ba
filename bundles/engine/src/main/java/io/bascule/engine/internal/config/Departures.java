/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.engine.internal.config.Configured.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds on to configurations that are gone for a moment only. Many an editor saves a file by taking it away and writing it anew,
 * and whoever watches the folder may look in between; an integration is not stopped for that. Not thread-safe.
 */
final class Departures {
    /** Longer than several looks at the folder of configurations. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private final Map<String, Instant> gone = new HashMap<>();
    private Configured last =
            new Configured(Collections.emptySortedMap(), Collections.emptySortedMap(), Collections.emptySortedMap());

    /** What is found, and with it what was there before and has been gone for less than the grace. */
    Configured settle(Configured found, Instant now) {
        SortedMap<String, Connection> connections = with(found.connections(), last.connections(), "connection ", now);
        SortedMap<String, Map<String, Object>> mappings = with(found.mappings(), last.mappings(), "mapping ", now);
        SortedMap<String, String> documents = with(found.documents(), last.documents(), "document ", now);
        last = new Configured(connections, mappings, documents, found.unusable());
        return last;
    }

    /** Whether something is held on to that will be let go of soon. */
    boolean isWaiting() {
        return !gone.isEmpty();
    }

    private <T> SortedMap<String, T> with(Map<String, T> found, Map<String, T> before, String prefix, Instant now) {
        Set<String> keys = found.keySet();
        keys.forEach(key -> gone.remove(prefix + key));
        SortedMap<String, T> all = new TreeMap<>(found);
        before.forEach((key, value) -> {
            if (keys.contains(key)) {
                return;
            }
            Instant since = gone.computeIfAbsent(prefix + key, any -> now);
            if (since.plus(GRACE).isAfter(now)) {
                all.put(key, value);
            } else {
                gone.remove(prefix + key);
            }
        });
        return all;
    }
}
