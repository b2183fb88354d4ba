/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.house.RetentionTimes;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The clock of the tests begins at midnight, UTC, of the first of January. */
final class HousekeepingTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final TestEngine engine = new TestEngine("shop", TestTypes.customer());

    private void follow(RetentionTimes times) {
        engine.sync().housekeeping().follow(times);
    }

    private void pass(Duration time) {
        engine.run(time, AN_HOUR);
    }

    private void write(Consumer<StoreTransaction> step) {
        engine.store().write(tx -> {
            step.accept(tx);
            return tx;
        });
    }

    private CatalogRecord edited(CatalogRecord record, String path, String value) {
        engine.edit(record, Fields.EMPTY.with(path, Value.of(value)));
        return engine.store().read(tx -> tx.records().find(record.id())).orElseThrow();
    }

    private List<Long> history(CatalogRecord record) {
        return engine.store().read(tx -> tx.history().of(record.id())).stream()
                .map(HistoryEntry::version)
                .toList();
    }

    /** Version 1 sets the name, 2 to 5 the phone. */
    private CatalogRecord recordWithAHistory() {
        CatalogRecord record = engine.create("customer", Fields.EMPTY.with("name", Value.of("Ada")));
        for (int i = 2; i <= 5; i++) {
            record = edited(record, "phone", "phone " + i);
        }
        return record;
    }

    @Test
    void theHistoryKeepsWhatTellsWhereAPresentValueComesFromHoweverOldItIs() {
        CatalogRecord record = recordWithAHistory();
        follow(new RetentionTimes(10, 0, 30, 0, 3));
        pass(Duration.ofDays(9));
        assertThat(history(record)).containsExactly(1L, 2L, 3L, 4L, 5L);

        pass(Duration.ofDays(3));

        assertThat(history(record)).containsExactly(1L, 5L);
        edited(record, "name", "Ada L.");
        pass(Duration.ofDays(1));
        assertThat(history(record)).as("6 brought the name").containsExactly(5L, 6L);
    }

    @Test
    void theHistoryOfALongLivedRecordGoesInSmallSteps() {
        CatalogRecord other = recordWithAHistory();
        CatalogRecord record = engine.create("customer", Fields.EMPTY.with("name", Value.of("Bob")));
        write(tx -> {
            for (long version = 1_000; version < 2_300; version++) {
                tx.history()
                        .add(new HistoryEntry(
                                record.id(), version, engine.clock().instant(), "o", "a", "c", new TreeMap<>(), false));
            }
        });
        engine.deliver();
        follow(new RetentionTimes(1, 0, 30, 0, 3));

        pass(Duration.ofDays(3));

        assertThat(history(record)).containsExactly(1L);
        assertThat(history(other)).containsExactly(1L, 5L);
    }

    @Test
    void whatIsKeptForGoodIsKeptForGood() {
        CatalogRecord record = recordWithAHistory();
        follow(new RetentionTimes(0, 0, 30, 0, 3));
        pass(Duration.ofDays(40));

        assertThat(history(record)).hasSize(5);
        assertThat(engine.store().<Long>read(tx -> tx.outbox().count())).isEqualTo(5);
    }

    private static Link link(String id, CatalogRecord record, Instant now) {
        return new Link(
                id,
                "shop",
                "customer",
                record.id(),
                "x-" + id,
                Link.State.LINKED,
                1,
                1,
                null,
                0,
                null,
                new TreeMap<>(),
                0,
                now,
                now);
    }

    private static Conflict conflict(String id, String link, CatalogRecord record, Winner winner, Instant now) {
        return new Conflict(
                id,
                link,
                "shop",
                "customer",
                record.id(),
                "name",
                null,
                Value.of("a"),
                Value.of("b"),
                "newest",
                winner,
                now,
                1,
                null);
    }

    private static Work work(String link, Instant now) {
        return new Work(link, "shop", "customer", 1, 1, null, Work.State.PARKED, "rejected", "No.", 0, now, now, 1);
    }

    @Test
    void settledConflictsGoAndThoseThatAreOpenOrUnderWayStay() {
        CatalogRecord record = engine.create("customer", Fields.EMPTY.with("name", Value.of("Ada")));
        CatalogRecord other = engine.create("customer", Fields.EMPTY.with("name", Value.of("Bob")));
        Instant now = engine.clock().instant();
        write(tx -> {
            tx.links().insert(link("l1", record, now));
            tx.links().insert(link("l2", other, now));
            tx.work().insert(work("l2", now));
            tx.conflicts().add(conflict("c1", "l1", record, Winner.CATALOG, now));
            tx.conflicts().add(conflict("c2", "l1", record, Winner.HELD, now));
            tx.conflicts().add(conflict("c3", "l2", other, Winner.EXTERNAL, now));
            tx.conflicts().add(conflict("c4", "gone", other, Winner.EXTERNAL, now));
        });
        follow(new RetentionTimes(0, 10, 30, 0, 3));
        pass(Duration.ofDays(9));
        assertThat(engine.conflicts()).hasSize(4);

        pass(Duration.ofDays(3));

        assertThat(engine.conflicts()).extracting(Conflict::id).containsExactly("c2", "c3");
    }

    @Test
    void theHistoryOfARecordOnWhichSomethingIsUnderWayStays() {
        CatalogRecord record = recordWithAHistory();
        Instant now = engine.clock().instant();
        write(tx -> {
            tx.links().insert(link("l1", record, now));
            tx.work().insert(work("l1", now));
        });
        follow(new RetentionTimes(1, 0, 30, 0, 3));
        pass(Duration.ofDays(3));
        assertThat(history(record)).hasSize(5);

        write(tx -> tx.work().delete(tx.work().find("l1").orElseThrow()));
        pass(A_DAY);
        assertThat(history(record)).containsExactly(1L, 5L);
    }

    @Test
    void webhookEventsAndWhatKafkaNeverTookGoByTheirAge() {
        Instant now = engine.clock().instant();
        write(tx -> {
            for (int i = 0; i < 700; i++) {
                tx.webhookEvents().add("shop", "e" + i, now);
                tx.outbox().add(event("o" + i, now));
            }
            tx.webhookEvents().add("shop", "later", now.plus(A_DAY));
            tx.outbox().add(event("later", now.plus(A_DAY)));
        });
        follow(new RetentionTimes(0, 0, 10, 10, 3));

        pass(Duration.ofDays(10).plus(Duration.ofHours(4)));

        List<OutboxEvent> left = engine.store().read(tx -> tx.outbox().oldest(9));
        assertThat(left).extracting(OutboxEvent::id).containsExactly("later");
        write(tx -> {
            assertThat(tx.webhookEvents().add("shop", "later", now)).isFalse();
            assertThat(tx.webhookEvents().add("shop", "e699", now)).isTrue();
        });
    }

    private static OutboxEvent event(String id, Instant created) {
        return new OutboxEvent(id, OutboxEvent.Kind.INBOUND, "shop", "customer", "k", 0, created, "done", "{}");
    }

    @Test
    void aRuntimeThatIsNotUpAtNightKeepsHouseAnHourAfterItsStart() {
        CatalogRecord record = recordWithAHistory();
        pass(Duration.ofDays(5).plus(Duration.ofHours(9)));
        follow(new RetentionTimes(1, 0, 30, 0, 3));

        engine.run(Duration.ofMinutes(59), Duration.ofMinutes(1));
        assertThat(history(record)).hasSize(5);
        engine.run(Duration.ofMinutes(2), Duration.ofMinutes(1));
        assertThat(history(record)).hasSize(2);
    }

    @Test
    void newTimesTakeThePlaceOfThoseBefore() {
        CatalogRecord record = recordWithAHistory();
        follow(new RetentionTimes(1, 0, 30, 0, 3));
        follow(new RetentionTimes(0, 0, 30, 0, 3));
        pass(Duration.ofDays(5));
        assertThat(history(record)).hasSize(5);

        engine.sync().housekeeping().rest();
        follow(new RetentionTimes(1, 0, 30, 0, 3));
        engine.sync().housekeeping().rest();
        pass(Duration.ofDays(5));
        assertThat(history(record)).hasSize(5);
    }

    @Test
    void timesOutOfRangeAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionTimes(-1, 0, 30, 0, 3))
                .withMessage("history.days must be 0 to 36500; found -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionTimes(0, 0, 0, 0, 3))
                .withMessage("webhooks.days must be 1 to 3650; found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionTimes(0, 0, 30, 0, 24))
                .withMessage("hour must be 0 to 23; found 24");
    }
}
