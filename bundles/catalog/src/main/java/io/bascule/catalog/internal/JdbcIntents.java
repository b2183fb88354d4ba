/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Intents;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Table bascule_intent. */
final class JdbcIntents implements Intents {
    private final Session session;
    private final Json json;
    private final JsonColumns columns;

    JdbcIntents(Session session, Json json, JsonColumns columns) {
        this.session = session;
        this.json = json;
        this.columns = columns;
    }

    @Override
    public Optional<Intent> ofLink(String linkId) {
        return session.find("select * from bascule_intent where link_id = ?", this::intent, linkId);
    }

    @Override
    public void insert(Intent intent) {
        session.update(
                "intent of link " + intent.linkId(),
                "insert into bascule_intent (integration, type_name, action, external_id, fields, expected_version,"
                        + " before_fields, idempotency_key, record_version, catalog_values, connector_version, created_at,"
                        + " attempts, last_attempt_at, epoch, id, link_id)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                intent.integration(),
                intent.type(),
                intent.action(),
                intent.externalId(),
                json.write(intent.fields()),
                intent.expectedVersion(),
                json.write(intent.before()),
                intent.key(),
                intent.recordVersion(),
                columns.values(intent.catalogValues()),
                intent.connectorVersion(),
                intent.created(),
                intent.attempts(),
                intent.lastAttempt(),
                intent.epoch(),
                intent.id(),
                intent.linkId());
    }

    @Override
    public void update(Intent intent) {
        session.updateOne(
                "intent " + intent.id() + " of link " + intent.linkId(),
                "update bascule_intent set integration = ?, type_name = ?, action = ?, external_id = ?, fields = ?,"
                        + " expected_version = ?, before_fields = ?, idempotency_key = ?, record_version = ?,"
                        + " catalog_values = ?, connector_version = ?, created_at = ?, attempts = ?, last_attempt_at = ?,"
                        + " epoch = ? where id = ? and link_id = ?",
                intent.integration(),
                intent.type(),
                intent.action(),
                intent.externalId(),
                json.write(intent.fields()),
                intent.expectedVersion(),
                json.write(intent.before()),
                intent.key(),
                intent.recordVersion(),
                columns.values(intent.catalogValues()),
                intent.connectorVersion(),
                intent.created(),
                intent.attempts(),
                intent.lastAttempt(),
                intent.epoch(),
                intent.id(),
                intent.linkId());
    }

    @Override
    public void delete(String intentId) {
        session.updateOne("intent " + intentId, "delete from bascule_intent where id = ?", intentId);
    }

    @Override
    public List<Intent> open(String integration) {
        return session.list(
                "select * from bascule_intent where integration = ? order by integration, id",
                this::intent,
                integration);
    }

    private Intent intent(Row row) throws SQLException {
        return new Intent(
                row.text("id"),
                row.text("link_id"),
                row.text("integration"),
                row.text("type_name"),
                row.constant("action", Intent.Action.class),
                row.textOrNull("external_id"),
                json.readFields(row.text("fields")),
                row.textOrNull("expected_version"),
                json.readFields(row.text("before_fields")),
                row.text("idempotency_key"),
                row.number("record_version"),
                columns.values(row.text("catalog_values")),
                row.text("connector_version"),
                row.instant("created_at"),
                row.integer("attempts"),
                row.instantOrNull("last_attempt_at"),
                row.number("epoch"));
    }
}
