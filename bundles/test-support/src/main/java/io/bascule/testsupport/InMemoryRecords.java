/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Records;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.MatchKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records with indexes by type, by (type, updated) and by match key. */
final class InMemoryRecords implements Records {
    private final UndoLog undo;
    private final UndoableMap<String, CatalogRecord> rows;
    private final UndoableMap<String, SortedSet<MatchKey>> keysOfRecord;
    private final UndoableMap<TextKey, CatalogRecord> byType;
    private final UndoableMap<MomentKey, CatalogRecord> byUpdated;
    private final UndoableMap<TextKey, String> byKey;

    InMemoryRecords(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
        keysOfRecord = new UndoableMap<>(undo);
        byType = new UndoableMap<>(undo);
        byUpdated = new UndoableMap<>(undo);
        byKey = new UndoableMap<>(undo);
    }

    @Override
    public Optional<CatalogRecord> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public List<CatalogRecord> page(String type, @Nullable String after, int limit) {
        TextKey from = TextKey.of(type, after == null ? "" : after);
        return Scan.take(byType.rows().tailMap(from, false), key -> key.scope().equals(type), limit);
    }

    @Override
    public List<CatalogRecord> changedSince(String type, Instant since, @Nullable String afterId, int limit) {
        MomentKey from = new MomentKey(type, since, afterId == null ? "" : afterId);
        return Scan.take(
                byUpdated.rows().tailMap(from, false), key -> key.scope().equals(type), limit);
    }

    @Override
    public List<String> findByKey(String type, MatchKey key) {
        TextKey from = TextKey.of(type, key.name(), key.value());
        return Scan.all(
                byKey.rows().tailMap(from),
                row -> row.scope().equals(type)
                        && row.second().equals(key.name())
                        && row.third().equals(key.value()));
    }

    @Override
    public void lockKeys(String type, SortedSet<MatchKey> keys) {
        // The store runs one transaction at a time: every key is locked already.
    }

    @Override
    public void insert(CatalogRecord record, SortedSet<MatchKey> keys) {
        if (record.version() != 1) {
            throw new IllegalArgumentException("A new record has version 1; found " + record.version());
        }
        if (rows.contains(record.id())) {
            throw undo.stale("record " + record.id() + " is there already");
        }
        put(record, keys);
    }

    @Override
    public void update(CatalogRecord record, SortedSet<MatchKey> keys) {
        CatalogRecord before = rows.get(record.id());
        if (before == null || before.version() != record.version() - 1) {
            throw undo.stale("record " + record.id() + ", version " + (record.version() - 1));
        }
        byType.remove(TextKey.of(before.type(), before.id()));
        byUpdated.remove(new MomentKey(before.type(), before.updated(), before.id()));
        SortedSet<MatchKey> oldKeys = keysOfRecord.get(before.id());
        for (MatchKey key : oldKeys == null ? Collections.<MatchKey>emptySortedSet() : oldKeys) {
            byKey.remove(keyRow(before, key));
        }
        put(record, keys);
    }

    @Override
    public long count(String type) {
        return byType.rows()
                .subMap(TextKey.of(type, ""), TextKey.of(type + '\0', ""))
                .size();
    }

    private void put(CatalogRecord record, SortedSet<MatchKey> keys) {
        rows.put(record.id(), record);
        if (!record.deleted()) {
            byType.put(TextKey.of(record.type(), record.id()), record);
        }
        byUpdated.put(new MomentKey(record.type(), record.updated(), record.id()), record);
        keysOfRecord.put(record.id(), Collections.unmodifiableSortedSet(new TreeSet<>(keys)));
        for (MatchKey key : keys) {
            byKey.put(keyRow(record, key), record.id());
        }
    }

    private static TextKey keyRow(CatalogRecord record, MatchKey key) {
        return new TextKey(record.type(), key.name(), key.value(), record.id());
    }
}
