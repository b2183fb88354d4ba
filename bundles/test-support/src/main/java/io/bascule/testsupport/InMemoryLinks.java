/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Links;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links with indexes by record, external object, (integration, type) and effect sequence. */
final class InMemoryLinks implements Links {
    private final UndoLog undo;
    private final UndoableMap<String, Link> rows;
    private final UndoableMap<TextKey, Link> byRecord;
    private final UndoableMap<TextKey, Link> byExternalId;
    private final UndoableMap<TextKey, Link> byType;
    private final UndoableMap<NumberKey, String> byEffect;

    InMemoryLinks(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
        byRecord = new UndoableMap<>(undo);
        byExternalId = new UndoableMap<>(undo);
        byType = new UndoableMap<>(undo);
        byEffect = new UndoableMap<>(undo);
    }

    @Override
    public Optional<Link> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public Optional<Link> findByRecord(String integration, String recordId) {
        return Optional.ofNullable(byRecord.get(TextKey.of(recordId, integration)));
    }

    @Override
    public Optional<Link> findByExternalId(String integration, String type, String externalId) {
        return Optional.ofNullable(byExternalId.get(TextKey.of(integration, type, externalId)));
    }

    @Override
    public List<Link> ofRecord(String recordId) {
        return Scan.all(
                byRecord.rows().tailMap(TextKey.of(recordId, "")),
                key -> key.scope().equals(recordId));
    }

    @Override
    public List<Link> page(String integration, String type, @Nullable String after, int limit) {
        TextKey from = TextKey.of(integration, type, after == null ? "" : after);
        return Scan.take(
                byType.rows().tailMap(from, false),
                key -> key.scope().equals(integration) && key.second().equals(type),
                limit);
    }

    @Override
    public void insert(Link link) {
        if (link.revision() != 1) {
            throw new IllegalArgumentException("A new link has revision 1; found " + link.revision());
        }
        if (rows.contains(link.id())) {
            throw undo.stale("link " + link.id() + " is there already");
        }
        put(link);
    }

    @Override
    public void update(Link link) {
        remove(current(link.id(), link.revision() - 1));
        put(link);
    }

    @Override
    public void delete(Link link) {
        remove(current(link.id(), link.revision()));
    }

    @Override
    public long greatestEffectSequence(String integration) {
        NumberKey last = byEffect.rows().lowerKey(new NumberKey(integration + '\0', Long.MIN_VALUE, ""));
        return last != null && last.scope().equals(integration) ? Math.max(0, last.number()) : 0;
    }

    @Override
    public List<Link> effectsAfter(String integration, long sequence, int limit) {
        return byEffect.rows().tailMap(new NumberKey(integration, sequence + 1, "")).entrySet().stream()
                .takeWhile(entry -> entry.getKey().scope().equals(integration))
                .limit(limit)
                .map(entry -> Objects.requireNonNull(rows.get(entry.getValue())))
                .toList();
    }

    @Override
    public Map<Link.State, Long> countByState(String integration) {
        Map<Link.State, Long> counts = new EnumMap<>(Link.State.class);
        for (Link.State state : Link.State.values()) {
            counts.put(state, 0L);
        }
        for (Link link : Scan.all(
                byType.rows().tailMap(TextKey.of(integration, "")),
                key -> key.scope().equals(integration))) {
            counts.merge(link.state(), 1L, Long::sum);
        }
        return counts;
    }

    private Link current(String id, long revision) {
        Link row = rows.get(id);
        if (row == null || row.revision() != revision) {
            throw undo.stale("link " + id + ", revision " + revision);
        }
        return row;
    }

    private void put(Link link) {
        String recordId = link.recordId();
        if (recordId != null) {
            TextKey key = TextKey.of(recordId, link.integration());
            if (byRecord.contains(key)) {
                throw undo.stale("link of record " + recordId + " on " + link.integration());
            }
            byRecord.put(key, link);
        }
        String externalId = link.externalId();
        if (externalId != null) {
            TextKey key = TextKey.of(link.integration(), link.type(), externalId);
            if (byExternalId.contains(key)) {
                throw undo.stale("link of " + link.type() + " " + externalId + " on " + link.integration());
            }
            byExternalId.put(key, link);
        }
        rows.put(link.id(), link);
        byType.put(TextKey.of(link.integration(), link.type(), link.id()), link);
        byEffect.put(effectRow(link), link.id());
    }

    private void remove(Link link) {
        String recordId = link.recordId();
        if (recordId != null) {
            byRecord.remove(TextKey.of(recordId, link.integration()));
        }
        String externalId = link.externalId();
        if (externalId != null) {
            byExternalId.remove(TextKey.of(link.integration(), link.type(), externalId));
        }
        rows.remove(link.id());
        byType.remove(TextKey.of(link.integration(), link.type(), link.id()));
        byEffect.remove(effectRow(link));
    }

    private static NumberKey effectRow(Link link) {
        return new NumberKey(link.integration(), link.effectSequence(), link.id());
    }
}
