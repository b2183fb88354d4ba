/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.SentUpdate;
import io.bascule.api.catalog.SentUpdates;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Table bascule_sent_update. */
final class JdbcSentUpdates implements SentUpdates {
    private final Session session;
    private final JsonColumns columns;

    JdbcSentUpdates(Session session, JsonColumns columns) {
        this.session = session;
        this.columns = columns;
    }

    @Override
    public void insert(SentUpdate update) {
        session.update(
                "sent update of intent " + update.intentId(),
                "insert into bascule_sent_update (intent_id, link_id, integration, type_name, external_id, record_id,"
                        + " record_version, idempotency_key, external_version, read_sequence, sent_values, read_values,"
                        + " sent_at, settled_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                update.intentId(),
                update.linkId(),
                update.integration(),
                update.type(),
                update.externalId(),
                update.recordId(),
                update.recordVersion(),
                update.key(),
                update.externalVersion(),
                update.readSequence(),
                columns.values(update.sent()),
                columns.values(update.read()),
                update.at(),
                update.settled());
    }

    @Override
    public List<SentUpdate> ofObject(String integration, String type, String externalId) {
        return session.list(
                "select * from bascule_sent_update where integration = ? and type_name = ? and external_id = ?"
                        + " order by integration, type_name, external_id, intent_id",
                this::update,
                integration,
                type,
                externalId);
    }

    @Override
    public long count(String integration, String type) {
        return session.number(
                "select count(*) from bascule_sent_update where integration = ? and type_name = ?", integration, type);
    }

    @Override
    public int settle(String integration, String type, Instant now) {
        return session.update(
                "sent updates of " + integration,
                "update bascule_sent_update set settled_at = ? where integration = ? and type_name = ?"
                        + " and settled_at is null and not exists (select 1 from bascule_intent i"
                        + " where i.id = bascule_sent_update.intent_id)",
                now,
                integration,
                type);
    }

    @Override
    public int deleteSettled(String integration, String type, Instant moment) {
        return session.update(
                "sent updates of " + integration,
                "delete from bascule_sent_update where integration = ? and type_name = ? and settled_at <= ?",
                integration,
                type,
                Nanos.nearest(moment));
    }

    private SentUpdate update(Row row) throws SQLException {
        return new SentUpdate(
                row.text("intent_id"),
                row.text("link_id"),
                row.text("integration"),
                row.text("type_name"),
                row.text("external_id"),
                row.text("record_id"),
                row.number("record_version"),
                row.text("idempotency_key"),
                row.textOrNull("external_version"),
                row.number("read_sequence"),
                columns.values(row.text("sent_values")),
                columns.values(row.text("read_values")),
                row.instant("sent_at"),
                row.instantOrNull("settled_at"));
    }
}
