/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.house;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StoreTransaction;

/** Whether the engine may still ask for what has been. */
final class Needs {
    private Needs() {}

    /** Something is under way on a link of the record. */
    static boolean ofRecord(StoreTransaction tx, String recordId) {
        return tx.links().ofRecord(recordId).stream().anyMatch(link -> ofLink(tx, link));
    }

    /**
     * Something is under way on a link: work, a write whose outcome is open, or an update of which its stream has not told yet
     * what it replaced. These ask for conflicts and entries of the history from since they began.
     */
    static boolean ofLink(StoreTransaction tx, Link link) {
        String externalId = link.externalId();
        return tx.work().find(link.id()).isPresent()
                || tx.intents().ofLink(link.id()).isPresent()
                || (externalId != null
                        && !tx.sentUpdates()
                                .ofObject(link.integration(), link.type(), externalId)
                                .isEmpty());
    }
}
