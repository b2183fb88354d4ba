/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.WorkQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work by link, with an index of what is not parked by (integration, nextAt, link). */
final class InMemoryWorkQueue implements WorkQueue {
    private final UndoLog undo;
    private final UndoableMap<String, Work> rows;
    private final UndoableMap<MomentKey, Work> byTime;

    InMemoryWorkQueue(UndoLog undo) {
        this.undo = undo;
        rows = new UndoableMap<>(undo);
        byTime = new UndoableMap<>(undo);
    }

    @Override
    public Optional<Work> find(String linkId) {
        return Optional.ofNullable(rows.get(linkId));
    }

    @Override
    public void insert(Work work) {
        if (work.revision() != 1) {
            throw new IllegalArgumentException("New work has revision 1; found " + work.revision());
        }
        if (rows.contains(work.linkId())) {
            throw undo.stale("work of link " + work.linkId() + " is there already");
        }
        put(work);
    }

    @Override
    public void update(Work work) {
        Work before = current(work.linkId(), work.revision() - 1);
        byTime.remove(timeRow(before));
        put(work);
    }

    @Override
    public void delete(Work work) {
        Work before = current(work.linkId(), work.revision());
        byTime.remove(timeRow(before));
        rows.remove(work.linkId());
    }

    @Override
    public List<Work> due(String integration, Instant now, int limit) {
        return Scan.take(
                byTime.rows().tailMap(new MomentKey(integration, Instant.MIN, "")),
                key -> key.scope().equals(integration) && !key.at().isAfter(now),
                limit);
    }

    @Override
    public Optional<Instant> nextDue(String integration) {
        MomentKey next = byTime.rows().higherKey(new MomentKey(integration, Instant.MIN, ""));
        return next != null && next.scope().equals(integration) ? Optional.of(next.at()) : Optional.empty();
    }

    @Override
    public List<Work> page(
            @Nullable String integration, Work.@Nullable State state, @Nullable String after, int limit) {
        List<Work> found = new ArrayList<>();
        for (Work work : rows.rows().tailMap(after == null ? "" : after, false).values()) {
            if (found.size() >= limit) {
                break;
            }
            if ((integration == null || work.integration().equals(integration))
                    && (state == null || work.state() == state)) {
                found.add(work);
            }
        }
        return found;
    }

    @Override
    public Map<Work.State, Long> countByState(String integration) {
        Map<Work.State, Long> counts = new EnumMap<>(Work.State.class);
        for (Work.State state : Work.State.values()) {
            counts.put(state, 0L);
        }
        for (Work work : rows.rows().values()) {
            if (work.integration().equals(integration)) {
                counts.merge(work.state(), 1L, Long::sum);
            }
        }
        return counts;
    }

    private Work current(String linkId, long revision) {
        Work row = rows.get(linkId);
        if (row == null || row.revision() != revision) {
            throw undo.stale("work of link " + linkId + ", revision " + revision);
        }
        return row;
    }

    private void put(Work work) {
        rows.put(work.linkId(), work);
        if (work.state() != Work.State.PARKED && work.state() != Work.State.PARKED_FOR_PERSON) {
            byTime.put(timeRow(work), work);
        }
    }

    private static MomentKey timeRow(Work work) {
        return new MomentKey(work.integration(), work.nextAt(), work.linkId());
    }
}
