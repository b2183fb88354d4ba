/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.catalog.InvalidRecordException;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.Updates;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.decide.MergeInput;
import io.bascule.engine.internal.decide.MergePlan;
import io.bascule.engine.internal.decide.MergePlanner;
import io.bascule.engine.internal.decide.Resolved;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.write.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bringing a record and its object into agreement, on what was last accounted for. */
final class Merge {
    /** A link written this often without coming to rest is taken for two rules that fight each other. */
    private static final int MOST_FLIPS = 40;

    /** Whether the stream has been read is asked so often between two reads of it. */
    private static final long LOOKS_IN_A_POLL = 4;

    /** Where polls are rare the stream is read for those who wait for it, this often. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    /** The window of the planted mistake that tells echoes by time. */
    private static final Duration PLANTED_ECHO_WINDOW = Duration.ofSeconds(5);

    private final LaneServices services;
    private final Reading reading;
    private final Effects effects;
    private final References references;
    private final Deletion deletion;

    Merge(LaneServices services, Reading reading, Effects effects, References references, Deletion deletion) {
        this.services = services;
        this.reading = reading;
        this.effects = effects;
        this.references = references;
        this.deletion = deletion;
    }

    /** What the merge transaction came to. */
    private record Merged(
            Step step,
            @Nullable CatalogRecord written,
            @Nullable Intent intent) {}

    Step merge(Job job) {
        Observation queued = job.work().observation();
        if (isPlantedEcho(job, queued)) {
            return finish(job);
        }
        if (job.link().flips() > MOST_FLIPS) {
            return services.postpone(
                    job,
                    services.parkForPerson(
                            ErrorCode.FLIPPING,
                            "Written " + job.link().flips()
                                    + " times without coming to rest; look for two rules that undo each other."));
        }
        Fields record = Objects.requireNonNull(job.record()).fields();
        if (References.has(job.mapping())) {
            Fields ours = record;
            References.Translated translated = services.store().write(tx -> references.toExternal(tx, job, ours));
            if (translated.missing() != null && !job.record().deleted()) {
                return services.postpone(job, translated.missing());
            }
            record = translated.fields();
        }
        TypeCapabilities capabilities = job.mapping().capabilities();
        Duration lag = capabilities.listLag().compareTo(capabilities.readLag()) > 0
                ? capabilities.listLag()
                : capabilities.readLag();
        Dated fresh = queued != null && reading.isFresh(queued, job.link(), job.mapping(), lag)
                ? Dated.of(services, job, queued)
                : null;
        boolean deleted = job.record().deleted();
        if (fresh != null && (!deleted || services.planted(Mistake.DELETE_UNREAD))) {
            MergePlan plan = plan(job, record, fresh);
            if (fresh.decides(plan)) {
                return waitForTime(job, fresh.seen());
            }
            if (deleted) {
                return deletion.recordGone(job, fresh, plan).orElseGet(() -> apply(job, fresh, plan));
            }
            // Without a precondition the system is read just before it is written.
            if (!plan.writesExternal() || job.mapping().capabilities().precondition()) {
                return apply(job, fresh, plan);
            }
        }
        return readAndMerge(job, record, queued, fresh);
    }

    private Step readAndMerge(Job job, Fields record, @Nullable Observation queued, @Nullable Dated fresh) {
        TypeCapabilities capabilities = job.mapping().capabilities();
        Instant settled = Reading.settledBefore(job.link(), capabilities.readLag());
        if (settled.isAfter(services.now())) {
            return services.postpone(
                    job,
                    services.waitUntil("waiting-for-lag", "Until a read shows what was last accounted for.", settled));
        }
        Observation seen;
        try {
            seen = reading.read(
                    job.integration(),
                    job.mapping(),
                    Objects.requireNonNull(job.link().externalId()),
                    queued == null ? null : queued.changedAt());
        } catch (BasculeException e) {
            return services.postpone(job, services.reaction(job, e));
        }
        if (seen.missing()) {
            return missing(job, seen);
        }
        Dated dated = fresh == null ? Dated.of(services, job, seen) : fresh.once(services, job, seen);
        MergePlan plan = plan(job, record, dated);
        if (dated.decides(plan)) {
            return waitForTime(job, seen);
        }
        Optional<Step> deleted = Objects.requireNonNull(job.record()).deleted()
                ? deletion.recordGone(job, dated, plan)
                : Optional.empty();
        return deleted.orElseGet(() -> apply(job, dated, plan));
    }

    /** Keeps what was read until the stream of changes has told whether that was the last change. */
    private Step waitForTime(Job job, Observation seen) {
        Duration wait = job.integration().pace().pollInterval().dividedBy(LOOKS_IN_A_POLL);
        if (wait.compareTo(LONGEST_LOOK) > 0) {
            wait = LONGEST_LOOK;
            job.integration().readTimes().want(job.mapping().type().name());
        }
        Delay delay = services.waitFor(
                "waiting-for-time", "Until the system's stream of changes tells when the object changed.", wait);
        services.store().write(tx -> {
            WorkRows.keep(tx, job.work(), seen, delay, services.store().epoch());
            return null;
        });
        return Step.DONE;
    }

    private Step missing(Job job, Observation seen) {
        Instant proof = Reading.provesAbsence(job.link(), job.mapping().capabilities());
        if (seen.seenAt().isBefore(proof) && !services.planted(Mistake.DELETE_UNPROVEN)) {
            return services.postpone(
                    job, services.waitUntil("waiting-for-lag", "Not there, or not visible yet.", proof));
        }
        return deletion.objectGone(job, seen);
    }

    private MergePlan plan(Job job, Fields record, Dated dated) {
        MergeInput input = new MergeInput(
                job.mapping(),
                job.link().pairs(),
                record,
                Objects.requireNonNull(job.record()).origins(),
                dated.object().fields(),
                dated.time());
        MergePlan plan = MergePlanner.plan(input);
        if (plan.conflicts().isEmpty()) {
            return plan;
        }
        List<Resolved> resolved =
                services.store().read(tx -> ConflictRows.resolved(tx, job.link().id()));
        return resolved.isEmpty() ? plan : MergePlanner.plan(input.with(resolved));
    }

    private Step apply(Job job, Dated dated, MergePlan plan) {
        services.surroundings().faults().hit(Failpoint.MERGE_BEFORE_TX);
        Merged merged;
        try {
            merged = services.store().write(tx -> applyInside(tx, job, dated, plan));
        } catch (InvalidRecordException e) {
            return services.postpone(job, services.park(e.code(), e.problem().text()));
        }
        services.surroundings().faults().hit(Failpoint.MERGE_AFTER_COMMIT);
        if (merged.written() != null) {
            services.news().recordCommitted(merged.written());
        }
        if (merged.intent() == null) {
            return merged.step();
        }
        services.surroundings().faults().hit(Failpoint.LEDGER_AFTER_INTENT);
        return effects.send(job, merged.intent());
    }

    private Merged applyInside(StoreTransaction tx, Job job, Dated dated, MergePlan plan) {
        Observation seen = dated.seen();
        CatalogRecord record = Objects.requireNonNull(job.record());
        Optional<Link> row = tx.links().find(job.link().id());
        Optional<CatalogRecord> current = tx.records().find(record.id());
        if (row.isEmpty()
                || row.get().revision() != job.link().revision()
                || current.isEmpty()
                || current.get().version() != record.version()
                || tx.intents().ofLink(job.link().id()).isPresent()
                || dated.isOutdated(tx, job, plan)) {
            return new Merged(Step.AGAIN, null, null);
        }
        Instant now = services.now();
        CatalogRecord next = record;
        if (plan.writesCatalog() || record.deleted()) {
            References.Translated fields = references.toCatalog(tx, job, plan.record());
            if (fields.missing() != null) {
                WorkRows.postpone(
                        tx, job.work(), fields.missing(), now, services.store().epoch());
                return new Merged(Step.DONE, null, null);
            }
            if (record.deleted()) {
                tx.records().lockKeys(record.type(), job.mapping().type().keysOf(fields.fields()));
                tx.conflicts().add(deletion.conflict(row.get(), record, Winner.EXTERNAL));
            }
            next = services.writer()
                    .update(
                            tx,
                            job.mapping().type(),
                            record,
                            fields.fields(),
                            new Change(
                                    job.integration().name(),
                                    "integration:" + job.integration().name(),
                                    "merge",
                                    now,
                                    dated.certain()));
            tx.outbox()
                    .add(InboundEvents.of(
                            services,
                            job,
                            record.id(),
                            next.version(),
                            Objects.requireNonNull(job.link().externalId()),
                            "updated",
                            plan.record()));
        }
        boolean writes = next.version() != record.version();
        boolean sends = plan.writesExternal() && job.integration().connector() instanceof Updates;
        ConflictRows.record(tx, services, row.get(), plan, sends, next.version());
        account(tx, row.get(), seen, plan, next, sends, now);
        if (!sends && flips(row.get(), plan, false) > 0) {
            // One more look, so that the link comes to rest by itself and not at some later input.
            WorkRows.goOn(tx, job.work(), null, now, services.store().epoch());
            return new Merged(Step.AGAIN, writes ? next : null, null);
        }
        if (!sends) {
            WorkRows.finish(tx, job.work(), now, services.store().epoch());
            return new Merged(Step.DONE, writes ? next : null, null);
        }
        Intent intent = intent(job, seen, plan, next.version(), now);
        tx.intents().insert(intent);
        Overwrites.remember(tx, job.mapping(), intent, record.id(), seen);
        return new Merged(Step.DONE, writes ? next : null, intent);
    }

    /** Stores what is settled; a link that learns nothing new is not touched. */
    private static void account(
            StoreTransaction tx,
            Link link,
            Observation seen,
            MergePlan plan,
            CatalogRecord next,
            boolean sends,
            Instant now) {
        ExternalRecord object = Objects.requireNonNull(seen.snapshot());
        int flips = flips(link, plan, sends);
        long version = sends ? link.recordVersion() : next.version();
        boolean learns = !plan.pairs().isEmpty()
                || version > link.recordVersion()
                || flips != link.flips()
                || !Objects.equals(object.version(), link.externalVersion());
        if (learns) {
            LinkRows.store(
                    tx,
                    LinkRows.accounted(link, plan.pairs(), version, object.version(), seen.readSequence(), null, flips),
                    now);
        }
    }

    /** One more whenever the system's side changes right after our own write; zero as soon as nothing is left to write. */
    private static int flips(Link link, MergePlan plan, boolean sends) {
        if (!plan.writesCatalog() && !sends) {
            return 0;
        }
        boolean answersOurWrite = plan.writesCatalog() && link.updated().equals(link.effectAt());
        return answersOurWrite ? link.flips() + 1 : link.flips();
    }

    private Intent intent(Job job, Observation seen, MergePlan plan, long recordVersion, Instant now) {
        ExternalRecord object = Objects.requireNonNull(seen.snapshot());
        String id = services.surroundings().ids().next();
        return new Intent(
                id,
                job.link().id(),
                job.integration().name(),
                job.link().type(),
                Action.UPDATE,
                object.id(),
                plan.sent(),
                job.mapping().capabilities().precondition() ? object.version() : null,
                object.fields(),
                "bsc-" + id,
                recordVersion,
                plan.sentValues(),
                job.integration().connectorVersion(),
                now,
                1,
                now,
                services.store().epoch());
    }

    private boolean isPlantedEcho(Job job, @Nullable Observation queued) {
        Instant effectAt = job.link().effectAt();
        return services.planted(Mistake.ECHO_BY_TIME)
                && queued != null
                && effectAt != null
                && job.work().wantedVersion() <= job.link().recordVersion()
                && queued.seenAt().isBefore(effectAt.plus(PLANTED_ECHO_WINDOW));
    }

    private Step finish(Job job) {
        services.store().write(tx -> {
            WorkRows.finish(tx, job.work(), services.now(), services.store().epoch());
            return null;
        });
        return Step.DONE;
    }
}
