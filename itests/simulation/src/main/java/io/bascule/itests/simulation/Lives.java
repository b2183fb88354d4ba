/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every version of every record, as the history tells them. */
final class Lives {
    private final Map<String, List<Version>> versions = new TreeMap<>();

    /**
     * One version of a record.
     *
     * @param tokens by catalog path; of a deleted one those that it had
     */
    record Version(
            String recordId,
            long number,
            Instant at,
            String actor,
            String origin,
            boolean deleted,
            Map<String, String> tokens) {}

    /**
     * Reads a history.
     *
     * @param history of each record the oldest version first
     */
    Lives(List<HistoryEntry> history) {
        for (HistoryEntry entry : history) {
            List<Version> life = versions.computeIfAbsent(entry.recordId(), id -> new ArrayList<>());
            Map<String, String> tokens = new HashMap<>();
            Personality.FIELDS.forEach(path -> tokens.put(path, ""));
            if (!life.isEmpty()) {
                tokens.putAll(life.get(life.size() - 1).tokens());
            }
            entry.changes().forEach((path, change) -> {
                Value after = change.after();
                tokens.put(path, after == null ? "" : Tokens.of(path, after));
            });
            life.add(new Version(
                    entry.recordId(),
                    entry.version(),
                    entry.at(),
                    entry.actor(),
                    entry.origin(),
                    entry.deleted(),
                    tokens));
        }
    }

    Collection<List<Version>> all() {
        return versions.values();
    }

    /** The versions of a record, oldest first; none if there is no such record. */
    List<Version> of(String recordId) {
        return versions.getOrDefault(recordId, List.of());
    }

    /** A version of a record; null if there is none of this number. */
    @Nullable
    Version version(String recordId, long number) {
        return of(recordId).stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElse(null);
    }

    /** Whether a record was deleted at some moment of a span. */
    boolean wasDeleted(String recordId, Instant from, Instant to) {
        List<Version> life = of(recordId);
        for (int i = 0; i < life.size(); i++) {
            boolean begins = !life.get(i).at().isAfter(to);
            boolean ends = i + 1 < life.size() && life.get(i + 1).at().isBefore(from);
            if (begins && !ends && life.get(i).deleted()) {
                return true;
            }
        }
        return false;
    }
}
