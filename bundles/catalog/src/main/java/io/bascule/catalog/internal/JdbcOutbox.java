/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Outbox;
import io.bascule.api.catalog.OutboxEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Table bascule_outbox. */
final class JdbcOutbox implements Outbox {
    /** One statement text for each length is parsed and kept, so lengths are few. */
    private static final int IDS_AT_ONCE = 100;

    private final Session session;

    JdbcOutbox(Session session) {
        this.session = session;
    }

    @Override
    public void add(OutboxEvent event) {
        session.update(
                "event " + event.id(),
                "insert into bascule_outbox (id, kind, integration, type_name, event_key, version, created_at, event, data)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                event.id(),
                event.kind(),
                event.integration(),
                event.type(),
                event.key(),
                event.version(),
                event.created(),
                event.event(),
                event.data());
    }

    @Override
    public List<OutboxEvent> oldest(int limit) {
        return session.list(
                "select * from bascule_outbox order by created_at, id fetch first ? rows only",
                row -> new OutboxEvent(
                        row.text("id"),
                        row.constant("kind", OutboxEvent.Kind.class),
                        row.textOrNull("integration"),
                        row.text("type_name"),
                        row.text("event_key"),
                        row.number("version"),
                        row.instant("created_at"),
                        row.text("event"),
                        row.text("data")),
                limit);
    }

    @Override
    public void delete(Collection<String> ids) {
        List<String> rest = List.copyOf(ids);
        while (!rest.isEmpty()) {
            int count = rest.size() >= IDS_AT_ONCE ? IDS_AT_ONCE : 1;
            session.update(
                    "events",
                    "delete from bascule_outbox where id in (" + String.join(", ", Collections.nCopies(count, "?"))
                            + ")",
                    rest.subList(0, count).toArray());
            rest = rest.subList(count, rest.size());
        }
    }

    @Override
    public boolean hasPending(String recordId) {
        return !session.list(
                        "select id from bascule_outbox where event_key = ? and kind = ? fetch first 1 rows only",
                        row -> row.text("id"),
                        recordId,
                        OutboxEvent.Kind.RECORD)
                .isEmpty();
    }

    @Override
    public long count() {
        return session.number("select count(*) from bascule_outbox");
    }
}
