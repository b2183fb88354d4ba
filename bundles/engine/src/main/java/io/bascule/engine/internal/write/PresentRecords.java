/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.write;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.sync.PresentVersions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the catalog as the events that {@link RecordWriter} made of it. Thread-safe. */
public final class PresentRecords implements PresentVersions {
    private final CatalogStore store;

    public PresentRecords(CatalogStore store) {
        this.store = store;
    }

    @Override
    public List<OutboxEvent> of(String type, @Nullable String after, int limit) {
        return store.read(tx -> tx.records().page(type, after, limit)).stream()
                .map(PresentRecords::event)
                .toList();
    }

    private static OutboxEvent event(CatalogRecord record) {
        return new OutboxEvent(
                record.id() + ":" + record.version(),
                OutboxEvent.Kind.RECORD,
                null,
                record.type(),
                record.id(),
                record.version(),
                record.updated(),
                record.version() == 1 ? "created" : "updated",
                EventData.of(record));
    }
}
