/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.Deletes;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.error.BasculeException;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.decide.DeleteRule;
import io.bascule.engine.internal.decide.Edits;
import io.bascule.engine.internal.decide.MergePlan;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.write.Change;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A linked record and object of which one was deleted: the delete goes on to the other side, unless that was edited meanwhile. */
final class Deletion {
    private static final Logger log = LoggerFactory.getLogger(Deletion.class);

    private final LaneServices services;
    private final Reading reading;
    private final Effects effects;
    private final References references;

    Deletion(LaneServices services, Reading reading, Effects effects, References references) {
        this.services = services;
        this.reading = reading;
        this.effects = effects;
        this.references = references;
    }

    /**
     * What a transaction came to.
     *
     * @param tombstone the record's last version, if it was deleted
     * @param intent the delete to send, if the object is to be deleted
     * @param delay why it was put off, if it was
     */
    private record Done(
            Step step,
            @Nullable CatalogRecord tombstone,
            @Nullable Intent intent,
            @Nullable Delay delay) {
        static Done of(Step step) {
            return new Done(step, null, null, null);
        }
    }

    /**
     * The object is proven to be gone.
     *
     * @param seen that it was not there, read when no lag could hide it
     */
    Step objectGone(Job job, Observation seen) {
        return transact(job, tx -> objectGone(tx, job, seen));
    }

    private Done objectGone(StoreTransaction tx, Job job, Observation seen) {
        Optional<Link> row = asRead(tx, job);
        if (row.isEmpty()) {
            return Done.of(Step.AGAIN);
        }
        Link link = row.get();
        CatalogRecord record = Objects.requireNonNull(job.record());
        boolean edited = Edits.here(job.mapping(), link, record) && !services.planted(Mistake.DELETE_OVER_EDIT);
        boolean flows =
                job.mapping().direction().takesIn() && job.mapping().deletes().in();
        DeleteRule rule = DeleteRule.of(record.deleted(), true, edited, flows);
        log.debug("{}: {}", LaneServices.subject(job), rule.situation());
        return switch (rule) {
            case END -> {
                Endings.end(tx, services, job, link, record.version(), seen.readSequence(), seen.seenAt());
                yield Done.of(Step.DONE);
            }
            case DELETE_RECORD -> deleteRecord(tx, job, link, record, seen);
            case CREATE_OBJECT -> {
                tx.conflicts().add(conflict(link, record, Winner.CATALOG));
                Endings.end(tx, services, job, link, link.recordVersion(), seen.readSequence(), seen.seenAt());
                yield Done.of(Step.DONE);
            }
            case PART -> part(tx, job, link, record);
            case REVIVE_RECORD, DELETE_OBJECT -> throw new AssertionError(rule);
        };
    }

    private Done deleteRecord(StoreTransaction tx, Job job, Link link, CatalogRecord record, Observation seen) {
        Optional<Delay> refusal = DeleteGuard.refusal(tx, services, job);
        if (refusal.isPresent()) {
            return put(tx, job, refusal.get());
        }
        Instant now = services.now();
        String integration = job.integration().name();
        Change change = new Change(integration, "integration:" + integration, "deleted-there", now, null);
        CatalogRecord tombstone = services.writer().delete(tx, job.mapping().type(), record, change, null);
        tx.outbox()
                .add(InboundEvents.of(
                        services,
                        job,
                        record.id(),
                        tombstone.version(),
                        Objects.requireNonNull(link.externalId()),
                        "deleted",
                        Fields.EMPTY));
        Endings.end(tx, services, job, link, tombstone.version(), seen.readSequence(), seen.seenAt());
        return new Done(Step.DONE, tombstone, null, null);
    }

    /**
     * The record is deleted and the object is there.
     *
     * @param plan what a merge of both would do
     * @return empty if the object was edited: then both are merged, and the record comes back
     */
    Optional<Step> recordGone(Job job, Dated dated, MergePlan plan) {
        boolean edited = Edits.there(job.mapping(), plan) && !services.planted(Mistake.DELETE_OVER_EDIT);
        boolean flows = job.mapping().direction().sendsOut()
                && job.mapping().deletes().out()
                && job.integration().connector() instanceof Deletes;
        DeleteRule rule = DeleteRule.of(true, false, edited, flows);
        log.debug("{}: {}", LaneServices.subject(job), rule.situation());
        return switch (rule) {
            case REVIVE_RECORD -> Optional.empty();
            case DELETE_OBJECT ->
                Optional.of(
                        transact(job, tx -> deleteObject(tx, job, dated.seen().readSequence(), dated.object())));
            case PART ->
                Optional.of(transact(
                        job,
                        tx -> asRead(tx, job)
                                .map(link -> part(tx, job, link, Objects.requireNonNull(job.record())))
                                .orElse(Done.of(Step.AGAIN))));
            case END, DELETE_RECORD, CREATE_OBJECT -> throw new AssertionError(rule);
        };
    }

    private Done deleteObject(StoreTransaction tx, Job job, long readSequence, ExternalRecord object) {
        Optional<Link> row = asRead(tx, job);
        if (row.isEmpty()) {
            return Done.of(Step.AGAIN);
        }
        CatalogRecord record = Objects.requireNonNull(job.record());
        Optional<Delay> delay = DeleteGuard.refusal(tx, services, job);
        if (delay.isEmpty()) {
            delay = references.dyingChild(tx, job, record.id());
        }
        if (delay.isPresent()) {
            return put(tx, job, delay.get());
        }
        Instant now = services.now();
        Link link = LinkRows.accounted(
                row.get(),
                new TreeMap<>(),
                row.get().recordVersion(),
                object.version(),
                readSequence,
                null,
                row.get().flips());
        LinkRows.store(tx, link, now);
        String id = services.surroundings().ids().next();
        Intent intent = new Intent(
                id,
                link.id(),
                link.integration(),
                link.type(),
                Action.DELETE,
                object.id(),
                Fields.EMPTY,
                job.mapping().capabilities().precondition() ? object.version() : null,
                object.fields(),
                "bsc-" + id,
                record.version(),
                new TreeMap<>(),
                job.integration().connectorVersion(),
                now,
                1,
                now,
                services.store().epoch());
        tx.intents().insert(intent);
        return new Done(Step.DONE, null, intent, null);
    }

    /** One side was deleted earlier and the other one kept: once both are gone the link ends. */
    Step parted(Job job) {
        CatalogRecord record = Objects.requireNonNull(job.record());
        Observation seen = null;
        if (record.deleted()) {
            try {
                seen = reading.read(
                        job.integration(),
                        job.mapping(),
                        Objects.requireNonNull(job.link().externalId()),
                        null);
            } catch (BasculeException e) {
                return services.postpone(job, services.reaction(job, e));
            }
        }
        Observation last = seen;
        return transact(job, tx -> {
            Optional<Link> link = asRead(tx, job);
            if (link.isEmpty()) {
                return Done.of(Step.AGAIN);
            }
            if (last != null && last.missing()) {
                Endings.end(tx, services, job, link.get(), record.version(), last.readSequence(), last.seenAt());
                return Done.of(Step.DONE);
            }
            return part(tx, job, link.get(), record);
        });
    }

    private Done part(StoreTransaction tx, Job job, Link link, CatalogRecord record) {
        Instant now = services.now();
        if (link.state() != Link.State.PARTED || link.recordVersion() < record.version()) {
            Link accounted =
                    LinkRows.accounted(link, new TreeMap<>(), record.version(), null, link.effectSequence(), null, 0);
            LinkRows.store(tx, LinkRows.inState(accounted, Link.State.PARTED), now);
        }
        WorkRows.finish(tx, job.work(), now, services.store().epoch());
        return Done.of(Step.DONE);
    }

    /** That a delete met an edit, which stays. */
    Conflict conflict(Link link, CatalogRecord record, Winner winner) {
        Value deleted = Value.of("deleted");
        Value edited = Value.of("edited");
        return new Conflict(
                services.surroundings().ids().next(),
                link.id(),
                link.integration(),
                link.type(),
                record.id(),
                Conflict.WHOLE,
                null,
                winner == Winner.CATALOG ? edited : deleted,
                winner == Winner.CATALOG ? deleted : edited,
                Conflict.EDIT_STAYS,
                winner,
                services.now(),
                record.version(),
                null);
    }

    /** The link's row, if link, record and work are still as the job has them and nothing is under way. */
    private static Optional<Link> asRead(StoreTransaction tx, Job job) {
        CatalogRecord record = Objects.requireNonNull(job.record());
        Optional<Link> row = tx.links().find(job.link().id());
        boolean same = row.isPresent()
                && row.get().revision() == job.link().revision()
                && tx.records()
                        .find(record.id())
                        .filter(found -> found.version() == record.version())
                        .isPresent()
                && tx.work()
                        .find(row.get().id())
                        .map(Work::revision)
                        .filter(revision -> revision == job.work().revision())
                        .isPresent()
                && tx.intents().ofLink(row.get().id()).isEmpty();
        return same ? row : Optional.empty();
    }

    private Done put(StoreTransaction tx, Job job, Delay delay) {
        WorkRows.postpone(
                tx, job.work(), delay, services.now(), services.store().epoch());
        return new Done(Step.DONE, null, null, delay);
    }

    /** What is done inside a transaction. */
    private interface Inside {
        Done run(StoreTransaction tx);
    }

    private Step transact(Job job, Inside inside) {
        services.surroundings().faults().hit(Failpoint.MERGE_BEFORE_TX);
        Done done = services.store().write(inside::run);
        services.surroundings().faults().hit(Failpoint.MERGE_AFTER_COMMIT);
        if (done.tombstone() != null) {
            services.news().recordCommitted(done.tombstone());
        }
        if (done.delay() != null) {
            services.tell(job, done.delay());
        }
        if (done.intent() == null) {
            return done.step();
        }
        services.surroundings().faults().hit(Failpoint.LEDGER_AFTER_INTENT);
        return effects.send(job, done.intent());
    }
}
