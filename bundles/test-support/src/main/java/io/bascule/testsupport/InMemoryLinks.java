/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Links;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links with indexes by record, external object, (integration, type) and effect sequence; live and ended ones apart. */
final class InMemoryLinks implements Links {
    private final UndoLog undo;
    private final UndoableMap<String, Link> rows;
    private final UndoableMap<TextKey, Link> byRecord;
    private final UndoableMap<TextKey, Link> byExternalId;
    private final UndoableMap<TextKey, Link> allOfRecord;
    private final UndoableMap<TextKey, Link> endedOfRecord;
    private final UndoableMap<TextKey, Link> endedOfObject;
    private final UndoableMap<TextKey, Link> byType;
    private final UndoableMap<NumberKey, String> byEffect;

    InMemoryLinks(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
        byRecord = new UndoableMap<>(undo);
        byExternalId = new UndoableMap<>(undo);
        allOfRecord = new UndoableMap<>(undo);
        endedOfRecord = new UndoableMap<>(undo);
        endedOfObject = new UndoableMap<>(undo);
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
    public Optional<Link> lastEndedOfRecord(String integration, String recordId) {
        return last(endedOfRecord, TextKey.of(recordId, integration));
    }

    @Override
    public Optional<Link> lastEndedOfObject(String integration, String type, String externalId) {
        return last(endedOfObject, TextKey.of(integration, type, externalId));
    }

    /** The last row of those whose keys begin like this one. */
    private static Optional<Link> last(UndoableMap<TextKey, Link> index, TextKey begin) {
        Map.@Nullable Entry<TextKey, Link> found = index.rows().floorEntry(begin.last());
        return Optional.ofNullable(found)
                .filter(entry -> entry.getKey().beginsWith(begin))
                .map(Map.Entry::getValue);
    }

    @Override
    public List<Link> ofRecord(String recordId) {
        return Scan.all(
                allOfRecord.rows().tailMap(TextKey.of(recordId, "")),
                key -> key.scope().equals(recordId));
    }

    @Override
    public long countLive(String integration, String type) {
        return page(integration, type, null, Integer.MAX_VALUE).size();
    }

    @Override
    public long countEnded(String integration, String type, Instant since) {
        return Scan.all(
                        endedOfObject.rows().tailMap(TextKey.of(integration, type, "")),
                        key -> key.scope().equals(integration) && key.second().equals(type))
                .stream()
                .filter(link -> link.recordId() != null && !link.updated().isBefore(since))
                .count();
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
        for (Link link : rows.rows().values()) {
            if (link.integration().equals(integration)) {
                counts.merge(link.state(), 1L, Long::sum);
            }
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
        if (recordId != null && link.isLive()) {
            TextKey key = TextKey.of(recordId, link.integration());
            if (byRecord.contains(key)) {
                throw undo.stale("link of record " + recordId + " on " + link.integration());
            }
            byRecord.put(key, link);
        } else if (recordId != null) {
            endedOfRecord.put(TextKey.of(recordId, link.integration(), end(link)), link);
        }
        if (recordId != null) {
            allOfRecord.put(TextKey.of(recordId, link.integration(), link.id()), link);
        }
        String externalId = link.externalId();
        if (externalId != null && link.isLive()) {
            TextKey key = TextKey.of(link.integration(), link.type(), externalId);
            if (byExternalId.contains(key)) {
                throw undo.stale("link of " + link.type() + " " + externalId + " on " + link.integration());
            }
            byExternalId.put(key, link);
        } else if (externalId != null) {
            endedOfObject.put(new TextKey(link.integration(), link.type(), externalId, end(link)), link);
        }
        rows.put(link.id(), link);
        if (link.isLive()) {
            byType.put(TextKey.of(link.integration(), link.type(), link.id()), link);
        }
        byEffect.put(effectRow(link), link.id());
    }

    private void remove(Link link) {
        String recordId = link.recordId();
        if (recordId != null) {
            if (link.isLive()) {
                byRecord.remove(TextKey.of(recordId, link.integration()));
            } else {
                endedOfRecord.remove(TextKey.of(recordId, link.integration(), end(link)));
            }
            allOfRecord.remove(TextKey.of(recordId, link.integration(), link.id()));
        }
        String externalId = link.externalId();
        if (externalId != null) {
            if (link.isLive()) {
                byExternalId.remove(TextKey.of(link.integration(), link.type(), externalId));
            } else {
                endedOfObject.remove(new TextKey(link.integration(), link.type(), externalId, end(link)));
            }
        }
        rows.remove(link.id());
        byType.remove(TextKey.of(link.integration(), link.type(), link.id()));
        byEffect.remove(effectRow(link));
    }

    /** Ended links are ordered by the moment of their end; in a test none is before 1970. */
    private static String end(Link link) {
        Duration since = Duration.between(Instant.EPOCH, link.updated());
        return "%020d.%09d.%s".formatted(since.getSeconds(), since.getNano(), link.id());
    }

    private static NumberKey effectRow(Link link) {
        return new NumberKey(link.integration(), link.effectSequence(), link.id());
    }
}
