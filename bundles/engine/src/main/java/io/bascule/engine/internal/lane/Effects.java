/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.connector.Creates;
import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.Deletes;
import io.bascule.api.connector.Deletes.DeleteItem;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.Updates;
import io.bascule.api.connector.Updates.UpdateItem;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.FieldError;
import io.bascule.api.runtime.Failpoint;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.write.EventData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sending an open intent and storing what came of it. */
final class Effects {
    private static final Logger log = LoggerFactory.getLogger(Effects.class);

    private final LaneServices services;
    private final Accounting accounting;
    private final CallEnds callEnds;

    Effects(LaneServices services, CallEnds callEnds) {
        this.services = services;
        this.callEnds = callEnds;
        this.accounting = new Accounting(services);
    }

    /** Sends an intent that is committed as attempted, and settles it as far as the answer allows. */
    Step send(Job job, Intent intent) {
        if (!job.integration().may(intent.action())) {
            // One that was sent before stays open: it is proven, and sent again only once it is granted again.
            return notWritten(job, intent, notGranted(job, intent.action()));
        }
        services.surroundings().faults().hit(Failpoint.PUSH_BEFORE_SEND);
        WriteOutcome outcome;
        try {
            outcome = call(job, intent);
        } catch (BasculeException e) {
            if (e.code() == ErrorCode.OUTCOME_UNKNOWN) {
                outcome = new WriteOutcome.Unknown(e.problem().text());
            } else {
                return notWritten(job, intent, services.reaction(job, e));
            }
        } catch (RuntimeException e) {
            // Nobody knows how far the connector came, so the intent stays open and is proven before anything else.
            log.error(
                    "{}: connector {} failed in a write",
                    LaneServices.subject(job),
                    job.integration().kind(),
                    e);
            return services.postpone(job, services.park(ErrorCode.BUG, "The connector failed: " + e));
        } finally {
            callEnds.ended(intent, services.now());
        }
        services.surroundings().faults().hit(Failpoint.PUSH_AFTER_RESPONSE);
        Step step = settle(job, intent, outcome);
        callEnds.stored(intent);
        services.surroundings().faults().hit(Failpoint.LEDGER_AFTER_CONFIRM);
        return step;
    }

    private Delay notGranted(Job job, Action action) {
        String word = action.name().toLowerCase(Locale.ROOT);
        return services.park(
                ErrorCode.NOT_GRANTED,
                "The integration " + job.integration().name() + " may not " + word
                        + " objects: its setting operations lacks " + word + ". Grant it there and retry the work.");
    }

    private static WriteOutcome call(Job job, Intent intent) {
        String externalType = job.mapping().externalType();
        if (intent.action() == Action.CREATE) {
            if (job.integration().connector() instanceof Creates creates) {
                return creates.create(
                                externalType, List.of(new CreateItem(intent.fields(), intent.key(), intent.linkId())))
                        .get(0);
            }
        } else if (intent.action() == Action.DELETE) {
            if (job.integration().connector() instanceof Deletes deletes) {
                String id = Objects.requireNonNull(intent.externalId());
                return deletes.delete(externalType, List.of(new DeleteItem(id, intent.expectedVersion(), intent.key())))
                        .get(0);
            }
        } else if (job.integration().connector() instanceof Updates updates) {
            return updates.update(
                            externalType,
                            List.of(new UpdateItem(
                                    Objects.requireNonNull(intent.externalId()),
                                    intent.fields(),
                                    intent.expectedVersion(),
                                    intent.before(),
                                    intent.key())))
                    .get(0);
        }
        throw new IllegalStateException(
                "Connector " + job.integration().kind() + " has no operation for " + intent.action());
    }

    private Step settle(Job job, Intent intent, WriteOutcome outcome) {
        if (intent.action() == Action.DELETE && isGone(outcome)) {
            return deleted(job, intent);
        }
        if (outcome instanceof WriteOutcome.Deleted
                || (outcome instanceof WriteOutcome.Ok && intent.action() == Action.DELETE)) {
            throw new IllegalStateException("Connector " + job.integration().kind() + " answers " + intent.action()
                    + " with " + outcome.getClass().getSimpleName());
        }
        if (outcome instanceof WriteOutcome.Ok ok) {
            return applied(
                    job, intent, ok.object(), job.mapping().capabilities().answerIsOwn());
        }
        if (outcome instanceof WriteOutcome.Unknown unknown) {
            return unknown(job, intent, services.backOff(job, ErrorCode.OUTCOME_UNKNOWN, unknown.message(), null));
        }
        if (outcome instanceof WriteOutcome.Rejected rejected) {
            if (intent.action() == Action.UPDATE && intent.attempts() > 1) {
                // An earlier attempt may have done a part of it: what is left is diffed anew, and refused for good
                // then.
                return refused(job, intent, services.backOff(job, ErrorCode.REJECTED, text(rejected), null));
            }
            return refused(job, intent, services.park(ErrorCode.REJECTED, "Refused by the system: " + text(rejected)));
        }
        if (outcome instanceof WriteOutcome.AlreadyExists exists) {
            return exists(job, intent, exists.id());
        }
        if (outcome instanceof WriteOutcome.PreconditionFailed failed) {
            return overtaken(job, intent, failed.current());
        }
        if (outcome instanceof WriteOutcome.NotFound || outcome instanceof WriteOutcome.Gone) {
            return intent.action() == Action.CREATE
                    ? refused(
                            job,
                            intent,
                            services.park(ErrorCode.DELETED_THERE, "What it belongs to is no longer there."))
                    : refused(
                            job,
                            intent,
                            services.backOff(
                                    job, ErrorCode.DELETED_THERE, "The object is not there; looking for it.", null));
        }
        if (outcome instanceof WriteOutcome.RateLimited limited) {
            return notWritten(
                    job,
                    intent,
                    services.backOff(job, ErrorCode.RATE_LIMITED, "The system asks for a pause.", limited.retryAt()));
        }
        if (outcome instanceof WriteOutcome.Unauthorised denied) {
            return notWritten(job, intent, services.backOff(job, ErrorCode.UNAUTHORISED, denied.message(), null));
        }
        if (outcome instanceof WriteOutcome.TransientFailure failure) {
            return notWritten(job, intent, services.backOff(job, ErrorCode.SYSTEM_FAILED, failure.message(), null));
        }
        throw new AssertionError(outcome);
    }

    /**
     * Stores that an intent was applied.
     *
     * @param object the object as the write's answer or a look-up showed it
     * @param own whether that is how this very write left it
     */
    Step applied(Job job, Intent intent, ExternalRecord object, boolean own) {
        Instant now = services.now();
        long stamp = job.integration().sequence().next();
        Step step = services.store().write(tx -> {
            Optional<Link> row = tx.links().find(intent.linkId());
            if (row.isEmpty() || stillOpen(tx, intent).isEmpty()) {
                return Step.DONE;
            }
            Link link = row.get();
            if (intent.action() == Action.CREATE) {
                Optional<Delay> twin = absorb(tx, job, object.id(), now);
                if (twin.isPresent()) {
                    OpenCreates.settled(tx, services, job, intent);
                    WorkRows.postpone(
                            tx, job.work(), twin.get(), now, services.store().epoch());
                    return Step.DONE;
                }
                link = LinkRows.matched(link, Objects.requireNonNull(link.recordId()), object.id());
            }
            Accounting.Settled settled = accounting.ofAnswer(job.mapping(), link, intent, object, own);
            LinkRows.store(
                    tx,
                    LinkRows.accounted(
                            link, settled.pairs(), intent.recordVersion(), object.version(), stamp, now, link.flips()),
                    now);
            OpenCreates.settled(tx, services, job, intent);
            ConflictRows.carriedOut(tx, link.id(), settled.pairs().keySet());
            tx.outbox().add(event(job, intent, object.id(), now));
            if (settled.foreign()) {
                WorkRows.goOnAfterCall(
                        tx,
                        job.work(),
                        observed(intent, object, stamp, now),
                        now,
                        services.store().epoch());
                return Step.AGAIN;
            }
            if (isMoreAsked(job, intent)) {
                WorkRows.goOn(
                        tx,
                        job.work(),
                        job.work().observation(),
                        now,
                        services.store().epoch());
                return Step.AGAIN;
            }
            WorkRows.finish(tx, job.work(), now, services.store().epoch());
            return Step.DONE;
        });
        callEnds.stored(intent);
        job.integration().health().succeeded();
        job.integration().counts().effect();
        if (isUnwatched(job.mapping().capabilities(), intent)) {
            job.integration().counts().unwatched(1);
        }
        services.news().integration(job.integration().name(), "effect");
        log.debug("{} {} as {}", LaneServices.subject(job), intent.action(), object.id());
        return step;
    }

    /**
     * An answer as something seen now. That of a write sent again may be the first one's, replayed: it settles the pairs, but how
     * the object stands now has to be read.
     */
    private static Observation observed(Intent intent, ExternalRecord object, long stamp, Instant now) {
        return intent.attempts() > 1
                ? new Observation(null, false, stamp, now, null)
                : new Observation(object, false, stamp, now, object.changedAt());
    }

    /** Whether the work asks for more than an intent from an earlier turn brought: what came in while it was open. */
    private static boolean isMoreAsked(Job job, Intent intent) {
        return job.intent() != null
                && (job.work().wantedVersion() > intent.recordVersion()
                        || job.work().observation() != null);
    }

    /** Whether nothing will ever tell what an update replaced. */
    private static boolean isUnwatched(TypeCapabilities capabilities, Intent intent) {
        return intent.action() == Action.UPDATE && !capabilities.precondition() && !capabilities.changesTellReplaced();
    }

    private static boolean isGone(WriteOutcome outcome) {
        return outcome instanceof WriteOutcome.Deleted
                || outcome instanceof WriteOutcome.NotFound
                || outcome instanceof WriteOutcome.Gone;
    }

    /** Stores that a delete was applied, or that the object was gone already. */
    Step deleted(Job job, Intent intent) {
        Instant now = services.now();
        long stamp = job.integration().sequence().next();
        String externalId = Objects.requireNonNull(intent.externalId());
        services.store().write(tx -> {
            Optional<Link> link = tx.links().find(intent.linkId());
            if (link.isPresent() && stillOpen(tx, intent).isPresent()) {
                OpenCreates.settled(tx, services, job, intent);
                tx.outbox().add(event(job, intent, externalId, now));
                Endings.end(tx, services, job, link.get(), intent.recordVersion(), stamp, now);
            }
            return null;
        });
        callEnds.stored(intent);
        job.integration().health().succeeded();
        job.integration().counts().effect();
        services.news().integration(job.integration().name(), "effect");
        log.debug("{} {} of {}", LaneServices.subject(job), intent.action(), externalId);
        return Step.DONE;
    }

    /** Takes over an arrival that is the object just created; tells if the object belongs to another record already. */
    private Optional<Delay> absorb(StoreTransaction tx, Job job, String externalId, Instant now) {
        Optional<Link> found =
                tx.links().findByExternalId(job.link().integration(), job.link().type(), externalId);
        if (found.isEmpty() || found.get().id().equals(job.link().id())) {
            return Optional.empty();
        }
        Link other = found.get();
        if (other.recordId() != null) {
            return Optional.of(services.parkForPerson(
                    ErrorCode.SUSPECTED_TWIN,
                    "Object " + externalId + " is linked to record " + other.recordId()
                            + " already; merge the records or keep them apart."));
        }
        Absorption.absorb(tx, other, job.link(), now, services.store().epoch());
        return Optional.empty();
    }

    private Step exists(Job job, Intent intent, @Nullable String externalId) {
        Instant now = services.now();
        if (externalId == null) {
            return refused(
                    job,
                    intent,
                    services.backOff(
                            job, ErrorCode.REJECTED, "An object with these keys is there; looking for it.", null));
        }
        return services.store().write(tx -> {
            Optional<Link> row = tx.links().find(intent.linkId());
            if (row.isEmpty() || stillOpen(tx, intent).isEmpty()) {
                return Step.DONE;
            }
            OpenCreates.settled(tx, services, job, intent);
            Optional<Delay> twin = absorb(tx, job, externalId, now);
            if (twin.isPresent()) {
                WorkRows.postpone(
                        tx, job.work(), twin.get(), now, services.store().epoch());
                return Step.DONE;
            }
            LinkRows.store(
                    tx,
                    LinkRows.matched(row.get(), Objects.requireNonNull(row.get().recordId()), externalId),
                    now);
            WorkRows.goOn(tx, job.work(), null, now, services.store().epoch());
            return Step.AGAIN;
        });
    }

    /** The write may have been applied up to now, so a read shows it for certain only the declared lag from now. */
    private Step unknown(Job job, Intent intent, Delay delay) {
        Instant now = services.now();
        services.store().write(tx -> {
            if (stillOpen(tx, intent).isPresent()) {
                tx.intents().update(attemptedAt(intent, now));
            }
            WorkRows.postpone(tx, job.work(), delay, now, services.store().epoch());
            return null;
        });
        services.tell(job, delay);
        return Step.DONE;
    }

    private static Intent attemptedAt(Intent intent, Instant moment) {
        return new Intent(
                intent.id(),
                intent.linkId(),
                intent.integration(),
                intent.type(),
                intent.action(),
                intent.externalId(),
                intent.fields(),
                intent.expectedVersion(),
                intent.before(),
                intent.key(),
                intent.recordVersion(),
                intent.catalogValues(),
                intent.connectorVersion(),
                intent.created(),
                intent.attempts(),
                moment,
                intent.epoch());
    }

    private Step overtaken(Job job, Intent intent, @Nullable ExternalRecord current) {
        Instant now = services.now();
        long stamp = job.integration().sequence().next();
        return services.store().write(tx -> {
            if (stillOpen(tx, intent).isEmpty()) {
                return Step.DONE;
            }
            tx.intents().delete(intent.id());
            Observation seen =
                    current == null ? null : new Observation(current, false, stamp, now, current.changedAt());
            WorkRows.goOnAfterCall(tx, job.work(), seen, now, services.store().epoch());
            return Step.AGAIN;
        });
    }

    /** Nothing was written by this attempt; if it was the only one the request is dropped, and the newest state is diffed next. */
    private Step notWritten(Job job, Intent intent, Delay delay) {
        if (intent.attempts() > 1) {
            return services.postpone(job, delay);
        }
        return refused(job, intent, delay);
    }

    /** Certainly nothing was written, by this attempt or an earlier one. */
    Step refused(Job job, Intent intent, Delay delay) {
        services.store().write(tx -> {
            if (stillOpen(tx, intent).isPresent()) {
                OpenCreates.settled(tx, services, job, intent);
            }
            WorkRows.postpone(
                    tx, job.work(), delay, services.now(), services.store().epoch());
            return null;
        });
        callEnds.stored(intent);
        services.tell(job, delay);
        return Step.DONE;
    }

    private static Optional<Intent> stillOpen(StoreTransaction tx, Intent intent) {
        return tx.intents().ofLink(intent.linkId()).filter(open -> open.id().equals(intent.id()));
    }

    private OutboxEvent event(Job job, Intent intent, String externalId, Instant now) {
        String action = switch (intent.action()) {
            case CREATE -> "created";
            case UPDATE -> "updated";
            case DELETE -> "deleted";
        };
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("integration", job.integration().name());
        data.put("type", job.link().type());
        data.put("record", job.link().recordId());
        data.put("version", intent.recordVersion());
        data.put("externalId", externalId);
        data.put("action", action);
        data.put("outcome", "applied");
        data.put("attempts", intent.attempts());
        data.put("fields", List.copyOf(intent.catalogValues().keySet()));
        return new OutboxEvent(
                services.surroundings().ids().next(),
                OutboxEvent.Kind.EFFECT,
                job.integration().name(),
                job.link().type(),
                Objects.requireNonNull(job.link().recordId()),
                intent.recordVersion(),
                now,
                action,
                EventData.text(data));
    }

    private static String text(WriteOutcome.Rejected rejected) {
        return rejected.errors().stream()
                .map((FieldError error) -> error.path() + ": " + error.message())
                .collect(Collectors.joining("; "));
    }
}
