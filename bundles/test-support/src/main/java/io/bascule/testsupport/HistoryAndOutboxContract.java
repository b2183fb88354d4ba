/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.awkwardFields;
import static io.bascule.testsupport.StoreSamples.event;
import static io.bascule.testsupport.StoreSamples.inbound;
import static org.assertj.core.api.Assertions.assertThat;

/** What was committed, kept and on its way. */
abstract class HistoryAndOutboxContract extends StoreContract {
    @Test
    void historyComesOldestFirstAndTellsAbsentFromNull() {
        TreeMap<String, HistoryEntry.FieldChange> changes = new TreeMap<>();
        changes.put("name", new HistoryEntry.FieldChange(null, Value.ofNull()));
        changes.put("notes", new HistoryEntry.FieldChange(Value.ofNull(), null));
        changes.put("price", new HistoryEntry.FieldChange(Value.of("x"), new Value.Struct(awkwardFields())));
        HistoryEntry ten = new HistoryEntry("r1", 10, NOON, "stripe", "actor", "cause", changes, false);
        HistoryEntry two = new HistoryEntry("r1", 2, NOON, "stripe", "actor", "cause", new TreeMap<>(), true);
        write(t -> {
            t.history().add(ten);
            t.history().add(two);
            t.history().add(new HistoryEntry("r2", 1, NOON, "o", "a", "c", changes, false));
        });

        assertThat(readList(t -> t.history().of("r1"))).containsExactly(two, ten);
        assertThat(readList(t -> t.history().of("r3"))).isEmpty();
        assertThat(readLong(t -> t.history().count())).isEqualTo(3);
        assertStale(t -> t.history().add(two));
    }

    @Test
    void historyIsTakenAwayByVersions() {
        write(t -> {
            for (long version = 1; version <= 4; version++) {
                t.history().add(entry("r2", version, NOON.plusNanos(version)));
            }
            t.history().add(entry("r1", 1, NOON.plusNanos(9)));
            t.history().add(entry("r3", 7, NOON));
        });

        assertThat(readList(t -> t.history().recordsBefore(NOON.plusNanos(3), null, 9)))
                .containsExactly("r2", "r3");
        assertThat(readList(t -> t.history().recordsBefore(NOON.plusNanos(3), null, 1)))
                .containsExactly("r2");
        assertThat(readList(t -> t.history().recordsBefore(NOON.plusNanos(3), "r2", 9)))
                .containsExactly("r3");
        assertThat(readList(t -> t.history().versionsBefore("r2", NOON.plusNanos(3), 9)))
                .containsExactly(1L, 2L);
        assertThat(readList(t -> t.history().versionsBefore("r2", NOON.plusNanos(3), 1)))
                .containsExactly(1L);

        write(t -> t.history().delete("r2", List.of(1L, 3L, 99L)));

        assertThat(readList(t -> t.history().of("r2")))
                .extracting(HistoryEntry::version)
                .containsExactly(2L, 4L);
        assertThat(readLong(t -> t.history().count())).isEqualTo(4);
    }

    private static HistoryEntry entry(String recordId, long version, Instant at) {
        return new HistoryEntry(recordId, version, at, "stripe", "actor", "cause", new TreeMap<>(), false);
    }

    @Test
    void outboxGivesTheOldestByCreationThenId() {
        write(t -> {
            t.outbox().add(event("e3", NOON, "r1"));
            t.outbox().add(event("e1", NOON.plusNanos(1), "r2"));
            t.outbox().add(inbound("e2", NOON, "cus_1"));
        });

        assertThat(readList(t -> t.outbox().oldest(2)))
                .containsExactly(inbound("e2", NOON, "cus_1"), event("e3", NOON, "r1"));

        write(t -> t.outbox().add(event("e0", NOON, "r1")));
        assertThat(readList(t -> t.outbox().oldest(9)))
                .extracting(OutboxEvent::id)
                .containsExactly("e0", "e2", "e3", "e1");
        assertStale(t -> t.outbox().add(event("e0", NOON, "r1")));
    }

    @Test
    void outboxKeepsEventsOfEveryKind() {
        List<OutboxEvent> events = Stream.of(OutboxEvent.Kind.values())
                .map(kind -> new OutboxEvent("e" + kind, kind, null, "customer", "k", 0, NOON, "done", "{}"))
                .sorted(Comparator.comparing(OutboxEvent::id))
                .toList();
        write(t -> events.forEach(t.outbox()::add));

        assertThat(readList(t -> t.outbox().oldest(99))).isEqualTo(events);
    }

    @Test
    void outboxDeletesExactlyTheIdsGiven() {
        write(t -> IntStream.range(0, 9).forEach(i -> t.outbox().add(event("e" + i, NOON, "r" + i % 2))));

        write(t -> t.outbox().delete(List.of("e7", "e2", "nowhere", "e4")));

        assertThat(readList(t -> t.outbox().oldest(99)))
                .extracting(OutboxEvent::id)
                .containsExactly("e0", "e1", "e3", "e5", "e6", "e8");
        assertThat(readLong(t -> t.outbox().count())).isEqualTo(6);
        write(t -> t.outbox().delete(List.of()));
        assertThat(readLong(t -> t.outbox().count())).isEqualTo(6);
    }

    @Test
    void outboxDeletesManyIds() {
        List<String> ids = IntStream.range(0, 2500).mapToObj(i -> "e" + i).toList();
        write(t -> ids.forEach(id -> t.outbox().add(event(id, NOON, "r1"))));

        write(t -> t.outbox().delete(ids));

        assertThat(readLong(t -> t.outbox().count())).isZero();
    }

    @Test
    void outboxKnowsWhetherARecordIsStillOnItsWay() {
        write(t -> {
            t.outbox().add(event("e1", NOON, "r1"));
            t.outbox().add(event("e2", NOON, "r1"));
            t.outbox().add(inbound("e3", NOON, "r2"));
        });
        write(t -> t.outbox().delete(List.of("e1")));

        assertThat(readBoolean(t -> t.outbox().hasPending("r1"))).isTrue();
        assertThat(readBoolean(t -> t.outbox().hasPending("r2"))).isFalse();

        write(t -> t.outbox().delete(List.of("e2")));
        assertThat(readBoolean(t -> t.outbox().hasPending("r1"))).isFalse();
    }
}
