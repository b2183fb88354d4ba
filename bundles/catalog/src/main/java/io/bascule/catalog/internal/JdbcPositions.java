/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Positions;
import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.connector.Position;
import java.util.Optional;

/** Table bascule_position. */
final class JdbcPositions implements Positions {
    private final Session session;

    JdbcPositions(Session session) {
        this.session = session;
    }

    @Override
    public Optional<StoredPosition> find(String integration, String stream) {
        return session.find(
                "select * from bascule_position where integration = ? and stream = ?",
                row -> new StoredPosition(
                        row.text("integration"),
                        row.text("stream"),
                        new Position(row.integer("format"), row.text("place")),
                        row.instant("taken_at"),
                        row.number("epoch")),
                integration,
                stream);
    }

    @Override
    public void save(StoredPosition position) {
        Object[] values = {
            position.position().format(),
            position.position().text(),
            position.at(),
            position.epoch(),
            position.integration(),
            position.stream()
        };
        String row = "position " + position.stream() + " of " + position.integration();
        int changed = session.update(
                row,
                "update bascule_position set format = ?, place = ?, taken_at = ?, epoch = ?"
                        + " where integration = ? and stream = ?",
                values);
        if (changed == 0) {
            session.update(
                    row,
                    "insert into bascule_position (format, place, taken_at, epoch, integration, stream)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    values);
        }
    }

    @Override
    public void delete(String integration, String stream) {
        session.update(
                "position " + stream + " of " + integration,
                "delete from bascule_position where integration = ? and stream = ?",
                integration,
                stream);
    }
}
