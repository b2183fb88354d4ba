/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.History;
import io.bascule.api.catalog.HistoryEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** History by (record, version). */
final class InMemoryHistory implements History {
    private final UndoLog undo;
    private final UndoableMap<NumberKey, HistoryEntry> rows;

    InMemoryHistory(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
    }

    @Override
    public void add(HistoryEntry entry) {
        NumberKey key = new NumberKey(entry.recordId(), entry.version(), "");
        if (rows.contains(key)) {
            throw undo.stale("history of record " + entry.recordId() + ", version " + entry.version());
        }
        rows.put(key, entry);
    }

    @Override
    public List<HistoryEntry> of(String recordId) {
        NumberKey from = new NumberKey(recordId, Long.MIN_VALUE, "");
        return Scan.all(rows.rows().tailMap(from), key -> key.scope().equals(recordId));
    }

    @Override
    public List<String> recordsBefore(Instant moment, @Nullable String after, int limit) {
        return rows.rows().values().stream()
                .filter(entry -> entry.at().isBefore(moment))
                .map(HistoryEntry::recordId)
                .filter(record -> after == null || record.compareTo(after) > 0)
                .distinct()
                .limit(limit)
                .toList();
    }

    @Override
    public List<Long> versionsBefore(String recordId, Instant moment, int limit) {
        return of(recordId).stream()
                .filter(entry -> entry.at().isBefore(moment))
                .map(HistoryEntry::version)
                .limit(limit)
                .toList();
    }

    @Override
    public void delete(String recordId, Collection<Long> versions) {
        versions.forEach(version -> rows.remove(new NumberKey(recordId, version, "")));
    }

    @Override
    public long count() {
        return rows.rows().size();
    }
}
