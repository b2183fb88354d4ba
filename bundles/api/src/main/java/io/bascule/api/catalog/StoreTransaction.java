/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import org.osgi.annotation.versioning.ProviderType;

/** The tables as one transaction sees them, its own writes included. Used by one thread, inside the call that handed it out. */
@ProviderType
public interface StoreTransaction {
    /** The records. */
    Records records();

    /** What changed in each version of each record. */
    History history();

    /** Committed events on their way to Kafka. */
    Outbox outbox();

    /** The links between records and external objects. */
    Links links();

    /** Work to do, at most one row for each link. */
    WorkQueue work();

    /** Writes to systems whose outcome is not settled. */
    Intents intents();

    /** Match keys held while a create is under way. */
    KeyClaims keyClaims();

    /** Conflicts, decided and held. */
    Conflicts conflicts();

    /** Places in the systems' streams and lists. */
    Positions positions();

    /** Webhook events already stored. */
    WebhookEvents webhookEvents();

    /** Updates of which the change stream has not yet told what they replaced. */
    SentUpdates sentUpdates();

    /** Accepted configurations. */
    ConfigurationVersions configurations();

    /** The builds of connectors that integrations are bound to. */
    ConnectorUpdates connectorUpdates();

    /** The right to run. */
    Leases leases();
}
