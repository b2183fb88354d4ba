/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.ConnectorBinding;
import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdates;
import java.util.List;
import java.util.Optional;

/** Bindings by integration, updates by id. */
final class InMemoryConnectorUpdates implements ConnectorUpdates {
    private final UndoLog undo;
    private final UndoableMap<String, ConnectorBinding> bindings;
    private final UndoableMap<String, ConnectorUpdate> updates;

    InMemoryConnectorUpdates(UndoLog undo) {
        this.undo = undo;
        bindings = new UndoableMap<>(undo);
        updates = new UndoableMap<>(undo);
    }

    @Override
    public Optional<ConnectorBinding> binding(String integration) {
        return Optional.ofNullable(bindings.get(integration));
    }

    @Override
    public void bind(ConnectorBinding binding) {
        bindings.put(binding.integration(), binding);
    }

    @Override
    public void insert(ConnectorUpdate update) {
        if (updates.contains(update.id())) {
            throw undo.stale("update of a connector " + update.id() + " is there already");
        }
        updates.put(update.id(), update);
    }

    @Override
    public void update(ConnectorUpdate update) {
        if (!updates.contains(update.id())) {
            throw undo.stale("update of a connector " + update.id());
        }
        updates.put(update.id(), update);
    }

    @Override
    public List<ConnectorUpdate> latest(String integration, int limit) {
        return updates.rows().descendingMap().values().stream()
                .filter(update -> update.integration().equals(integration))
                .limit(limit)
                .toList();
    }
}
