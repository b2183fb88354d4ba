/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflicts;
import io.bascule.api.model.Value;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table bascule_conflict. */
final class JdbcConflicts implements Conflicts {
    private final Session session;
    private final Json json;

    JdbcConflicts(Session session, Json json) {
        this.session = session;
        this.json = json;
    }

    @Override
    public Optional<Conflict> find(String id) {
        return session.find("select * from bascule_conflict where id = ?", this::conflict, id);
    }

    @Override
    public void update(Conflict conflict) {
        Conflict.Resolution resolution = conflict.resolution();
        session.updateOne(
                "conflict " + conflict.id(),
                "update bascule_conflict set winner = ?, resolved_winner = ?, resolved_by = ?, resolved_at = ?,"
                        + " resolved_tried = ? where id = ?",
                conflict.winner(),
                resolution == null ? null : resolution.winner(),
                resolution == null ? null : resolution.by(),
                resolution == null ? null : resolution.at(),
                resolution == null ? null : resolution.tried(),
                conflict.id());
    }

    @Override
    public void add(Conflict conflict) {
        Value base = conflict.base();
        session.update(
                "conflict " + conflict.id(),
                "insert into bascule_conflict (id, link_id, integration, type_name, record_id, path, base_value,"
                        + " catalog_value, external_value, policy, winner, found_at, record_version)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                conflict.id(),
                conflict.linkId(),
                conflict.integration(),
                conflict.type(),
                conflict.recordId(),
                conflict.path(),
                base == null ? null : json.write(base),
                json.write(conflict.catalogValue()),
                json.write(conflict.externalValue()),
                conflict.policy(),
                conflict.winner(),
                conflict.at(),
                conflict.recordVersion());
    }

    @Override
    public List<Conflict> ofLink(String linkId) {
        return session.list("select * from bascule_conflict where link_id = ? order by id", this::conflict, linkId);
    }

    @Override
    public List<Conflict> held(String linkId) {
        return session.list(
                "select * from bascule_conflict where link_id = ? and winner = ? order by link_id, winner, id",
                this::conflict,
                linkId,
                Conflict.Winner.HELD);
    }

    @Override
    public Optional<Conflict> newest(String linkId, String path) {
        return session
                .list(
                        "select * from bascule_conflict where link_id = ? and path = ? order by id desc"
                                + " fetch first 1 rows only",
                        this::conflict,
                        linkId,
                        path)
                .stream()
                .findFirst();
    }

    @Override
    public void delete(String id) {
        session.update(
                "conflict " + id, "delete from bascule_conflict where id = ? and winner = ?", id, Conflict.Winner.HELD);
    }

    @Override
    public List<Conflict> page(Conflict.@Nullable Winner winner, @Nullable String after, int limit) {
        String from = after == null ? "" : after;
        return winner == null
                ? session.list(
                        "select * from bascule_conflict where id > ? order by id fetch first ? rows only",
                        this::conflict,
                        from,
                        limit)
                : session.list(
                        "select * from bascule_conflict where winner = ? and id > ? order by winner, id"
                                + " fetch first ? rows only",
                        this::conflict,
                        winner,
                        from,
                        limit);
    }

    @Override
    public List<Conflict> decidedBefore(Instant moment, @Nullable String after, int limit) {
        long before = Nanos.nearest(moment);
        return session.list(
                "select * from bascule_conflict where id > ? and winner <> ? and found_at < ?"
                        + " and (resolved_at is null or resolved_at < ?) order by id fetch first ? rows only",
                this::conflict,
                after == null ? "" : after,
                Conflict.Winner.HELD,
                before,
                before,
                limit);
    }

    @Override
    public void forget(String id) {
        session.update(
                "conflict " + id,
                "delete from bascule_conflict where id = ? and winner <> ?",
                id,
                Conflict.Winner.HELD);
    }

    @Override
    public long count() {
        return session.number("select count(*) from bascule_conflict");
    }

    private Conflict conflict(Row row) throws SQLException {
        String base = row.textOrNull("base_value");
        return new Conflict(
                row.text("id"),
                row.text("link_id"),
                row.text("integration"),
                row.text("type_name"),
                row.text("record_id"),
                row.text("path"),
                base == null ? null : json.readValue(base),
                json.readValue(row.text("catalog_value")),
                json.readValue(row.text("external_value")),
                row.text("policy"),
                row.constant("winner", Conflict.Winner.class),
                row.instant("found_at"),
                row.number("record_version"),
                resolution(row));
    }

    private static Conflict.@Nullable Resolution resolution(Row row) throws SQLException {
        String by = row.textOrNull("resolved_by");
        return by == null
                ? null
                : new Conflict.Resolution(
                        row.constant("resolved_winner", Conflict.Winner.class),
                        by,
                        row.instant("resolved_at"),
                        row.flag("resolved_tried"));
    }
}
