/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.update;

import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.StoredPosition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The positions from before an update, beside those in use: a new build may write them in a form that the old one cannot read,
 * or pass over what it does not understand.
 */
final class KeptPositions {
    private static final List<String> STREAMS = List.of("changes:", "begun:", "list:");
    private static final String KEPT = "before:";

    private KeptPositions() {}

    /** Keeps what is there now, in the place of what was kept before. */
    static void keep(StoreTransaction tx, String integration, Collection<String> types, long epoch) {
        copy(tx, integration, types, "", KEPT, epoch);
    }

    /** Brings back what was kept; a stream that had no position has none again. */
    static void restore(StoreTransaction tx, String integration, Collection<String> types, long epoch) {
        copy(tx, integration, types, KEPT, "", epoch);
        drop(tx, integration, types);
    }

    /** Forgets what was kept. */
    static void drop(StoreTransaction tx, String integration, Collection<String> types) {
        for (String type : types) {
            STREAMS.forEach(stream -> tx.positions().delete(integration, KEPT + stream + type));
        }
    }

    private static void copy(
            StoreTransaction tx, String integration, Collection<String> types, String from, String to, long epoch) {
        for (String type : types) {
            for (String stream : STREAMS) {
                Optional<StoredPosition> found = tx.positions().find(integration, from + stream + type);
                if (found.isEmpty()) {
                    tx.positions().delete(integration, to + stream + type);
                } else {
                    // With the moment at which it was taken: the system's memory counts from there.
                    tx.positions()
                            .save(new StoredPosition(
                                    integration,
                                    to + stream + type,
                                    found.get().position(),
                                    found.get().at(),
                                    epoch));
                }
            }
        }
    }
}
