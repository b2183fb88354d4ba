/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Positions;
import io.bascule.api.catalog.StoredPosition;
import java.util.Optional;

/** Positions by (integration, stream). */
final class InMemoryPositions implements Positions {
    private final UndoableMap<TextKey, StoredPosition> rows;

    InMemoryPositions(UndoLog undo) {
        rows = new UndoableMap<>(undo);
    }

    @Override
    public Optional<StoredPosition> find(String integration, String stream) {
        return Optional.ofNullable(rows.get(TextKey.of(integration, stream)));
    }

    @Override
    public void save(StoredPosition position) {
        rows.put(TextKey.of(position.integration(), position.stream()), position);
    }

    @Override
    public void delete(String integration, String stream) {
        rows.remove(TextKey.of(integration, stream));
    }
}
