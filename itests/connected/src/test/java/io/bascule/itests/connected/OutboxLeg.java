/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.sync.WorkIntake.Outgoing;
import io.bascule.engine.internal.SyncEngine;
import java.util.List;

/** The way from the outbox to work without a broker: what is taken over leaves the outbox afterwards, by its ids. */
final class OutboxLeg {
    private static final int EVENTS_AT_ONCE = 500;

    private final CatalogStore store;
    private final SyncEngine engine;

    OutboxLeg(CatalogStore store, SyncEngine engine) {
        this.store = store;
        this.engine = engine;
    }

    /**
     * Carries all there is.
     *
     * @return how many events that were
     */
    int step() {
        int carried = 0;
        while (true) {
            List<OutboxEvent> events = store.read(tx -> tx.outbox().oldest(EVENTS_AT_ONCE));
            if (events.isEmpty()) {
                return carried;
            }
            List<Outgoing> outgoing = events.stream()
                    .filter(event -> event.kind() == OutboxEvent.Kind.RECORD)
                    .flatMap(event -> engine.integrationsFor(event.type()).stream()
                            .map(name -> new Outgoing(name, event.type(), event.key(), event.version())))
                    .toList();
            if (!outgoing.isEmpty()) {
                engine.accept(outgoing);
            }
            store.write(tx -> {
                tx.outbox().delete(events.stream().map(OutboxEvent::id).toList());
                return events;
            });
            carried += events.size();
        }
    }
}
