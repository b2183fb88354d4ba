/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intents;
import java.util.List;
import java.util.Optional;

/** Open intents by id and by link. */
final class InMemoryIntents implements Intents {
    private final UndoLog undo;
    private final UndoableMap<String, Intent> rows;
    private final UndoableMap<String, String> byLink;

    InMemoryIntents(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
        byLink = new UndoableMap<>(undo);
    }

    @Override
    public Optional<Intent> ofLink(String linkId) {
        return Optional.ofNullable(byLink.get(linkId)).map(rows::get);
    }

    @Override
    public void insert(Intent intent) {
        if (rows.contains(intent.id()) || byLink.contains(intent.linkId())) {
            throw undo.stale("intent of link " + intent.linkId() + " is there already");
        }
        rows.put(intent.id(), intent);
        byLink.put(intent.linkId(), intent.id());
    }

    @Override
    public void update(Intent intent) {
        Intent before = rows.get(intent.id());
        if (before == null || !before.linkId().equals(intent.linkId())) {
            throw undo.stale("intent " + intent.id() + " of link " + intent.linkId());
        }
        rows.put(intent.id(), intent);
    }

    @Override
    public void delete(String intentId) {
        Intent before = rows.get(intentId);
        if (before == null) {
            throw undo.stale("intent " + intentId);
        }
        rows.remove(intentId);
        byLink.remove(before.linkId());
    }

    @Override
    public List<Intent> open(String integration) {
        return rows.rows().values().stream()
                .filter(intent -> intent.integration().equals(integration))
                .toList();
    }
}
