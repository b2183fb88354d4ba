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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    private static final ConcurrentNavigableMap<Long, Row> NONE = new ConcurrentSkipListMap<>();

    private final boolean remembersDeleted;
    private final Map<String, SearchField> searchFields;
    private final Map<String, Row> byId = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<Long, Row> living = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Long, Row> searchable = new ConcurrentSkipListMap<>();

    /** The rows of which a version that search may still show has a term; compared once more by who looks. */
    private final Map<String, ConcurrentNavigableMap<Long, Row>> byTerm = new ConcurrentHashMap<>();

    ObjectStore(boolean remembersDeleted, Map<String, SearchField> searchFields) {
        this.remembersDeleted = remembersDeleted;
        this.searchFields = Map.copyOf(searchFields);
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

    /** Those living rows by their place that may have a term of {@link SearchTerms}, and none that has it left out. */
    NavigableMap<Long, Row> byOrder(String term) {
        NavigableMap<Long, Row> found = new TreeMap<>(byTerm.getOrDefault(term, NONE));
        found.values().removeIf(Row::deleted);
        return found;
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
        index(row, gone);
        if (remembersDeleted) {
            byId.put(id, gone);
        } else {
            byId.remove(id);
        }
    }

    private void put(Row row) {
        Row before = byId.put(row.current.path("id").textValue(), row);
        living.put(row.order, row);
        searchable.put(row.order, row);
        index(before != null && before.order == row.order ? before : row, row);
    }

    /** Puts a row in the place of what it was before; a new one stands for both. */
    private void index(Row before, Row row) {
        Set<String> terms = terms(row);
        Set<String> dropped = terms(before);
        dropped.removeAll(terms);
        forget(row.order, dropped);
        for (String term : terms) {
            byTerm.compute(term, (key, found) -> {
                ConcurrentNavigableMap<Long, Row> rows = found == null ? new ConcurrentSkipListMap<>() : found;
                rows.put(row.order, row);
                return rows;
            });
        }
    }

    private void forget(long order, Set<String> terms) {
        for (String term : terms) {
            byTerm.computeIfPresent(term, (key, rows) -> {
                rows.remove(order);
                return rows.isEmpty() ? null : rows;
            });
        }
    }

    private Set<String> terms(Row row) {
        Set<String> terms = new TreeSet<>();
        for (Version version : row.versions) {
            if (version.object != null) {
                terms.addAll(SearchTerms.of(version.object, searchFields));
            }
        }
        return terms;
    }

    /** The objects as they were at a moment, newest first. */
    List<ObjectNode> asOf(Instant moment) {
        return asOf(moment, searchable);
    }

    /** Those that may have had a term of {@link SearchTerms}, and none that had it left out. */
    List<ObjectNode> asOf(Instant moment, String term) {
        return asOf(moment, byTerm.getOrDefault(term, NONE));
    }

    private List<ObjectNode> asOf(Instant moment, ConcurrentNavigableMap<Long, Row> rows) {
        List<ObjectNode> seen = new ArrayList<>();
        for (Map.Entry<Long, Row> entry : rows.descendingMap().entrySet()) {
            Row row = entry.getValue();
            row.asOf(moment).ifPresent(seen::add);
            if (row.deleted && row.lastChange().isBefore(moment.minus(LONGEST_SEARCH_LAG))) {
                searchable.remove(entry.getKey(), row);
                forget(row.order, terms(row));
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
