/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

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

/** All tables as one session sees them. */
record JdbcTables(
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
    JdbcTables(Session session, Json json, JsonColumns columns) {
        this(
                new JdbcRecords(session, json, columns),
                new JdbcHistory(session, columns),
                new JdbcOutbox(session),
                new JdbcLinks(session, columns),
                new JdbcWorkQueue(session, columns),
                new JdbcIntents(session, json, columns),
                new JdbcKeyClaims(session),
                new JdbcConflicts(session, json),
                new JdbcPositions(session),
                new JdbcWebhookEvents(session),
                new JdbcSentUpdates(session, columns),
                new JdbcConfigurationVersions(session),
                new JdbcConnectorUpdates(session, columns),
                new JdbcLeases(session));
    }
}
