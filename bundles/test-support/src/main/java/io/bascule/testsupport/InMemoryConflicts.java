/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflicts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conflicts by id, with an index of the held ones by link and one of all by link and field. */
final class InMemoryConflicts implements Conflicts {
    private final UndoLog undo;
    private final UndoableMap<String, Conflict> rows;
    private final UndoableMap<TextKey, Conflict> heldByLink;
    private final UndoableMap<TextKey, Conflict> byField;

    InMemoryConflicts(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
        heldByLink = new UndoableMap<>(undo);
        byField = new UndoableMap<>(undo);
    }

    @Override
    public Optional<Conflict> find(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public void update(Conflict conflict) {
        if (!rows.contains(conflict.id())) {
            throw undo.stale("conflict " + conflict.id());
        }
        heldByLink.remove(TextKey.of(conflict.linkId(), conflict.id()));
        put(conflict);
    }

    @Override
    public void add(Conflict conflict) {
        if (rows.contains(conflict.id())) {
            throw undo.stale("conflict " + conflict.id() + " is there already");
        }
        put(conflict);
    }

    private void put(Conflict conflict) {
        rows.put(conflict.id(), conflict);
        byField.put(TextKey.of(conflict.linkId(), conflict.path(), conflict.id()), conflict);
        if (conflict.winner() == Conflict.Winner.HELD) {
            heldByLink.put(TextKey.of(conflict.linkId(), conflict.id()), conflict);
        }
    }

    @Override
    public List<Conflict> ofLink(String linkId) {
        return rows.rows().values().stream()
                .filter(conflict -> conflict.linkId().equals(linkId))
                .toList();
    }

    @Override
    public List<Conflict> held(String linkId) {
        return Scan.all(
                heldByLink.rows().tailMap(TextKey.of(linkId, "")),
                key -> key.scope().equals(linkId));
    }

    @Override
    public Optional<Conflict> newest(String linkId, String path) {
        List<Conflict> all = Scan.all(
                byField.rows().tailMap(TextKey.of(linkId, path)),
                key -> key.scope().equals(linkId) && key.second().equals(path));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public void delete(String id) {
        Conflict conflict = rows.get(id);
        if (conflict != null && conflict.winner() == Conflict.Winner.HELD) {
            remove(conflict);
        }
    }

    @Override
    public List<Conflict> decidedBefore(Instant moment, @Nullable String after, int limit) {
        return page(null, after, Integer.MAX_VALUE).stream()
                .filter(conflict -> conflict.winner() != Conflict.Winner.HELD)
                .filter(conflict -> conflict.at().isBefore(moment))
                .filter(conflict -> conflict.resolution() == null
                        || conflict.resolution().at().isBefore(moment))
                .limit(limit)
                .toList();
    }

    @Override
    public void forget(String id) {
        Conflict conflict = rows.get(id);
        if (conflict != null && conflict.winner() != Conflict.Winner.HELD) {
            remove(conflict);
        }
    }

    private void remove(Conflict conflict) {
        rows.remove(conflict.id());
        heldByLink.remove(TextKey.of(conflict.linkId(), conflict.id()));
        byField.remove(TextKey.of(conflict.linkId(), conflict.path(), conflict.id()));
    }

    @Override
    public List<Conflict> page(Conflict.@Nullable Winner winner, @Nullable String after, int limit) {
        return rows.rows().tailMap(after == null ? "" : after, false).values().stream()
                .filter(conflict -> winner == null || conflict.winner() == winner)
                .limit(limit)
                .toList();
    }

    @Override
    public long count() {
        return rows.rows().size();
    }
}
