/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.WebhookEvents;
import java.time.Instant;

/** Table bascule_webhook_event. */
final class JdbcWebhookEvents implements WebhookEvents {
    private final Session session;

    JdbcWebhookEvents(Session session) {
        this.session = session;
    }

    @Override
    public boolean add(String integration, String eventId, Instant receivedAt) {
        boolean there = !session.list(
                        "select event_id from bascule_webhook_event where integration = ? and event_id = ?",
                        row -> row.text("event_id"),
                        integration,
                        eventId)
                .isEmpty();
        if (!there) {
            // If another transaction was faster, this one is stale, runs again and finds the event.
            session.update(
                    "webhook event " + eventId + " of " + integration,
                    "insert into bascule_webhook_event (integration, event_id, received_at) values (?, ?, ?)",
                    integration,
                    eventId,
                    receivedAt);
        }
        return !there;
    }

    @Override
    public int deleteBefore(Instant moment, int limit) {
        return session.update(
                "webhook events",
                "delete from bascule_webhook_event where (integration, event_id) in (select integration, event_id"
                        + " from bascule_webhook_event where received_at < ? order by received_at"
                        + " fetch first ? rows only)",
                Nanos.nearest(moment),
                limit);
    }
}
