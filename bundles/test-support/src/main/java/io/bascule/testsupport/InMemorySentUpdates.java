/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Intents;
import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.catalog.SentUpdates;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Sent updates by the ids of their intents. */
final class InMemorySentUpdates implements SentUpdates {
    private final UndoLog undo;
    private final Intents intents;
    private final UndoableMap<String, SentUpdate> rows;

    InMemorySentUpdates(UndoLog undo, Intents intents) {
        this.undo = undo;
        this.intents = intents;
        rows = new UndoableMap<>(undo);
    }

    @Override
    public void insert(SentUpdate update) {
        if (rows.contains(update.intentId())) {
            throw undo.stale("sent update of intent " + update.intentId() + " is there already");
        }
        rows.put(update.intentId(), update);
    }

    @Override
    public List<SentUpdate> ofObject(String integration, String type, String externalId) {
        return of(integration, type, row -> row.externalId().equals(externalId));
    }

    @Override
    public long count(String integration, String type) {
        return of(integration, type, row -> true).size();
    }

    @Override
    public int settle(String integration, String type, Instant now) {
        List<SentUpdate> over = of(integration, type, row -> row.settled() == null && !isOpen(row));
        over.forEach(row -> rows.put(row.intentId(), settled(row, now)));
        return over.size();
    }

    @Override
    public int deleteSettled(String integration, String type, Instant moment) {
        List<SentUpdate> over = of(integration, type, row -> {
            Instant settled = row.settled();
            return settled != null && !settled.isAfter(moment);
        });
        over.forEach(row -> rows.remove(row.intentId()));
        return over.size();
    }

    private List<SentUpdate> of(String integration, String type, Predicate<SentUpdate> condition) {
        return rows.rows().values().stream()
                .filter(row ->
                        row.integration().equals(integration) && row.type().equals(type) && condition.test(row))
                .toList();
    }

    private boolean isOpen(SentUpdate row) {
        return intents.ofLink(row.linkId())
                .filter(intent -> intent.id().equals(row.intentId()))
                .isPresent();
    }

    private static SentUpdate settled(SentUpdate row, Instant now) {
        return new SentUpdate(
                row.intentId(),
                row.linkId(),
                row.integration(),
                row.type(),
                row.externalId(),
                row.recordId(),
                row.recordVersion(),
                row.key(),
                row.externalVersion(),
                row.readSequence(),
                row.sent(),
                row.read(),
                row.at(),
                now);
    }
}
