/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.Creates;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities.Idempotency;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.decide.MatchRule;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.map.FieldMapping;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Bringing a record to a system in which it is not known yet: look first, then link or create. */
final class Outbound {
    private final LaneServices services;
    private final Search search;
    private final Effects effects;
    private final References references;
    private final Candidates candidates;

    Outbound(LaneServices services, Search search, Effects effects, References references) {
        this.services = services;
        this.search = search;
        this.effects = effects;
        this.references = references;
        this.candidates = new Candidates(services);
    }

    Step bring(Job job) {
        CatalogRecord record = Objects.requireNonNull(job.record());
        if (record.deleted()) {
            return drop(job);
        }
        if (!job.mapping().direction().sendsOut() || !(job.integration().connector() instanceof Creates)) {
            return done(job);
        }
        if (job.link().state() == Link.State.APART) {
            return create(job, record);
        }
        Optional<Delay> claimed = claim(job, record);
        if (claimed.isPresent()) {
            return services.postpone(job, claimed.get());
        }
        Instant asked = services.now();
        Search.Result found;
        try {
            found = services.planted(Mistake.NO_LOOKUP)
                    ? new Search.Result(Search.Proof.KEY, List.of(), "")
                    : search.byKey(job.integration(), job.mapping(), record.fields());
        } catch (BasculeException e) {
            return putOff(job, services.reaction(job, e));
        }
        List<ExternalRecord> objects = found.objects();
        Optional<Link> twin = objects.isEmpty() ? candidates.twin(job, record) : Optional.empty();
        if (twin.isPresent() && !services.planted(Mistake.LINKED_CANDIDATE)) {
            return putOff(
                    job,
                    services.parkForPerson(
                            ErrorCode.SUSPECTED_TWIN,
                            "Record " + twin.get().recordId() + " has the same keys and is linked to object "
                                    + twin.get().externalId() + "; merge the records or keep them apart."));
        }
        Optional<Delay> unsettled = candidates.unsettled(job, objects, asked);
        if (unsettled.isPresent()) {
            return putOff(job, unsettled.get());
        }
        int linked =
                candidates.linked(job, objects.stream().map(ExternalRecord::id).toList());
        return switch (MatchRule.of(false, objects.size(), linked)) {
            case NONE_CREATE -> create(job, record);
            case ONE_LINK -> link(job, objects.get(0));
            case LINKED_PARK ->
                services.planted(Mistake.LINKED_CANDIDATE)
                        ? steal(job, objects.get(0))
                        : putOff(
                                job,
                                services.parkForPerson(
                                        ErrorCode.SUSPECTED_TWIN,
                                        "Object " + objects.get(0).id()
                                                + " has the same keys and is linked to another record; merge the records or keep them apart."));
            case SEVERAL_PARK ->
                putOff(
                        job,
                        services.parkForPerson(
                                ErrorCode.AMBIGUOUS,
                                objects.size() + " objects have the same keys: "
                                        + objects.stream()
                                                .map(ExternalRecord::id)
                                                .toList()
                                        + "; choose one."));
            case CREATING_WAIT -> throw new AssertionError("Claims were taken before the look-up");
        };
    }

    /** Claims the record's keys from the look-up on; says how long to wait if another link holds one. */
    private Optional<Delay> claim(Job job, CatalogRecord record) {
        SortedSet<MatchKey> keys = job.mapping().keysOf(record.fields());
        if (services.planted(Mistake.NO_KEY_CLAIM)) {
            return Optional.empty();
        }
        String integration = job.integration().name();
        String type = job.link().type();
        return services.store().write(tx -> {
            for (MatchKey key : keys) {
                Optional<String> holder = tx.keyClaims().holder(integration, type, key);
                if (holder.isPresent() && !holder.get().equals(job.link().id())) {
                    return Optional.of(OpenCreates.waitFor(
                            tx,
                            services,
                            holder.get(),
                            "Link " + holder.get() + " is creating an object with the same key " + key.name() + "."));
                }
            }
            tx.keyClaims().claim(integration, type, keys, job.link().id());
            return Optional.empty();
        });
    }

    /** Puts work off and lets go of the keys: nothing is being created. */
    private Step putOff(Job job, Delay delay) {
        services.store().write(tx -> {
            tx.keyClaims().release(job.link().id());
            WorkRows.postpone(
                    tx, job.work(), delay, services.now(), services.store().epoch());
            return null;
        });
        services.tell(job, delay);
        return Step.DONE;
    }

    /** Whether an object belongs to a record already. */
    boolean isLinked(Job job, String externalId) {
        return candidates.linked(job, List.of(externalId)) > 0;
    }

    private Step create(Job job, CatalogRecord record) {
        services.surroundings().faults().hit(Failpoint.MERGE_BEFORE_TX);
        Fields ours = record.fields();
        if (References.has(job.mapping())) {
            References.Translated translated =
                    services.store().write(tx -> references.toExternal(tx, job, record.fields()));
            if (translated.missing() != null) {
                return putOff(job, translated.missing());
            }
            ours = translated.fields();
        }
        Instant now = services.now();
        SortedMap<String, Value> values = new TreeMap<>();
        Fields fields = Fields.EMPTY;
        for (FieldMapping field :
                job.mapping().takenApart(ours, Fields.EMPTY, List.of()).fields()) {
            Value value = field.catalogValue(ours);
            if (field.sendsOut() && !(value instanceof Value.Null)) {
                fields = field.external().set(fields, field.conversion().toExternal(value));
                values.put(field.catalog().toString(), value);
            }
        }
        Intent intent = new Intent(
                services.surroundings().ids().next(),
                job.link().id(),
                job.integration().name(),
                job.link().type(),
                Action.CREATE,
                null,
                fields,
                null,
                Fields.EMPTY,
                key(job, record),
                record.version(),
                values,
                job.integration().connectorVersion(),
                now,
                1,
                now,
                services.store().epoch());
        boolean committed = services.store().write(tx -> {
            Optional<Link> link = tx.links().find(job.link().id());
            if (link.isEmpty()
                    || link.get().revision() != job.link().revision()
                    || tx.intents().ofLink(job.link().id()).isPresent()) {
                return false;
            }
            tx.intents().insert(intent);
            return true;
        });
        if (!committed) {
            return Step.AGAIN;
        }
        services.surroundings().faults().hit(Failpoint.LEDGER_AFTER_INTENT);
        return effects.send(job, intent);
    }

    private String key(Job job, CatalogRecord record) {
        if (services.planted(Mistake.VERSION_IN_CREATE_KEY)) {
            return "bsc-" + job.link().id() + "-" + record.version();
        }
        return job.mapping().capabilities().idempotency() == Idempotency.NATURAL
                ? job.link().id()
                : "bsc-" + job.link().id();
    }

    /** Links the record with an object that is there; both are merged as a first contact. */
    private Step link(Job job, ExternalRecord object) {
        Instant now = services.now();
        Step step = services.store().write(tx -> linkInside(tx, job, object.id(), now));
        return step;
    }

    private Step linkInside(StoreTransaction tx, Job job, String externalId, Instant now) {
        Optional<Link> row = tx.links().find(job.link().id());
        if (row.isEmpty() || row.get().revision() != job.link().revision()) {
            return Step.AGAIN;
        }
        Optional<Link> other =
                tx.links().findByExternalId(job.integration().name(), job.link().type(), externalId);
        if (other.isPresent() && !other.get().id().equals(row.get().id())) {
            if (other.get().recordId() != null) {
                return Step.AGAIN;
            }
            Absorption.absorb(tx, other.get(), row.get(), now, services.store().epoch());
        }
        tx.keyClaims().release(row.get().id());
        // Pairs that came from an ended link tell nothing of another object.
        Link bare = LinkRows.withPairs(row.get(), new TreeMap<>());
        LinkRows.store(tx, LinkRows.matched(bare, Objects.requireNonNull(bare.recordId()), externalId), now);
        WorkRows.goOn(tx, job.work(), (Observation) null, now, services.store().epoch());
        return Step.AGAIN;
    }

    /** The planted mistake: takes an object away from the record that it belongs to. */
    private Step steal(Job job, ExternalRecord object) {
        return services.store().write(tx -> {
            tx.links()
                    .findByExternalId(job.integration().name(), job.link().type(), object.id())
                    .ifPresent(other -> {
                        tx.work().find(other.id()).ifPresent(tx.work()::delete);
                        tx.intents()
                                .ofLink(other.id())
                                .ifPresent(intent -> tx.intents().delete(intent.id()));
                        tx.keyClaims().release(other.id());
                        tx.links().delete(other);
                    });
            return linkInside(tx, job, object.id(), services.now());
        });
    }

    /** After an unproven create: the one object with the record's keys is taken for the record's, as a first contact. */
    Step adopt(Job job, Intent intent, String externalId) {
        if (isLinked(job, externalId)) {
            // So it is another create's, and ours was not applied.
            return effects.refused(
                    job,
                    intent,
                    services.parkForPerson(
                            ErrorCode.SUSPECTED_TWIN,
                            "A create got no answer, and object " + externalId
                                    + " with the same keys is linked to another record."));
        }
        return services.store().write(tx -> {
            Optional<Intent> open = tx.intents().ofLink(intent.linkId());
            if (open.isEmpty() || !open.get().id().equals(intent.id())) {
                return Step.AGAIN;
            }
            OpenCreates.settled(tx, services, job, intent);
            return linkInside(tx, job, externalId, services.now());
        });
    }

    /** The planted mistake: the request is made anew from the newest state instead of being repeated as it was. */
    Step rebuild(Job job, Intent intent) {
        services.store().write(tx -> {
            tx.intents().delete(intent.id());
            return null;
        });
        return create(job, Objects.requireNonNull(job.record()));
    }

    /** The record was deleted before it was brought there: there is nothing to keep. */
    private Step drop(Job job) {
        return services.store().write(tx -> {
            Optional<Link> row = tx.links().find(job.link().id());
            Optional<Work> work = tx.work().find(job.link().id());
            if (row.isEmpty()
                    || row.get().revision() != job.link().revision()
                    || work.isEmpty()
                    || work.get().revision() != job.work().revision()
                    || tx.intents().ofLink(job.link().id()).isPresent()) {
                return Step.AGAIN;
            }
            tx.keyClaims().release(row.get().id());
            tx.work().delete(work.get());
            tx.links().delete(row.get());
            return Step.DONE;
        });
    }

    private Step done(Job job) {
        services.store().write(tx -> {
            WorkRows.finish(tx, job.work(), services.now(), services.store().epoch());
            return null;
        });
        return Step.DONE;
    }
}
