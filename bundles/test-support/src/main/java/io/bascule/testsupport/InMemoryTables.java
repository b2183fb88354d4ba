/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.ConfigurationVersions;
import io.bascule.api.catalog.Conflicts;
import io.bascule.api.catalog.ConnectorUpdates;
import io.bascule.api.catalog.History;
import io.bascule.api.catalog.Intents;
import io.bascule.api.catalog.KeyClaims;
import io.bascule.api.catalog.Leases;
import io.bascule.api.catalog.Links;
import io.bascule.api.catalog.Outbox;
import io.bascule.api.catalog.Positions;
import io.bascule.api.catalog.Records;
import io.bascule.api.catalog.SentUpdates;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.WebhookEvents;
import io.bascule.api.catalog.WorkQueue;

/** All tables of the store in memory. */
record InMemoryTables(
        Records records,
        History history,
        Outbox outbox,
        Links links,
        WorkQueue work,
        Intents intents,
        KeyClaims keyClaims,
        Conflicts conflicts,
        Positions positions,
        WebhookEvents webhookEvents,
        SentUpdates sentUpdates,
        ConfigurationVersions configurations,
        ConnectorUpdates connectorUpdates,
        Leases leases)
        implements StoreTransaction {
    InMemoryTables(UndoLog undo) {
        this(undo, new InMemoryIntents(undo));
    }

    private InMemoryTables(UndoLog undo, Intents intents) {
        this(
                new InMemoryRecords(undo),
                new InMemoryHistory(undo),
                new InMemoryOutbox(undo),
                new InMemoryLinks(undo),
                new InMemoryWorkQueue(undo),
                intents,
                new InMemoryKeyClaims(undo),
                new InMemoryConflicts(undo),
                new InMemoryPositions(undo),
                new InMemoryWebhookEvents(undo),
                new InMemorySentUpdates(undo, intents),
                new InMemoryConfigurationVersions(undo),
                new InMemoryConnectorUpdates(undo),
                new InMemoryLeases(undo));
    }
}
