/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.History;
import io.bascule.api.catalog.HistoryEntry;
import java.util.List;

/** Table bascule_history. */
final class JdbcHistory implements History {
    private final Session session;
    private final JsonColumns columns;

    JdbcHistory(Session session, JsonColumns columns) {
        this.session = session;
        this.columns = columns;
    }

    @Override
    public void add(HistoryEntry entry) {
        session.update(
                "history of record " + entry.recordId() + ", version " + entry.version(),
                "insert into bascule_history (record_id, version, changed_at, origin, actor, cause, changes,"
                        + " deleted) values (?, ?, ?, ?, ?, ?, ?, ?)",
                entry.recordId(),
                entry.version(),
                entry.at(),
                entry.origin(),
                entry.actor(),
                entry.cause(),
                columns.changes(entry.changes()),
                entry.deleted());
    }

    @Override
    public List<HistoryEntry> of(String recordId) {
        return session.list(
                "select * from bascule_history where record_id = ? order by record_id, version",
                row -> new HistoryEntry(
                        row.text("record_id"),
                        row.number("version"),
                        row.instant("changed_at"),
                        row.text("origin"),
                        row.text("actor"),
                        row.text("cause"),
                        columns.changes(row.text("changes")),
                        row.flag("deleted")),
                recordId);
    }

    @Override
    public long count() {
        return session.number("select count(*) from bascule_history");
    }
}
