/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.catalog.StoreTransaction;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changed copies of a link, and storing them. */
public final class LinkRows {
    private LinkRows() {}

    /** The link of a record or an arrival that was never looked at. */
    static Link fresh(
            String id,
            String integration,
            String type,
            @Nullable String recordId,
            @Nullable String externalId,
            Instant now) {
        return new Link(
                id,
                integration,
                type,
                recordId,
                externalId,
                Link.State.NEW,
                1,
                0,
                null,
                0,
                null,
                new TreeMap<>(),
                0,
                now,
                now);
    }

    /**
     * The link of an object that is seen for the first time, or again after its link has ended: then what the ended one knew tells
     * a stale look from a return.
     */
    public static Link arrival(
            StoreTransaction tx, String id, String integration, String type, String externalId, Instant now) {
        Link fresh = fresh(id, integration, type, null, externalId, now);
        return tx.links()
                .lastEndedOfObject(integration, type, externalId)
                .map(ended -> seen(fresh, ended.effectSequence(), ended.effectAt()))
                .orElse(fresh);
    }

    /** The link of a record that is wanted in a system; after an ended one it is no first contact. */
    public static Link outgoing(
            StoreTransaction tx, String id, String integration, String type, String recordId, Instant now) {
        Link fresh = fresh(id, integration, type, recordId, null, now);
        return tx.links()
                .lastEndedOfRecord(integration, recordId)
                .map(ended -> withPairs(fresh, ended.pairs()))
                .orElse(fresh);
    }

    private static Link seen(Link link, long effectSequence, @Nullable Instant effectAt) {
        return new Link(
                link.id(),
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                link.state(),
                link.revision(),
                link.recordVersion(),
                link.externalVersion(),
                effectSequence,
                effectAt,
                link.pairs(),
                link.flips(),
                link.created(),
                link.updated());
    }

    /** With other pairs. */
    static Link withPairs(Link link, SortedMap<String, Pair> pairs) {
        return new Link(
                link.id(),
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                link.state(),
                link.revision(),
                link.recordVersion(),
                link.externalVersion(),
                link.effectSequence(),
                link.effectAt(),
                pairs,
                link.flips(),
                link.created(),
                link.updated());
    }

    /**
     * Its life is over.
     *
     * @param stamp of the read or effect that proves it
     * @param proven when that was
     */
    static Link ended(Link link, long recordVersion, long stamp, Instant proven) {
        Link accounted = accounted(link, new TreeMap<>(), recordVersion, null, stamp, proven, 0);
        return inState(accounted, Link.State.ENDED);
    }

    /** Both sides known, nothing accounted for. */
    static Link matched(Link link, String recordId, String externalId) {
        return new Link(
                link.id(),
                link.integration(),
                link.type(),
                recordId,
                externalId,
                Link.State.LINKED,
                link.revision(),
                link.recordVersion(),
                link.externalVersion(),
                link.effectSequence(),
                link.effectAt(),
                link.pairs(),
                link.flips(),
                link.created(),
                link.updated());
    }

    /** In another state. */
    static Link inState(Link link, Link.State state) {
        return new Link(
                link.id(),
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                state,
                link.revision(),
                link.recordVersion(),
                link.externalVersion(),
                link.effectSequence(),
                link.effectAt(),
                link.pairs(),
                link.flips(),
                link.created(),
                link.updated());
    }

    /**
     * After accounting for values.
     *
     * @param pairs laid over the old ones
     * @param sequence the stamp of the read or effect accounted for
     * @param effectAt when an effect ended; null if it was a read
     */
    static Link accounted(
            Link link,
            Map<String, Pair> pairs,
            long recordVersion,
            @Nullable String externalVersion,
            long sequence,
            @Nullable Instant effectAt,
            int flips) {
        SortedMap<String, Pair> all = new TreeMap<>(link.pairs());
        all.putAll(pairs);
        return new Link(
                link.id(),
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                link.state(),
                link.revision(),
                Math.max(link.recordVersion(), recordVersion),
                externalVersion == null ? link.externalVersion() : externalVersion,
                Math.max(link.effectSequence(), sequence),
                effectAt == null ? link.effectAt() : effectAt,
                all,
                flips,
                link.created(),
                link.updated());
    }

    /** Stores a changed copy over the row it was read from. */
    static Link store(StoreTransaction tx, Link link, Instant now) {
        Link next = new Link(
                link.id(),
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                link.state(),
                link.revision() + 1,
                link.recordVersion(),
                link.externalVersion(),
                link.effectSequence(),
                link.effectAt(),
                link.pairs(),
                link.flips(),
                link.created(),
                now);
        tx.links().update(next);
        return next;
    }
}
