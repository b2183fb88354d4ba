/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.catalog.SentUpdates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sent updates by (integration, key). */
final class InMemorySentUpdates implements SentUpdates {
    private final UndoableMap<TextKey, SentUpdate> rows;

    InMemorySentUpdates(UndoLog undo) {
        rows = new UndoableMap<>(undo);
    }

    @Override
    public Optional<SentUpdate> find(String integration, String key) {
        return Optional.ofNullable(rows.get(TextKey.of(integration, key)));
    }

    @Override
    public void put(SentUpdate update) {
        rows.put(TextKey.of(update.integration(), update.key()), update);
    }

    @Override
    public int deleteBefore(Instant moment) {
        List<TextKey> old = rows.rows().entrySet().stream()
                .filter(entry -> entry.getValue().at().isBefore(moment))
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(rows::remove);
        return old.size();
    }
}
