/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.intake;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.connector.Change;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.lane.LinkRows;
import io.bascule.engine.internal.lane.Overwrites;
import io.bascule.engine.internal.lane.WorkRows;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folds input into work, inside the caller's transaction. Thread-safe. */
public final class Intake {
    private final EngineStore store;
    private final Surroundings surroundings;
    private final Overwrites overwrites;

    public Intake(EngineStore store, Surroundings surroundings) {
        this.store = store;
        this.surroundings = surroundings;
        this.overwrites = new Overwrites(surroundings);
    }

    /** A record version is wanted in a system. What is accounted for already makes no work. */
    public void wanted(StoreTransaction tx, Integration integration, Mapping mapping, String recordId, long version) {
        if (!mapping.direction().sendsOut()) {
            return;
        }
        Instant now = surroundings.clock().instant();
        Optional<Link> found = tx.links().findByRecord(integration.name(), recordId);
        if (found.isPresent() && found.get().recordVersion() >= version) {
            return;
        }
        if (isDeleted(tx, recordId) && (found.isEmpty() || dropHalf(tx, found.get()))) {
            return;
        }
        Link link = found.isPresent() ? found.get() : insert(tx, outgoing(tx, mapping, recordId, now));
        WorkRows.want(tx, link, version, now, store.epoch());
    }

    /**
     * Changes were seen in a system.
     *
     * @param stamp the integration's stamp when the read began
     * @param seenAt when the read began
     * @return how many edits of others were found to have been overwritten
     */
    public int seen(StoreTransaction tx, Mapping mapping, List<Change> changes, long stamp, Instant seenAt) {
        int overwritten = 0;
        for (Change change : changes) {
            overwritten += overwrites.record(tx, mapping, change);
            if (isKnownGone(tx, mapping, change)) {
                continue;
            }
            ExternalRecord snapshot = change.snapshot();
            Observation observation = snapshot != null && !change.deleted()
                    ? new Observation(snapshot, false, stamp, seenAt, snapshot.changedAt())
                    : new Observation(null, false, stamp, seenAt, change.at());
            seen(tx, mapping, change.id(), observation);
            if (change.deleted()) {
                tellsEnd(tx, mapping, change);
            }
        }
        return overwritten;
    }

    /** An arrival that waits for a person may be gone; then there is nothing left to decide. */
    private void tellsEnd(StoreTransaction tx, Mapping mapping, Change change) {
        Instant at = change.at();
        tx.links()
                .findByExternalId(mapping.integration(), mapping.type().name(), change.id())
                .filter(link -> link.recordId() == null
                        // Told once more of a delete before it came back, it would be looked at for ever.
                        && (at == null || at.plus(blur(mapping)).isAfter(link.created())))
                .ifPresent(link ->
                        WorkRows.lookAgain(tx, link, surroundings.clock().instant(), store.epoch()));
    }

    /** How far the times of a system may be from ours. */
    private static Duration blur(Mapping mapping) {
        return mapping.capabilities().skew().plus(mapping.capabilities().granularity());
    }

    /** Whether a stream tells once more of what was before a link ended: overlapping reads bring such things all the time. */
    private static boolean isKnownGone(StoreTransaction tx, Mapping mapping, Change change) {
        String type = mapping.type().name();
        Instant at = change.at();
        if (at == null
                || tx.links()
                        .findByExternalId(mapping.integration(), type, change.id())
                        .isPresent()) {
            return false;
        }
        Duration blur = blur(mapping);
        return tx.links()
                .lastEndedOfObject(mapping.integration(), type, change.id())
                .map(Link::effectAt)
                .filter(proven -> change.deleted()
                        ? !at.isAfter(proven.plus(blur))
                        : at.plus(blur).isBefore(proven))
                .isPresent();
    }

    /** One object was seen, or is hinted to have changed. */
    public void seen(StoreTransaction tx, Mapping mapping, String externalId, Observation observation) {
        Instant now = surroundings.clock().instant();
        Optional<Link> found = tx.links()
                .findByExternalId(mapping.integration(), mapping.type().name(), externalId);
        if (found.isPresent() && tellsNothing(tx, mapping, found.get(), observation.snapshot())) {
            return;
        }
        Link link = found.isPresent()
                ? found.get()
                : insert(
                        tx,
                        LinkRows.arrival(
                                tx,
                                surroundings.ids().next(),
                                mapping.integration(),
                                mapping.type().name(),
                                externalId,
                                now));
        WorkRows.observe(tx, link, observation, now, store.epoch());
    }

    private static boolean isDeleted(StoreTransaction tx, String recordId) {
        return tx.records().find(recordId).filter(CatalogRecord::deleted).isPresent();
    }

    /** Takes away a link whose record was deleted before there was an object; also one that waits for a person. */
    private static boolean dropHalf(StoreTransaction tx, Link link) {
        if (link.externalId() != null || tx.intents().ofLink(link.id()).isPresent()) {
            return false;
        }
        tx.keyClaims().release(link.id());
        tx.work().find(link.id()).ifPresent(tx.work()::delete);
        tx.links().delete(link);
        return true;
    }

    /** The link of a record that is wanted in a system where it is not, or no longer. */
    private Link outgoing(StoreTransaction tx, Mapping mapping, String recordId, Instant now) {
        return LinkRows.outgoing(
                tx,
                surroundings.ids().next(),
                mapping.integration(),
                mapping.type().name(),
                recordId,
                now);
    }

    private static Link insert(StoreTransaction tx, Link link) {
        tx.links().insert(link);
        return link;
    }

    /** Whether a field that only flows out has nothing to send. */
    private static boolean isBlankHere(StoreTransaction tx, FieldMapping field, Link link) {
        return Optional.ofNullable(link.recordId())
                .flatMap(tx.records()::find)
                .filter(record -> field.catalogValue(record.fields()).isBlank())
                .isPresent();
    }

    /** Whether a snapshot shows just what was last accounted for: overlapping reads bring such ones all the time. */
    private static boolean tellsNothing(
            StoreTransaction tx, Mapping mapping, Link link, @Nullable ExternalRecord snapshot) {
        if (snapshot != null && link.state() == Link.State.PARTED) {
            return true;
        }
        if (snapshot == null || link.state() != Link.State.LINKED || link.flips() > 0) {
            return false;
        }
        if (mapping.fields().stream().anyMatch(field -> field.field().writableWhen() != null)) {
            // What was held may be sent now, be the state that allows it mapped or not.
            return false;
        }
        for (FieldMapping field : mapping.takenApart(
                        Fields.EMPTY, snapshot.fields(), link.pairs().keySet())
                .fields()) {
            Pair pair = link.pairs().get(field.catalog().toString());
            Value value = field.externalValue(snapshot.fields());
            if (value == null) {
                continue;
            }
            boolean known = pair == null
                    ? !field.matters(value) && (field.takesIn() || isBlankHere(tx, field, link))
                    : pair.mapping().equals(field.hash()) && field.sameExternally(value, pair.external());
            if (!known) {
                return false;
            }
        }
        return tx.work().find(link.id()).isEmpty();
    }
}
