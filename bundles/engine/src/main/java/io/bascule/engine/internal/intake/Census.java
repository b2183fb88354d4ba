/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.intake;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds complete lists of a system against the links: what a list does not show may have been deleted. That is a suspicion and
 * nothing more; each such object is read by its id, and only that proves it. A list that a restart cut in two proves nothing and is
 * begun anew. Thread-safe for different mappings.
 */
final class Census {
    private static final int PAGE = 500;

    private final EngineStore store;
    private final Surroundings surroundings;
    private final Intake intake;
    private final Map<String, Walk> walks = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastBegun = new ConcurrentHashMap<>();

    /** One list, from its beginning on. */
    private record Walk(Instant begun, SeenIds seen) {}

    Census(EngineStore store, Surroundings surroundings, Intake intake) {
        this.store = store;
        this.surroundings = surroundings;
        this.intake = intake;
    }

    /** Whether it is time to list everything once more. */
    boolean isDue(Mapping mapping, Duration interval) {
        Instant last = lastBegun.get(key(mapping));
        return last == null || !last.plus(interval).isAfter(surroundings.clock().instant());
    }

    /** A list begins with its first page. */
    void begins(Mapping mapping) {
        Instant now = surroundings.clock().instant();
        lastBegun.put(key(mapping), now);
        walks.put(key(mapping), new Walk(now, new SeenIds(now.toEpochMilli())));
    }

    /** A page of the list. */
    void seen(Mapping mapping, List<ExternalRecord> objects) {
        Walk walk = walks.get(key(mapping));
        if (walk != null) {
            objects.stream()
                    .filter(object -> !object.deleted())
                    .map(ExternalRecord::id)
                    .forEach(walk.seen()::add);
        }
    }

    /**
     * The list has ended.
     *
     * @return of how many objects it is suspected that they were deleted
     */
    int ends(Integration integration, Mapping mapping) {
        Walk walk = walks.remove(key(mapping));
        if (walk == null) {
            return 0;
        }
        int suspected = 0;
        @Nullable String after = null;
        List<Link> page;
        do {
            @Nullable String from = after;
            page = store.read(
                    tx -> tx.links().page(mapping.integration(), mapping.type().name(), from, PAGE));
            List<String> missing = new ArrayList<>();
            for (Link link : page) {
                after = link.id();
                String externalId = link.externalId();
                if (externalId != null
                        && link.state() == Link.State.LINKED
                        && link.created().isBefore(walk.begun())
                        && !walk.seen().contains(externalId)) {
                    missing.add(externalId);
                }
            }
            suspect(integration, mapping, missing);
            suspected += missing.size();
        } while (page.size() == PAGE);
        return suspected;
    }

    private void suspect(Integration integration, Mapping mapping, List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        long stamp = integration.sequence().next();
        Observation hint =
                new Observation(null, false, stamp, surroundings.clock().instant(), null);
        store.write(tx -> {
            missing.forEach(externalId -> intake.seen(tx, mapping, externalId, hint));
            return null;
        });
    }

    private static String key(Mapping mapping) {
        return mapping.integration() + "/" + mapping.type().name();
    }
}
