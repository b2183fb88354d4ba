/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.catalog.InvalidRecordException;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.decide.MatchRule;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.write.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Taking in an object that belongs to no record yet: match it with a record or make one. */
final class Inbound {
    private final LaneServices services;
    private final Reading reading;
    private final References references;

    Inbound(LaneServices services, Reading reading, References references) {
        this.services = services;
        this.reading = reading;
        this.references = references;
    }

    /** What matching came to, inside its transaction. */
    private record Matched(
            Step step,
            @Nullable CatalogRecord created,
            @Nullable Delay delay) {}

    Step take(Job job) {
        Observation seen = job.work().observation();
        // What waited for something is looked at anew: its keys may have changed since it was seen.
        boolean waited = job.work().code() != null;
        TypeCapabilities capabilities = job.mapping().capabilities();
        Duration lag = capabilities.listLag().compareTo(capabilities.readLag()) > 0
                ? capabilities.listLag()
                : capabilities.readLag();
        boolean fresh = seen != null && reading.isFresh(seen, job.link(), job.mapping(), lag);
        if (seen == null || waited || !(fresh || services.planted(Mistake.STALE_REVIVES))) {
            Instant settled = Reading.settledBefore(job.link(), capabilities.readLag());
            if (settled.isAfter(services.now())) {
                return services.postpone(
                        job, services.waitUntil("waiting-for-lag", "Until a read shows that it was deleted.", settled));
            }
            try {
                seen = reading.read(
                        job.integration(),
                        job.mapping(),
                        Objects.requireNonNull(job.link().externalId()),
                        seen == null ? null : seen.changedAt());
            } catch (BasculeException e) {
                return services.postpone(job, services.reaction(job, e));
            }
        }
        if (seen.missing() || !job.mapping().direction().takesIn()) {
            Instant proof = Reading.provesAbsence(job.link(), capabilities);
            return seen.missing() && seen.seenAt().isBefore(proof)
                    ? services.postpone(
                            job, services.waitUntil("waiting-for-lag", "Not there, or not visible yet.", proof))
                    : forget(job, seen);
        }
        ExternalRecord object = Objects.requireNonNull(seen.snapshot());
        Observation observation = seen;
        services.surroundings().faults().hit(Failpoint.MERGE_BEFORE_TX);
        Matched matched;
        try {
            matched = services.store().write(tx -> match(tx, job, object, observation));
        } catch (InvalidRecordException e) {
            return services.postpone(job, services.park(e.code(), e.problem().text()));
        }
        services.surroundings().faults().hit(Failpoint.MERGE_AFTER_COMMIT);
        if (matched.created() != null) {
            services.news().recordCommitted(matched.created());
        }
        if (matched.delay() != null) {
            services.tell(job, matched.delay());
        }
        return matched.step();
    }

    private Matched match(StoreTransaction tx, Job job, ExternalRecord object, Observation observation) {
        Optional<Link> row = tx.links().find(job.link().id());
        if (row.isEmpty() || row.get().revision() != job.link().revision()) {
            return new Matched(Step.AGAIN, null, null);
        }
        Mapping mapping = job.mapping();
        Fields fields = mapping.toCatalog(object.fields());
        SortedSet<MatchKey> keys = mapping.keysOf(fields);
        boolean apart = row.get().state() == Link.State.APART;
        String creator = apart ? null : creator(tx, job, object, keys);
        tx.records().lockKeys(job.link().type(), keys);
        List<CatalogRecord> candidates = creator != null || apart ? List.of() : candidates(tx, job, object, fields);
        Optional<Link> ended = creator == null && candidates.isEmpty() ? buried(tx, row.get()) : Optional.empty();
        if (ended.isPresent()) {
            return revive(tx, job, row.get(), ended.get(), observation);
        }
        List<Link> links = new ArrayList<>();
        candidates.forEach(candidate -> tx.links()
                .findByRecord(job.integration().name(), candidate.id())
                .ifPresent(links::add));
        long linked = links.stream().filter(link -> link.externalId() != null).count();
        String holder = creator != null
                ? creator
                : links.stream()
                        .map(Link::id)
                        .filter(id -> tx.intents().ofLink(id).isPresent())
                        .findFirst()
                        .orElse(null);
        MatchRule rule = MatchRule.of(holder != null, candidates.size(), (int) linked);
        return switch (rule) {
            case CREATING_WAIT -> waitFor(tx, job, object, Objects.requireNonNull(holder));
            case NONE_CREATE -> make(tx, job, row.get(), object, observation, fields);
            case ONE_LINK -> link(tx, job, row.get(), candidates.get(0), links, observation);
            case LINKED_PARK ->
                services.planted(Mistake.LINKED_CANDIDATE)
                        ? link(tx, job, row.get(), candidates.get(0), links, observation)
                        : put(
                                tx,
                                job,
                                services.parkForPerson(
                                        ErrorCode.SUSPECTED_TWIN,
                                        "Record " + candidates.get(0).id()
                                                + " has the same keys and is linked to object "
                                                + links.get(0).externalId()
                                                + "; merge the objects or keep them apart."));
            case SEVERAL_PARK ->
                put(
                        tx,
                        job,
                        services.parkForPerson(
                                ErrorCode.AMBIGUOUS,
                                candidates.size() + " records have the same keys: "
                                        + candidates.stream()
                                                .map(CatalogRecord::id)
                                                .toList()
                                        + "; choose one."));
        };
    }

    private Matched waitFor(StoreTransaction tx, Job job, ExternalRecord object, String holder) {
        if (object.marker() == null && !services.planted(Mistake.NO_KEY_CLAIM)) {
            tx.links().find(holder).ifPresent(creating -> OpenCreates.claim(tx, creating, object.id()));
        }
        return put(
                tx,
                job,
                OpenCreates.waitFor(
                        tx,
                        services,
                        holder,
                        "Link " + holder
                                + " is creating an object with the same key or marker, or one just like this."));
    }

    /**
     * The link whose create this object may be: by its marker; without one by a claim on it from an earlier look or by a claimed
     * key; without any key by what it shows.
     */
    private @Nullable String creator(StoreTransaction tx, Job job, ExternalRecord object, SortedSet<MatchKey> keys) {
        String marker = object.marker();
        if (marker != null) {
            Optional<Link> marked = tx.links().find(marker);
            if (marked.isPresent()
                    && marked.get().integration().equals(job.integration().name())) {
                // A marker whose record is linked elsewhere is a copy: matched by key, like any other object.
                return marked.get().externalId() == null
                                && tx.intents().ofLink(marker).isPresent()
                        ? marker
                        : null;
            }
        }
        if (services.planted(Mistake.NO_KEY_CLAIM)) {
            return marker == null && keys.isEmpty() ? alike(tx, job, object) : null;
        }
        Optional<String> claimant =
                OpenCreates.claimant(tx, job.integration().name(), job.link().type(), object.id());
        if (claimant.isPresent()) {
            return claimant.get();
        }
        if (marker == null && keys.isEmpty()) {
            return alike(tx, job, object);
        }
        for (MatchKey key : keys) {
            Optional<String> holder =
                    tx.keyClaims().holder(job.integration().name(), job.link().type(), key);
            if (holder.isPresent() && tx.intents().ofLink(holder.get()).isPresent()) {
                return holder.get();
            }
        }
        return null;
    }

    /**
     * The link of an open create that an object with neither marker nor key shows every value of. Nothing else can tell whether it
     * is what that create made, and taken for a new arrival it would become a second record.
     */
    private static @Nullable String alike(StoreTransaction tx, Job job, ExternalRecord object) {
        return tx.intents().open(job.integration().name()).stream()
                .filter(intent -> intent.action() == Action.CREATE
                        && intent.type().equals(job.link().type())
                        && !intent.catalogValues().isEmpty()
                        && Settlement.sameAsSent(job, intent, object))
                .map(Intent::linkId)
                .findFirst()
                .orElse(null);
    }

    /** The records that this object may belong to: the one of its marker, or those with its strongest key. */
    private static List<CatalogRecord> candidates(StoreTransaction tx, Job job, ExternalRecord object, Fields fields) {
        Mapping mapping = job.mapping();
        Optional<CatalogRecord> marked = Optional.ofNullable(object.marker())
                .flatMap(tx.links()::find)
                .filter(link -> link.integration().equals(job.integration().name()) && link.externalId() == null)
                .flatMap(link -> Optional.ofNullable(link.recordId()))
                .flatMap(tx.records()::find);
        if (marked.isPresent()) {
            return List.of(marked.get());
        }
        for (KeyDefinition definition : mapping.keys()) {
            MatchKey key = MatchKey.of(definition, fields);
            if (key != null) {
                List<String> ids = tx.records().findByKey(mapping.type().name(), key);
                if (!ids.isEmpty()) {
                    return ids.stream()
                            .flatMap(id -> tx.records().find(id).stream())
                            .toList();
                }
            }
        }
        return List.of();
    }

    private Matched make(
            StoreTransaction tx, Job job, Link link, ExternalRecord object, Observation observation, Fields fields) {
        References.Translated translated = references.toCatalog(tx, job, fields);
        if (translated.missing() != null) {
            return put(tx, job, translated.missing());
        }
        Instant now = services.now();
        CatalogRecord record = services.writer()
                .insert(
                        tx,
                        job.mapping().type(),
                        translated.fields(),
                        new Change(
                                job.integration().name(),
                                "integration:" + job.integration().name(),
                                "arrival",
                                now,
                                Dated.of(services, job, observation).certain()));
        SortedMap<String, Pair> pairs = new TreeMap<>();
        for (FieldMapping field : job.mapping().fields()) {
            Value external = field.externalValue(object.fields());
            // What does not flow in is first met when there is something here to send; blank there too, it is settled.
            if (external != null && (field.takesIn() || field.agree(field.catalogValue(fields), external))) {
                pairs.put(field.catalog().toString(), new Pair(field.catalogValue(fields), external, field.hash()));
            }
        }
        Link matched = LinkRows.matched(link, record.id(), object.id());
        LinkRows.store(
                tx,
                LinkRows.accounted(
                        matched, pairs, record.version(), object.version(), observation.readSequence(), null, 0),
                now);
        tx.outbox().add(InboundEvents.of(services, job, record.id(), record.version(), object.id(), "created", fields));
        WorkRows.finish(tx, job.work(), now, services.store().epoch());
        return new Matched(Step.DONE, record, null);
    }

    /** The ended link of this object, if its record was deleted with it. */
    private static Optional<Link> buried(StoreTransaction tx, Link arrival) {
        return tx.links()
                .lastEndedOfObject(arrival.integration(), arrival.type(), Objects.requireNonNull(arrival.externalId()))
                .filter(ended -> Optional.ofNullable(ended.recordId())
                        .flatMap(tx.records()::find)
                        .filter(record -> record.deleted() && record.mergedInto() == null)
                        .isPresent());
    }

    /** The object has come back, and so does its record; what both held when they were deleted is what is accounted for. */
    private Matched revive(StoreTransaction tx, Job job, Link arrival, Link ended, Observation observation) {
        Instant now = services.now();
        String integration = job.integration().name();
        CatalogRecord buried =
                tx.records().find(Objects.requireNonNull(ended.recordId())).orElseThrow();
        CatalogRecord record = services.writer()
                .update(
                        tx,
                        job.mapping().type(),
                        buried,
                        buried.fields(),
                        new Change(integration, "integration:" + integration, "restored-there", now, null));
        Link heir = LinkRows.withPairs(arrival, ended.pairs());
        LinkRows.store(tx, LinkRows.matched(heir, record.id(), Objects.requireNonNull(arrival.externalId())), now);
        WorkRows.goOn(tx, job.work(), observation, now, services.store().epoch());
        return new Matched(Step.AGAIN, record, null);
    }

    private Matched link(
            StoreTransaction tx,
            Job job,
            Link arrival,
            CatalogRecord record,
            List<Link> links,
            Observation observation) {
        Instant now = services.now();
        for (Link half : links) {
            tx.intents().ofLink(half.id()).ifPresent(intent -> tx.intents().delete(intent.id()));
            Absorption.absorb(tx, half, arrival, now, services.store().epoch());
        }
        LinkRows.store(tx, LinkRows.matched(arrival, record.id(), Objects.requireNonNull(arrival.externalId())), now);
        WorkRows.goOn(tx, job.work(), observation, now, services.store().epoch());
        return new Matched(Step.AGAIN, null, null);
    }

    private Matched put(StoreTransaction tx, Job job, Delay delay) {
        WorkRows.postpone(
                tx, job.work(), delay, services.now(), services.store().epoch());
        return new Matched(Step.DONE, null, delay);
    }

    /**
     * The object was gone before anything was known of it, or it does not flow in. That it is gone stays known: what was read before
     * must not bring it back.
     */
    private Step forget(Job job, Observation seen) {
        return services.store().write(tx -> {
            Optional<Link> row = tx.links().find(job.link().id());
            Optional<Work> work = tx.work().find(job.link().id());
            if (row.isEmpty()
                    || row.get().revision() != job.link().revision()
                    || work.isEmpty()
                    || work.get().revision() != job.work().revision()) {
                return Step.AGAIN;
            }
            Link link = row.get();
            Optional<Link> ended = tx.links()
                    .lastEndedOfObject(link.integration(), link.type(), Objects.requireNonNull(link.externalId()));
            if (seen.missing() && ended.isEmpty()) {
                Endings.end(tx, services, job, link, 0, seen.readSequence(), seen.seenAt());
                return Step.DONE;
            }
            if (seen.missing()) {
                Endings.stillGone(tx, ended.get(), seen);
            }
            tx.keyClaims().release(link.id());
            tx.work().delete(work.get());
            tx.links().delete(link);
            return Step.DONE;
        });
    }
}
