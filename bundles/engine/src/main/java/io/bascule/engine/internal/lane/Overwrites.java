/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Link.Pair;
import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.connector.Change;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what an update of ours replaced on a system without precondition. Such an object is read just before it is written;
 * an edit that lands between the two is overwritten, and only the system's change stream can tell. What it tells is recorded as
 * a conflict that the catalog won, with the overwritten value. Thread-safe.
 */
public final class Overwrites {
    /** The policy of such conflicts: nobody decided them. */
    private static final String POLICY = "overwritten";

    private final Surroundings surroundings;

    public Overwrites(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What to remember of an intent: each field sent, with our value and the system's as it was read before. */
    public static SentUpdate of(Mapping mapping, Link link, Intent intent, String recordId, Instant now) {
        SortedMap<String, Pair> fields = new TreeMap<>();
        for (FieldMapping field : mapping.fields()) {
            String path = field.catalog().toString();
            Value ours = intent.catalogValues().get(path);
            Value before = field.externalValue(intent.before());
            if (ours != null && before != null) {
                fields.put(path, new Pair(ours, before, field.hash()));
            }
        }
        return new SentUpdate(
                link.integration(),
                intent.key(),
                link.id(),
                link.type(),
                recordId,
                intent.recordVersion(),
                now,
                fields);
    }

    /**
     * Holds a change of the stream against the update of ours that made it. The change may come before the update's own answer
     * is stored: then the open intent tells what was sent, and the answer will find it done.
     */
    public void check(StoreTransaction tx, Mapping mapping, Change change) {
        Fields replaced = change.replaced();
        String key = change.key();
        if (replaced == null || replaced.isEmpty() || key == null) {
            return;
        }
        SentUpdate sent =
                tx.sentUpdates().find(mapping.integration(), key).orElseGet(() -> open(tx, mapping, change.id(), key));
        if (sent == null) {
            return;
        }
        for (FieldMapping field : mapping.fields()) {
            Pair pair = sent.fields().get(field.catalog().toString());
            Value found = field.externalValue(replaced);
            if (pair != null
                    && found != null
                    && pair.mapping().equals(field.hash())
                    && !field.sameExternally(found, pair.external())) {
                tx.conflicts().add(conflict(sent, field, pair, found));
            }
        }
        tx.sentUpdates().put(done(sent));
    }

    private @Nullable SentUpdate open(StoreTransaction tx, Mapping mapping, String externalId, String key) {
        Optional<Link> link = tx.links()
                .findByExternalId(mapping.integration(), mapping.type().name(), externalId);
        String recordId = link.map(Link::recordId).orElse(null);
        if (link.isEmpty() || recordId == null) {
            return null;
        }
        return tx.intents()
                .ofLink(link.get().id())
                .filter(intent -> intent.key().equals(key))
                .map(intent -> of(
                        mapping,
                        link.get(),
                        intent,
                        recordId,
                        surroundings.clock().instant()))
                .orElse(null);
    }

    private Conflict conflict(SentUpdate sent, FieldMapping field, Pair pair, Value found) {
        return new Conflict(
                surroundings.ids().next(),
                sent.linkId(),
                sent.integration(),
                sent.type(),
                sent.recordId(),
                field.catalog().toString(),
                field.conversion().toCatalog(pair.external()),
                pair.catalog(),
                field.conversion().toCatalog(found),
                POLICY,
                Winner.CATALOG,
                surroundings.clock().instant(),
                sent.recordVersion());
    }

    /** Kept without its fields, so that a repeated account of the same change records nothing twice. */
    private static SentUpdate done(SentUpdate sent) {
        return new SentUpdate(
                sent.integration(),
                sent.key(),
                sent.linkId(),
                sent.type(),
                sent.recordId(),
                sent.recordVersion(),
                sent.at(),
                new TreeMap<>());
    }
}
