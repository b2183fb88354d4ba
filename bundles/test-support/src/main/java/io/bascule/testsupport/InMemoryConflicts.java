/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflicts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conflicts by id, with an index of the held ones by link. */
final class InMemoryConflicts implements Conflicts {
    private final UndoLog undo;
    private final UndoableMap<String, Conflict> rows;
    private final UndoableMap<TextKey, Conflict> heldByLink;

    InMemoryConflicts(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
        heldByLink = new UndoableMap<>(undo);
    }

    @Override
    public void add(Conflict conflict) {
        if (rows.contains(conflict.id())) {
            throw undo.stale("conflict " + conflict.id() + " is there already");
        }
        rows.put(conflict.id(), conflict);
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
    public void delete(String id) {
        Conflict conflict = rows.get(id);
        if (conflict != null && conflict.winner() == Conflict.Winner.HELD) {
            rows.remove(id);
            heldByLink.remove(TextKey.of(conflict.linkId(), id));
        }
    }

    @Override
    public List<Conflict> page(@Nullable String after, int limit) {
        return Scan.take(rows.rows().tailMap(after == null ? "" : after, false), id -> true, limit);
    }

    @Override
    public long count() {
        return rows.rows().size();
    }
}
