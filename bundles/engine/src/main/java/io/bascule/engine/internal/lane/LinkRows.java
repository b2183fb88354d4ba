/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.ItemKeys;
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
                .map(ended -> {
                    Copy copy = new Copy(fresh);
                    copy.effectSequence = ended.effectSequence();
                    copy.effectAt = ended.effectAt();
                    return copy.link();
                })
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

    /** With other pairs. */
    static Link withPairs(Link link, SortedMap<String, Pair> pairs) {
        Copy copy = new Copy(link);
        copy.pairs = pairs;
        return copy.link();
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
        Copy copy = new Copy(link);
        copy.recordId = recordId;
        copy.externalId = externalId;
        copy.state = Link.State.LINKED;
        return copy.link();
    }

    /** In another state. */
    static Link inState(Link link, Link.State state) {
        Copy copy = new Copy(link);
        copy.state = state;
        return copy.link();
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
        ItemKeys.forget(all, pair -> pair.catalog() instanceof Value.Null && pair.external() instanceof Value.Null);
        Copy copy = new Copy(link);
        copy.recordVersion = Math.max(link.recordVersion(), recordVersion);
        copy.externalVersion = externalVersion == null ? link.externalVersion() : externalVersion;
        copy.effectSequence = Math.max(link.effectSequence(), sequence);
        copy.effectAt = effectAt == null ? link.effectAt() : effectAt;
        copy.pairs = all;
        copy.flips = flips;
        return copy.link();
    }

    /** Stores a changed copy over the row it was read from. */
    static Link store(StoreTransaction tx, Link link, Instant now) {
        Copy copy = new Copy(link);
        copy.revision = link.revision() + 1;
        copy.updated = now;
        Link next = copy.link();
        tx.links().update(next);
        return next;
    }

    /** A link in the making: as another one, but for what is set. */
    private static final class Copy {
        private final Link from;
        private @Nullable String recordId;
        private @Nullable String externalId;
        private Link.State state;
        private long revision;
        private long recordVersion;
        private @Nullable String externalVersion;
        private long effectSequence;
        private @Nullable Instant effectAt;
        private SortedMap<String, Pair> pairs;
        private int flips;
        private Instant updated;

        Copy(Link from) {
            this.from = from;
            this.recordId = from.recordId();
            this.externalId = from.externalId();
            this.state = from.state();
            this.revision = from.revision();
            this.recordVersion = from.recordVersion();
            this.externalVersion = from.externalVersion();
            this.effectSequence = from.effectSequence();
            this.effectAt = from.effectAt();
            this.pairs = from.pairs();
            this.flips = from.flips();
            this.updated = from.updated();
        }

        Link link() {
            return new Link(
                    from.id(),
                    from.integration(),
                    from.type(),
                    recordId,
                    externalId,
                    state,
                    revision,
                    recordVersion,
                    externalVersion,
                    effectSequence,
                    effectAt,
                    pairs,
                    flips,
                    from.created(),
                    updated);
        }
    }
}
