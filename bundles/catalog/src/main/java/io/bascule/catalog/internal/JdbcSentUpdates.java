/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.catalog.SentUpdates;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Table bascule_sent_update. */
final class JdbcSentUpdates implements SentUpdates {
    private final Session session;
    private final JsonColumns columns;

    JdbcSentUpdates(Session session, JsonColumns columns) {
        this.session = session;
        this.columns = columns;
    }

    @Override
    public Optional<SentUpdate> find(String integration, String key) {
        return session
                .list(
                        "select * from bascule_sent_update where integration = ? and effect_key = ?",
                        this::update,
                        integration,
                        key)
                .stream()
                .findFirst();
    }

    @Override
    public void put(SentUpdate update) {
        String row = "sent update " + update.key();
        session.update(
                row,
                "delete from bascule_sent_update where integration = ? and effect_key = ?",
                update.integration(),
                update.key());
        session.update(
                row,
                "insert into bascule_sent_update (integration, effect_key, link_id, type_name, record_id,"
                        + " record_version, stored_at, fields) values (?, ?, ?, ?, ?, ?, ?, ?)",
                update.integration(),
                update.key(),
                update.linkId(),
                update.type(),
                update.recordId(),
                update.recordVersion(),
                update.at(),
                columns.pairs(update.fields()));
    }

    @Override
    public int deleteBefore(Instant moment) {
        return session.update(
                "sent updates", "delete from bascule_sent_update where stored_at < ?", Nanos.nearest(moment));
    }

    private SentUpdate update(Row row) throws SQLException {
        return new SentUpdate(
                row.text("integration"),
                row.text("effect_key"),
                row.text("link_id"),
                row.text("type_name"),
                row.text("record_id"),
                row.number("record_version"),
                row.instant("stored_at"),
                columns.pairs(row.text("fields")));
    }
}
