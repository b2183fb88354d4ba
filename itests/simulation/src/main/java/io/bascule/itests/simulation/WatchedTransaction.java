/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.ConfigurationVersions;
import io.bascule.api.catalog.Conflicts;
import io.bascule.api.catalog.ConnectorUpdates;
import io.bascule.api.catalog.History;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intents;
import io.bascule.api.catalog.KeyClaims;
import io.bascule.api.catalog.Leases;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Links;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.Outbox;
import io.bascule.api.catalog.Positions;
import io.bascule.api.catalog.Records;
import io.bascule.api.catalog.SentUpdates;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.WebhookEvents;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.WorkQueue;
import io.bascule.api.connector.ExternalRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction whose decisions are told: what becomes of links, work and intents. Only for timelines.
 *
 * @param decisions takes what was told, as subject and text; thrown away by the caller if the transaction fails
 */
record WatchedTransaction(StoreTransaction tx, List<Decision> decisions) implements StoreTransaction {
    /** What the engine decided about a link. */
    record Decision(String subject, String text) {}

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
        return new WatchedLinks(tx.links());
    }

    @Override
    public WorkQueue work() {
        return new WatchedWork(tx.work());
    }

    @Override
    public Intents intents() {
        return new WatchedIntents(tx.intents());
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

    private void tell(String subject, String text) {
        decisions.add(new Decision(subject, text));
    }

    private static String text(@Nullable Observation observation) {
        if (observation == null) {
            return "";
        }
        ExternalRecord snapshot = observation.snapshot();
        return ", sees " + (snapshot == null ? observation.missing() ? "nothing there" : "a hint" : snapshot.fields())
                + " stamp " + observation.readSequence();
    }

    private final class WatchedLinks implements Links {
        private final Links links;

        WatchedLinks(Links links) {
            this.links = links;
        }

        @Override
        public Optional<Link> find(String id) {
            return links.find(id);
        }

        @Override
        public Optional<Link> findByRecord(String integration, String recordId) {
            return links.findByRecord(integration, recordId);
        }

        @Override
        public Optional<Link> findByExternalId(String integration, String type, String externalId) {
            return links.findByExternalId(integration, type, externalId);
        }

        @Override
        public Optional<Link> lastEndedOfRecord(String integration, String recordId) {
            return links.lastEndedOfRecord(integration, recordId);
        }

        @Override
        public Optional<Link> lastEndedOfObject(String integration, String type, String externalId) {
            return links.lastEndedOfObject(integration, type, externalId);
        }

        @Override
        public List<Link> ofRecord(String recordId) {
            return links.ofRecord(recordId);
        }

        @Override
        public long countLive(String integration, String type) {
            return links.countLive(integration, type);
        }

        @Override
        public long countEnded(String integration, String type, Instant since) {
            return links.countEnded(integration, type, since);
        }

        @Override
        public List<Link> page(String integration, String type, @Nullable String after, int limit) {
            return links.page(integration, type, after, limit);
        }

        @Override
        public void insert(Link link) {
            links.insert(link);
            tell("new link", link);
        }

        @Override
        public void update(Link link) {
            links.update(link);
            tell("link", link);
        }

        @Override
        public void delete(Link link) {
            links.delete(link);
            tell("link goes", link);
        }

        @Override
        public List<Link> effectsAfter(String integration, long sequence, int limit) {
            return links.effectsAfter(integration, sequence, limit);
        }

        @Override
        public long greatestEffectSequence(String integration) {
            return links.greatestEffectSequence(integration);
        }

        @Override
        public Map<Link.State, Long> countByState(String integration) {
            return links.countByState(integration);
        }

        private void tell(String what, Link link) {
            WatchedTransaction.this.tell(
                    link.id() + " " + link.recordId() + " " + link.externalId(),
                    what + " " + link.state() + " at " + link.integration() + ", accounted version "
                            + link.recordVersion() + "/" + link.externalVersion() + ", stamp " + link.effectSequence()
                            + ", pairs " + link.pairs());
        }
    }

    private final class WatchedWork implements WorkQueue {
        private final WorkQueue work;

        WatchedWork(WorkQueue work) {
            this.work = work;
        }

        @Override
        public Optional<Work> find(String linkId) {
            return work.find(linkId);
        }

        @Override
        public void insert(Work row) {
            work.insert(row);
            tell(row);
        }

        @Override
        public void update(Work row) {
            work.update(row);
            tell(row);
        }

        @Override
        public void delete(Work row) {
            work.delete(row);
            WatchedTransaction.this.tell(row.linkId(), "work done");
        }

        @Override
        public List<Work> due(String integration, Instant now, int limit) {
            return work.due(integration, now, limit);
        }

        @Override
        public Optional<Instant> nextDue(String integration) {
            return work.nextDue(integration);
        }

        @Override
        public List<Work> page(
                @Nullable String integration, Work.@Nullable State state, @Nullable String after, int limit) {
            return work.page(integration, state, after, limit);
        }

        @Override
        public Map<Work.State, Long> countByState(String integration) {
            return work.countByState(integration);
        }

        private void tell(Work row) {
            String why = row.code() == null ? "" : " " + row.code() + " (" + row.reason() + ")";
            WatchedTransaction.this.tell(
                    row.linkId(),
                    "work " + row.state() + why + ", wants version " + row.wantedVersion() + text(row.observation()));
        }
    }

    private final class WatchedIntents implements Intents {
        private final Intents intents;

        WatchedIntents(Intents intents) {
            this.intents = intents;
        }

        @Override
        public Optional<Intent> ofLink(String linkId) {
            return intents.ofLink(linkId);
        }

        @Override
        public void insert(Intent intent) {
            intents.insert(intent);
            tell("intent opened", intent);
        }

        @Override
        public void update(Intent intent) {
            intents.update(intent);
            tell("intent tried again", intent);
        }

        @Override
        public void delete(String intentId) {
            find(intentId).ifPresent(intent -> tell("intent settled", intent));
            intents.delete(intentId);
        }

        @Override
        public List<Intent> open(String integration) {
            return intents.open(integration);
        }

        private Optional<Intent> find(String intentId) {
            return Personalities.all().stream()
                    .flatMap(personality -> intents.open(personality.name()).stream())
                    .filter(intent -> intent.id().equals(intentId))
                    .findFirst();
        }

        private void tell(String what, Intent intent) {
            WatchedTransaction.this.tell(
                    intent.linkId(),
                    what + ": " + intent.action() + " " + intent.externalId() + " " + intent.fields() + " for version "
                            + intent.recordVersion() + ", key " + intent.key() + ", attempt " + intent.attempts());
        }
    }
}
