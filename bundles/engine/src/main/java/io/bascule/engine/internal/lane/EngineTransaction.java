/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

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

/** A transaction whose table of work tells the dead-letter topic; the other tables are the store's. */
final class EngineTransaction implements StoreTransaction {
    private final StoreTransaction tx;
    private final WorkQueue work;

    EngineTransaction(StoreTransaction tx, DeadLetters letters) {
        this.tx = tx;
        this.work = new DeadLetterQueue(tx, letters);
    }

    @Override
    public WorkQueue work() {
        return work;
    }

    @Override
    public Records records() {
        return tx.records();
    }

    @Override
    public History history() {
        return tx.history();
    }

    @Override
    public Outbox outbox() {
        return tx.outbox();
    }

    @Override
    public Links links() {
        return tx.links();
    }

    @Override
    public Intents intents() {
        return tx.intents();
    }

    @Override
    public KeyClaims keyClaims() {
        return tx.keyClaims();
    }

    @Override
    public Conflicts conflicts() {
        return tx.conflicts();
    }

    @Override
    public Positions positions() {
        return tx.positions();
    }

    @Override
    public WebhookEvents webhookEvents() {
        return tx.webhookEvents();
    }

    @Override
    public SentUpdates sentUpdates() {
        return tx.sentUpdates();
    }

    @Override
    public ConfigurationVersions configurations() {
        return tx.configurations();
    }

    @Override
    public ConnectorUpdates connectorUpdates() {
        return tx.connectorUpdates();
    }

    @Override
    public Leases leases() {
        return tx.leases();
    }
}
