/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.event.Topics;
import io.bascule.api.model.CatalogRecord;
import io.bascule.engine.internal.write.News;
import java.util.Map;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** News as Event Admin events, posted and never waited for. Thread-safe. */
final class EventNews implements News {
    private final EventAdmin events;

    EventNews(EventAdmin events) {
        this.events = events;
    }

    @Override
    public void recordCommitted(CatalogRecord record) {
        events.postEvent(new Event(
                Topics.catalog(
                        record.type(), record.deleted() ? "deleted" : record.version() == 1 ? "created" : "updated"),
                Map.of(
                        Topics.TYPE, record.type(),
                        Topics.RECORD, record.id(),
                        Topics.VERSION, record.version())));
    }

    @Override
    public void integration(String integration, String event) {
        events.postEvent(new Event(Topics.integration(event), Map.of(Topics.INTEGRATION, integration)));
    }
}
