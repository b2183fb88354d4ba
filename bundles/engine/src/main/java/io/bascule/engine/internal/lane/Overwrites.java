/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.connector.Change;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.decide.OverwrittenEdits;
import io.bascule.engine.internal.decide.OverwrittenEdits.OverwrittenEdit;
import io.bascule.engine.internal.map.Mapping;
import java.util.List;
import java.util.Objects;

/**
 * Finds out what updates of ours replaced on a system without precondition. Such an object is read just before it is written;
 * an edit that lands between the two is overwritten, and only the system's change stream can tell. What it tells is recorded as
 * a conflict that the catalog won, with the overwritten value. Thread-safe.
 */
public final class Overwrites {
    private final Surroundings surroundings;

    public Overwrites(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Keeps an update for the change stream to tell what it replaced, if it can; in the transaction of its intent. */
    static void remember(StoreTransaction tx, Mapping mapping, Intent intent, String recordId, Observation seen) {
        TypeCapabilities capabilities = mapping.capabilities();
        if (capabilities.precondition() || !capabilities.changesTellReplaced()) {
            return;
        }
        tx.sentUpdates()
                .insert(new SentUpdate(
                        intent.id(),
                        intent.linkId(),
                        intent.integration(),
                        intent.type(),
                        Objects.requireNonNull(intent.externalId()),
                        recordId,
                        intent.recordVersion(),
                        intent.key(),
                        Objects.requireNonNull(seen.snapshot()).version(),
                        seen.readSequence(),
                        intent.catalogValues(),
                        OverwrittenEdits.read(mapping, intent.before()),
                        intent.created(),
                        null));
    }

    /**
     * Holds a change of the stream against the updates of its object and records what they overwrote. The change may come
     * before the update's own answer, and more than once.
     *
     * @return how many overwritten edits were recorded
     */
    public int record(StoreTransaction tx, Mapping mapping, Change change) {
        Change.Replaced replaced = change.replaced();
        if (replaced == null || replaced.before().isEmpty()) {
            return 0;
        }
        List<SentUpdate> updates =
                tx.sentUpdates().ofObject(mapping.integration(), mapping.type().name(), change.id());
        int recorded = 0;
        for (SentUpdate update : updates) {
            if (OverwrittenEdits.isOurs(mapping, update, replaced)) {
                for (OverwrittenEdit edit : OverwrittenEdits.of(mapping, update, replaced, updates)) {
                    if (!isAccountedFor(tx, update, edit)) {
                        tx.conflicts().add(conflict(update, edit));
                        recorded++;
                    }
                }
            }
        }
        return recorded;
    }

    /**
     * Whether the replaced value was seen since the update's read, by merge or as the loser of a conflict: a write that was
     * applied after we had given it up may replace what was read in the meantime. A conflict recorded by an earlier telling of
     * the same change counts as well.
     */
    private static boolean isAccountedFor(StoreTransaction tx, SentUpdate update, OverwrittenEdit edit) {
        boolean recorded = tx.conflicts().ofLink(update.linkId()).stream()
                .anyMatch(conflict -> conflict.path().equals(edit.path())
                        && conflict.externalValue().equals(edit.lost())
                        && !conflict.at().isBefore(update.at())
                        && (!conflict.policy().equals(Conflict.OVERWRITTEN)
                                || conflict.recordVersion() == update.recordVersion()));
        return recorded || isMerged(tx, update, edit);
    }

    private static boolean isMerged(StoreTransaction tx, SentUpdate update, OverwrittenEdit edit) {
        return tx.history().of(update.recordId()).stream()
                .filter(entry -> entry.origin().equals(update.integration())
                        && !entry.at().isBefore(update.at())
                        && entry.version() > update.recordVersion())
                .map(entry -> entry.changes().get(edit.path()))
                .anyMatch(change -> {
                    Value after = change == null ? null : change.after();
                    return after != null && after.equals(edit.lost());
                });
    }

    private Conflict conflict(SentUpdate update, OverwrittenEdit edit) {
        return new Conflict(
                surroundings.ids().next(),
                update.linkId(),
                update.integration(),
                update.type(),
                update.recordId(),
                edit.path(),
                edit.read(),
                edit.kept(),
                edit.lost(),
                Conflict.OVERWRITTEN,
                Winner.CATALOG,
                surroundings.clock().instant(),
                update.recordVersion(),
                null);
    }
}
