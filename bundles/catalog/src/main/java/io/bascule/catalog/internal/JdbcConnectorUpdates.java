/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.ConnectorBinding;
import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdates;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tables bascule_connector_binding and bascule_connector_update. */
final class JdbcConnectorUpdates implements ConnectorUpdates {
    private final Session session;
    private final JsonColumns columns;

    JdbcConnectorUpdates(Session session, JsonColumns columns) {
        this.session = session;
        this.columns = columns;
    }

    @Override
    public Optional<ConnectorBinding> binding(String integration) {
        return session.find(
                "select * from bascule_connector_binding where integration = ?",
                row -> new ConnectorBinding(
                        row.text("integration"),
                        row.text("kind"),
                        row.text("version"),
                        row.instant("since_at"),
                        row.number("epoch")),
                integration);
    }

    @Override
    public void bind(ConnectorBinding binding) {
        Object[] values = {
            binding.kind(), binding.version(), binding.since(), binding.epoch(), binding.integration(),
        };
        String row = "connector of " + binding.integration();
        int changed = session.update(
                row,
                "update bascule_connector_binding set kind = ?, version = ?, since_at = ?, epoch = ?"
                        + " where integration = ?",
                values);
        if (changed == 0) {
            session.update(
                    row,
                    "insert into bascule_connector_binding (kind, version, since_at, epoch, integration)"
                            + " values (?, ?, ?, ?, ?)",
                    values);
        }
    }

    @Override
    public void insert(ConnectorUpdate update) {
        session.update(
                "update of a connector " + update.id(),
                "insert into bascule_connector_update (integration, kind, from_version, to_version, begun_at,"
                        + " effect_sequence, outcome, reason, ended_at, effects, id)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values(update));
    }

    @Override
    public void update(ConnectorUpdate update) {
        session.updateOne(
                "update of a connector " + update.id(),
                "update bascule_connector_update set integration = ?, kind = ?, from_version = ?, to_version = ?,"
                        + " begun_at = ?, effect_sequence = ?, outcome = ?, reason = ?, ended_at = ?, effects = ?"
                        + " where id = ?",
                values(update));
    }

    @Override
    public List<ConnectorUpdate> latest(String integration, int limit) {
        return session.list(
                "select * from bascule_connector_update where integration = ?"
                        + " order by integration desc, id desc fetch first ? rows only",
                this::update,
                integration,
                limit);
    }

    private Object[] values(ConnectorUpdate update) {
        return new Object[] {
            update.integration(),
            update.kind(),
            update.from(),
            update.to(),
            update.begun(),
            update.sequence(),
            update.outcome(),
            update.reason(),
            update.ended(),
            columns.effects(update.effects()),
            update.id(),
        };
    }

    private ConnectorUpdate update(Row row) throws SQLException {
        return new ConnectorUpdate(
                row.text("id"),
                row.text("integration"),
                row.text("kind"),
                row.text("from_version"),
                row.text("to_version"),
                row.instant("begun_at"),
                row.number("effect_sequence"),
                row.constant("outcome", ConnectorUpdate.Outcome.class),
                row.textOrNull("reason"),
                row.instantOrNull("ended_at"),
                columns.effects(row.text("effects")));
    }
}
