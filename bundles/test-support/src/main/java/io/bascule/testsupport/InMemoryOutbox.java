/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Outbox;
import io.bascule.api.catalog.OutboxEvent;
import java.util.Collection;
import java.util.List;

/** Events with indexes by (created, id) and by record. */
final class InMemoryOutbox implements Outbox {
    private final UndoLog undo;
    private final UndoableMap<String, OutboxEvent> rows;
    private final UndoableMap<MomentKey, OutboxEvent> byCreated;
    private final UndoableMap<TextKey, String> byRecord;

    InMemoryOutbox(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
        byCreated = new UndoableMap<>(undo);
        byRecord = new UndoableMap<>(undo);
    }

    @Override
    public void add(OutboxEvent event) {
        if (rows.contains(event.id())) {
            throw undo.stale("event " + event.id() + " is there already");
        }
        rows.put(event.id(), event);
        byCreated.put(new MomentKey("", event.created(), event.id()), event);
        if (event.kind() == OutboxEvent.Kind.RECORD) {
            byRecord.put(TextKey.of(event.key(), event.id()), event.id());
        }
    }

    @Override
    public List<OutboxEvent> oldest(int limit) {
        return Scan.take(byCreated.rows(), key -> true, limit);
    }

    @Override
    public void delete(Collection<String> ids) {
        for (String id : ids) {
            OutboxEvent event = rows.get(id);
            if (event != null) {
                rows.remove(id);
                byCreated.remove(new MomentKey("", event.created(), id));
                byRecord.remove(TextKey.of(event.key(), id));
            }
        }
    }

    @Override
    public boolean hasPending(String recordId) {
        TextKey next = byRecord.rows().higherKey(TextKey.of(recordId, ""));
        return next != null && next.scope().equals(recordId);
    }

    @Override
    public long count() {
        return rows.rows().size();
    }
}
