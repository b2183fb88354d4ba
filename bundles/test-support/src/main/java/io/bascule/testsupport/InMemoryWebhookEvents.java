/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.WebhookEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Webhook events by (integration, event id). */
final class InMemoryWebhookEvents implements WebhookEvents {
    private final UndoableMap<TextKey, Instant> rows;

    InMemoryWebhookEvents(UndoLog undo) {
        rows = new UndoableMap<>(undo);
    }

    @Override
    public boolean add(String integration, String eventId, Instant receivedAt) {
        TextKey key = TextKey.of(integration, eventId);
        if (rows.contains(key)) {
            return false;
        }
        rows.put(key, receivedAt);
        return true;
    }

    @Override
    public int deleteBefore(Instant moment, int limit) {
        List<TextKey> old = rows.rows().entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(moment))
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        old.forEach(rows::remove);
        return old.size();
    }
}
