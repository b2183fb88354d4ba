/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.History;
import io.bascule.api.catalog.HistoryEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    public List<String> recordsBefore(Instant moment, @Nullable String after, int limit) {
        return session.list(
                "select record_id from bascule_history where record_id > ? and changed_at < ? group by record_id"
                        + " order by record_id fetch first ? rows only",
                row -> row.text("record_id"),
                after == null ? "" : after,
                Nanos.nearest(moment),
                limit);
    }

    @Override
    public List<Long> versionsBefore(String recordId, Instant moment, int limit) {
        return session.list(
                "select version from bascule_history where record_id = ? and changed_at < ? order by record_id, version"
                        + " fetch first ? rows only",
                row -> row.number("version"),
                recordId,
                Nanos.nearest(moment),
                limit);
    }

    @Override
    public void delete(String recordId, Collection<Long> versions) {
        for (Long version : versions) {
            session.update(
                    "history of record " + recordId + ", version " + version,
                    "delete from bascule_history where record_id = ? and version = ?",
                    recordId,
                    version);
        }
    }

    @Override
    public long count() {
        return session.number("select count(*) from bascule_history");
    }
}
