/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Links;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table bascule_link. */
final class JdbcLinks implements Links {
    private final Session session;
    private final JsonColumns columns;

    JdbcLinks(Session session, JsonColumns columns) {
        this.session = session;
        this.columns = columns;
    }

    @Override
    public Optional<Link> find(String id) {
        return session.find("select * from bascule_link where id = ?", this::link, id);
    }

    @Override
    public Optional<Link> findByRecord(String integration, String recordId) {
        return session.find(
                "select * from bascule_link where record_id = ? and integration = ? and ended_key = ''",
                this::link,
                recordId,
                integration);
    }

    @Override
    public Optional<Link> findByExternalId(String integration, String type, String externalId) {
        return session.find(
                "select * from bascule_link where integration = ? and type_name = ? and external_id = ?"
                        + " and ended_key = ''",
                this::link,
                integration,
                type,
                externalId);
    }

    @Override
    public Optional<Link> lastEndedOfRecord(String integration, String recordId) {
        return session.find(
                "select * from bascule_link where record_id = ? and integration = ? and ended_key > ''"
                        + " order by record_id, integration, ended_key desc fetch first 1 rows only",
                this::link,
                recordId,
                integration);
    }

    @Override
    public Optional<Link> lastEndedOfObject(String integration, String type, String externalId) {
        return session.find(
                "select * from bascule_link where integration = ? and type_name = ? and external_id = ? and ended_key > ''"
                        + " order by integration, type_name, external_id, ended_key desc fetch first 1 rows only",
                this::link,
                integration,
                type,
                externalId);
    }

    @Override
    public long countLive(String integration, String type) {
        return session.number(
                "select count(*) from bascule_link where integration = ? and type_name = ? and ended_key = ''",
                integration,
                type);
    }

    @Override
    public long countEnded(String integration, String type, Instant since) {
        return session.number(
                "select count(*) from bascule_link where integration = ? and type_name = ? and ended_key >= ?"
                        + " and record_id is not null and external_id is not null",
                integration,
                type,
                moment(since));
    }

    /** Moments as text that is ordered like they are; none of an ended link is before 1970. */
    private static String moment(Instant at) {
        return "%020d".formatted(Nanos.exact(at));
    }

    private static String endedKey(Link link) {
        return link.isLive() ? "" : moment(link.updated()) + "." + link.id();
    }

    @Override
    public List<Link> ofRecord(String recordId) {
        return session.list(
                "select * from bascule_link where record_id = ? order by record_id, integration, id",
                this::link,
                recordId);
    }

    @Override
    public List<Link> page(String integration, String type, @Nullable String after, int limit) {
        return session.list(
                "select * from bascule_link where integration = ? and type_name = ? and id > ? and ended_key = ''"
                        + " order by integration, type_name, id fetch first ? rows only",
                this::link,
                integration,
                type,
                after == null ? "" : after,
                limit);
    }

    @Override
    public void insert(Link link) {
        if (link.revision() != 1) {
            throw new IllegalArgumentException("A new link has revision 1; found " + link.revision());
        }
        session.update(
                "link " + link.id() + ", its record or its external object",
                "insert into bascule_link (integration, type_name, record_id, external_id, state, revision, record_version,"
                        + " external_version, effect_sequence, effect_at, pairs, flips, created_at, updated_at,"
                        + " ended_key, id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                link.state(),
                link.revision(),
                link.recordVersion(),
                link.externalVersion(),
                link.effectSequence(),
                link.effectAt(),
                columns.pairs(link.pairs()),
                link.flips(),
                link.created(),
                link.updated(),
                endedKey(link),
                link.id());
    }

    @Override
    public void update(Link link) {
        session.updateOne(
                "link " + link.id() + ", revision " + (link.revision() - 1),
                "update bascule_link set integration = ?, type_name = ?, record_id = ?, external_id = ?, state = ?,"
                        + " revision = ?, record_version = ?, external_version = ?, effect_sequence = ?, effect_at = ?,"
                        + " pairs = ?, flips = ?, created_at = ?, updated_at = ?, ended_key = ? where id = ? and revision = ?",
                link.integration(),
                link.type(),
                link.recordId(),
                link.externalId(),
                link.state(),
                link.revision(),
                link.recordVersion(),
                link.externalVersion(),
                link.effectSequence(),
                link.effectAt(),
                columns.pairs(link.pairs()),
                link.flips(),
                link.created(),
                link.updated(),
                endedKey(link),
                link.id(),
                link.revision() - 1);
    }

    @Override
    public void delete(Link link) {
        session.updateOne(
                "link " + link.id() + ", revision " + link.revision(),
                "delete from bascule_link where id = ? and revision = ?",
                link.id(),
                link.revision());
    }

    @Override
    public long greatestEffectSequence(String integration) {
        return session.find(
                        "select effect_sequence from bascule_link where integration = ?"
                                + " order by integration desc, effect_sequence desc fetch first 1 rows only",
                        row -> row.number("effect_sequence"),
                        integration)
                .orElse(0L);
    }

    @Override
    public List<Link> effectsAfter(String integration, long sequence, int limit) {
        return session.list(
                "select * from bascule_link where integration = ? and effect_sequence > ?"
                        + " order by integration, effect_sequence fetch first ? rows only",
                this::link,
                integration,
                sequence,
                limit);
    }

    @Override
    public Map<Link.State, Long> countByState(String integration) {
        Map<Link.State, Long> counts = new EnumMap<>(Link.State.class);
        for (Link.State state : Link.State.values()) {
            counts.put(state, 0L);
        }
        session.list(
                "select state, count(*) as rows_there from bascule_link where integration = ? group by state",
                row -> counts.put(row.constant("state", Link.State.class), row.number("rows_there")),
                integration);
        return counts;
    }

    private Link link(Row row) throws SQLException {
        return new Link(
                row.text("id"),
                row.text("integration"),
                row.text("type_name"),
                row.textOrNull("record_id"),
                row.textOrNull("external_id"),
                row.constant("state", Link.State.class),
                row.number("revision"),
                row.number("record_version"),
                row.textOrNull("external_version"),
                row.number("effect_sequence"),
                row.instantOrNull("effect_at"),
                columns.pairs(row.text("pairs")),
                row.integer("flips"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
