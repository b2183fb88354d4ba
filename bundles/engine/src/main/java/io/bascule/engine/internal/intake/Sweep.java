/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.intake;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.connector.Position;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the records that changed since the last clean walk and makes work for those that a system should know of and that
 * nothing is under way for. Heals a lost topic, and brings in records from before a mapping was made. Thread-safe for
 * different mappings.
 */
public final class Sweep {
    private static final int PAGE = 200;

    /** Transactions may commit a little later than their records' times tell. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final EngineStore store;
    private final Surroundings surroundings;
    private final Intake intake;

    public Sweep(EngineStore store, Surroundings surroundings, Intake intake) {
        this.store = store;
        this.surroundings = surroundings;
        this.intake = intake;
    }

    /**
     * What a walk came to.
     *
     * @param found how many records needed work
     * @param clean whether nothing was left to others: a record on its way to the log may have been routed before this
     *     integration was there, and then it is told of by nobody
     */
    public record Walk(int found, boolean clean) {}

    /** Whether a record needs work, or has to be looked at once more when it has left the outbox. */
    private enum Need {
        NONE,
        WORK,
        LATER
    }

    /** Walks once for one mapping. The next walk begins where this one left a record to others. */
    public Walk sweep(Integration integration, Mapping mapping) {
        if (!mapping.direction().sendsOut()) {
            return new Walk(0, true);
        }
        String stream = "sweep:" + mapping.type().name();
        Instant started = surroundings.clock().instant();
        Instant since = store.read(tx -> tx.positions().find(integration.name(), stream))
                .map(position -> Instant.parse(position.position().text()).minus(OVERLAP))
                .orElse(Instant.EPOCH);
        @Nullable String after = null;
        int found = 0;
        Instant reached = started;
        boolean clean = true;
        while (true) {
            Instant from = since;
            @Nullable String afterId = after;
            List<CatalogRecord> page =
                    store.read(tx -> tx.records().changedSince(mapping.type().name(), from, afterId, PAGE));
            for (CatalogRecord record : page) {
                Need need = store.read(tx -> need(tx, integration, record));
                if (need == Need.WORK) {
                    found++;
                    need = store.write(tx -> {
                        Need still = need(tx, integration, record);
                        if (still == Need.WORK) {
                            intake.wanted(tx, integration, mapping, record.id(), record.version());
                        }
                        return still;
                    });
                }
                if (need == Need.LATER) {
                    clean = false;
                    reached = record.updated().isBefore(reached) ? record.updated() : reached;
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            CatalogRecord last = page.get(page.size() - 1);
            since = last.updated();
            after = last.id();
        }
        Instant next = reached;
        store.write(tx -> {
            tx.positions()
                    .save(new StoredPosition(
                            integration.name(), stream, new Position(1, next.toString()), started, store.epoch()));
            return null;
        });
        return new Walk(found, clean);
    }

    private static Need need(StoreTransaction tx, Integration integration, CatalogRecord record) {
        Optional<Link> link = tx.links().findByRecord(integration.name(), record.id());
        if (link.isPresent()
                && (link.get().recordVersion() >= record.version()
                        || tx.work().find(link.get().id()).isPresent())) {
            return Need.NONE;
        }
        if (link.isEmpty() && record.deleted()) {
            return Need.NONE;
        }
        return tx.outbox().hasPending(record.id()) ? Need.LATER : Need.WORK;
    }
}
