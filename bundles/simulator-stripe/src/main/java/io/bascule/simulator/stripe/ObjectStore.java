/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one type, with the recent versions that a lagging search index may still show. Written under the
 * state's lock, read without it: rows are never changed, only replaced.
 */
final class ObjectStore {
    /** Versions older than this are dropped, so no search lag above it is exact. */
    static final Duration LONGEST_SEARCH_LAG = Duration.ofHours(1);

    private final boolean remembersDeleted;
    private final Map<String, Row> byId = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<Long, Row> living = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Long, Row> searchable = new ConcurrentSkipListMap<>();

    ObjectStore(boolean remembersDeleted) {
        this.remembersDeleted = remembersDeleted;
    }

    Optional<Row> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The living object with this id. */
    Optional<ObjectNode> living(String id) {
        return find(id).filter(row -> !row.deleted()).map(Row::current);
    }

    /** The living rows by their place in the order of creation. */
    NavigableMap<Long, Row> byOrder() {
        return living;
    }

    int size() {
        return living.size();
    }

    void add(long order, String id, ObjectNode object, Instant now) {
        put(new Row(order, object, false, List.of(new Version(now, object))));
    }

    void replace(String id, ObjectNode object, Instant now) {
        Row row = find(id).orElseThrow();
        put(new Row(row.order, object, false, row.versionsWith(new Version(now, object))));
    }

    void delete(String id, ObjectNode stub, Instant now) {
        Row row = find(id).orElseThrow();
        Row gone = new Row(row.order, stub, true, row.versionsWith(new Version(now, null)));
        living.remove(row.order);
        searchable.put(row.order, gone);
        if (remembersDeleted) {
            byId.put(id, gone);
        } else {
            byId.remove(id);
        }
    }

    private void put(Row row) {
        byId.put(row.current.path("id").textValue(), row);
        living.put(row.order, row);
        searchable.put(row.order, row);
    }

    /** The objects as they were at a moment, newest first. */
    List<ObjectNode> asOf(Instant moment) {
        List<ObjectNode> seen = new ArrayList<>();
        for (Map.Entry<Long, Row> entry : searchable.descendingMap().entrySet()) {
            Row row = entry.getValue();
            row.asOf(moment).ifPresent(seen::add);
            if (row.deleted && row.lastChange().isBefore(moment.minus(LONGEST_SEARCH_LAG))) {
                searchable.remove(entry.getKey(), row);
            }
        }
        return seen;
    }

    /**
     * One object.
     *
     * @param order its place in the order of creation; higher is newer
     * @param current the object, or its stub after a delete
     * @param versions oldest first, never empty
     */
    record Row(long order, ObjectNode current, boolean deleted, List<Version> versions) {
        private Instant lastChange() {
            return versions.get(versions.size() - 1).since;
        }

        private List<Version> versionsWith(Version next) {
            Instant horizon = next.since.minus(LONGEST_SEARCH_LAG);
            List<Version> kept = new ArrayList<>();
            for (int index = 0; index < versions.size(); index++) {
                boolean superseded = index + 1 < versions.size()
                        && versions.get(index + 1).since.isBefore(horizon);
                if (!superseded) {
                    kept.add(versions.get(index));
                }
            }
            kept.add(next);
            return List.copyOf(kept);
        }

        private Optional<ObjectNode> asOf(Instant moment) {
            ObjectNode found = null;
            for (Version version : versions) {
                if (!version.since.isAfter(moment)) {
                    found = version.object;
                }
            }
            return Optional.ofNullable(found);
        }
    }

    /** @param object null once deleted */
    record Version(Instant since, @Nullable ObjectNode object) {}
}
