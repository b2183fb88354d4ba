/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.WorkQueue;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table bascule_work. Its column due_at is next_at for work that is not parked and null for the rest, which never comes due. */
final class JdbcWorkQueue implements WorkQueue {
    private final Session session;
    private final JsonColumns columns;

    JdbcWorkQueue(Session session, JsonColumns columns) {
        this.session = session;
        this.columns = columns;
    }

    @Override
    public Optional<Work> find(String linkId) {
        return session.find("select * from bascule_work where link_id = ?", this::work, linkId);
    }

    @Override
    public void insert(Work work) {
        if (work.revision() != 1) {
            throw new IllegalArgumentException("New work has revision 1; found " + work.revision());
        }
        session.update(
                "work of link " + work.linkId(),
                "insert into bascule_work (integration, type_name, revision, wanted_version, observation, state, code, reason,"
                        + " attempts, next_at, due_at, since_at, epoch, link_id)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                work.integration(),
                work.type(),
                work.revision(),
                work.wantedVersion(),
                columns.observation(work.observation()),
                work.state(),
                work.code(),
                work.reason(),
                work.attempts(),
                work.nextAt(),
                dueAt(work),
                work.since(),
                work.epoch(),
                work.linkId());
    }

    @Override
    public void update(Work work) {
        session.updateOne(
                "work of link " + work.linkId() + ", revision " + (work.revision() - 1),
                "update bascule_work set integration = ?, type_name = ?, revision = ?, wanted_version = ?, observation = ?,"
                        + " state = ?, code = ?, reason = ?, attempts = ?, next_at = ?, due_at = ?, since_at = ?, epoch = ?"
                        + " where link_id = ? and revision = ?",
                work.integration(),
                work.type(),
                work.revision(),
                work.wantedVersion(),
                columns.observation(work.observation()),
                work.state(),
                work.code(),
                work.reason(),
                work.attempts(),
                work.nextAt(),
                dueAt(work),
                work.since(),
                work.epoch(),
                work.linkId(),
                work.revision() - 1);
    }

    @Override
    public void delete(Work work) {
        session.updateOne(
                "work of link " + work.linkId() + ", revision " + work.revision(),
                "delete from bascule_work where link_id = ? and revision = ?",
                work.linkId(),
                work.revision());
    }

    @Override
    public List<Work> due(String integration, Instant now, int limit) {
        return session.list(
                "select * from bascule_work where integration = ? and due_at <= ?"
                        + " order by integration, due_at, link_id fetch first ? rows only",
                this::work,
                integration,
                Nanos.nearest(now),
                limit);
    }

    @Override
    public Optional<Instant> nextDue(String integration) {
        return session.find(
                "select due_at from bascule_work where integration = ? and due_at >= ?"
                        + " order by integration, due_at, link_id fetch first 1 rows only",
                row -> row.instant("due_at"),
                integration,
                Long.MIN_VALUE);
    }

    @Override
    public List<Work> page(
            @Nullable String integration, Work.@Nullable State state, @Nullable String after, int limit) {
        StringBuilder sql = new StringBuilder("select * from bascule_work where link_id > ?");
        List<Object> parameters = new ArrayList<>();
        parameters.add(after == null ? "" : after);
        if (integration != null) {
            sql.append(" and integration = ?");
            parameters.add(integration);
        }
        if (state != null) {
            sql.append(" and state = ?");
            parameters.add(state);
        }
        sql.append(" order by link_id fetch first ? rows only");
        parameters.add(limit);
        return session.list(sql.toString(), this::work, parameters.toArray());
    }

    @Override
    public Map<Work.State, Long> countByState(String integration) {
        Map<Work.State, Long> counts = new EnumMap<>(Work.State.class);
        for (Work.State state : Work.State.values()) {
            counts.put(state, 0L);
        }
        session.list(
                "select state, count(*) as rows_there from bascule_work where integration = ? group by state",
                row -> counts.put(row.constant("state", Work.State.class), row.number("rows_there")),
                integration);
        return counts;
    }

    private static @Nullable Instant dueAt(Work work) {
        boolean parked = work.state() == Work.State.PARKED || work.state() == Work.State.PARKED_FOR_PERSON;
        return parked ? null : work.nextAt();
    }

    private Work work(Row row) throws SQLException {
        return new Work(
                row.text("link_id"),
                row.text("integration"),
                row.text("type_name"),
                row.number("revision"),
                row.number("wanted_version"),
                columns.observation(row.textOrNull("observation")),
                row.constant("state", Work.State.class),
                row.textOrNull("code"),
                row.textOrNull("reason"),
                row.integer("attempts"),
                row.instant("next_at"),
                row.instant("since_at"),
                row.number("epoch"));
    }
}
