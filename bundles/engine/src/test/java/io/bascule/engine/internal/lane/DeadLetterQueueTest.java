/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.OutboxEvent.Kind;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.testsupport.InMemoryCatalogStore;
import io.bascule.testsupport.ManualClock;
import io.bascule.testsupport.ManualScheduler;
import io.bascule.testsupport.SeededIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

final class DeadLetterQueueTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final InMemoryCatalogStore table = new InMemoryCatalogStore();
    private final EngineStore store;
    private final long epoch;

    DeadLetterQueueTest() {
        Surroundings surroundings = new Surroundings(
                clock, new ManualScheduler(clock), Runnable::run, new SeededIds(clock, 1), () -> 0.5, Faults.NONE);
        epoch = table.write(tx -> tx.leases()
                .acquire(EngineStore.LEASE, "test", clock.instant(), Duration.ofDays(1))
                .orElseThrow());
        store = new EngineStore(table, surroundings, epoch);
    }

    private void write(Consumer<StoreTransaction> step) {
        store.write(tx -> {
            step.accept(tx);
            return tx;
        });
    }

    private Link half(String id, @Nullable String recordId, @Nullable String externalId) {
        Instant now = clock.instant();
        Link link = new Link(
                id,
                "shop",
                "customer",
                recordId,
                externalId,
                Link.State.NEW,
                1,
                0,
                null,
                0,
                null,
                new TreeMap<>(),
                0,
                now,
                now);
        write(tx -> {
            tx.links().insert(link);
            WorkRows.want(tx, link, 4, now, epoch);
        });
        return link;
    }

    private Delay parked(State state, String code) {
        return new Delay(state, code, "Because of " + code + ".", clock.instant());
    }

    private void park(String linkId, State state, String code) {
        write(tx -> WorkRows.postpone(tx, work(tx, linkId), parked(state, code), clock.instant(), epoch));
    }

    private static Work work(StoreTransaction tx, String linkId) {
        return tx.work().find(linkId).orElseThrow();
    }

    private List<OutboxEvent> letters() {
        return table.read(tx -> tx.outbox().oldest(100));
    }

    private List<String> told() {
        return letters().stream()
                .map(event -> event.key() + " " + event.event())
                .toList();
    }

    @Test
    void parkedWorkIsToldWithAllThatLeadsToIt() {
        half("l1", "r1", null);
        assertThat(letters()).as("work that is ready").isEmpty();

        park("l1", State.PARKED, "rejected");

        OutboxEvent letter = letters().get(0);
        assertThat(letters()).hasSize(1);
        assertThat(letter.kind()).isEqualTo(Kind.DEAD_LETTER);
        assertThat(letter.integration()).isEqualTo("shop");
        assertThat(letter.type()).isEqualTo("customer");
        assertThat(letter.version()).isZero();
        assertThat(letter.created()).isEqualTo(clock.instant());
        assertThat(told()).containsExactly("r1 parked");
        assertThat(letter.data())
                .isEqualTo("{\"integration\":\"shop\",\"type\":\"customer\",\"link\":\"l1\",\"record\":\"r1\","
                        + "\"externalId\":null,\"code\":\"rejected\",\"reason\":\"Because of rejected.\","
                        + "\"waitsFor\":\"data\",\"attempts\":0,\"wantedVersion\":4,\"since\":\"2026-01-01T00:00:00Z\","
                        + "\"at\":\"2026-01-01T00:00:00Z\"}");
    }

    @Test
    void aNewTryReleasesIt() {
        Link link = half("l1", "r1", null);
        park("l1", State.PARKED, "rejected");

        write(tx -> WorkRows.want(tx, link, 5, clock.instant(), epoch));

        assertThat(told()).containsExactly("r1 parked", "r1 released");
        assertThat(letters().get(1).data()).contains("\"code\":\"rejected\"").doesNotContain("reason");
    }

    @Test
    void whatEndsWhileItIsParkedIsReleased() {
        half("l1", null, "c1");
        park("l1", State.PARKED_FOR_PERSON, "ambiguous");
        assertThat(letters().get(0).data()).contains("\"waitsFor\":\"person\"");

        write(tx -> tx.work().delete(work(tx, "l1")));

        assertThat(told()).containsExactly("c1 parked", "c1 released");
    }

    @Test
    void newInputThatDoesNotWakeItTellsNothing() {
        Link link = half("l1", "r1", null);
        park("l1", State.PARKED_FOR_PERSON, "ambiguous");

        write(tx -> WorkRows.want(tx, link, 5, clock.instant(), epoch));

        assertThat(told()).containsExactly("r1 parked");
    }

    @Test
    void anotherReasonIsToldAndTheSameReasonIsNot() {
        half("l1", "r1", null);
        park("l1", State.PARKED, "rejected");
        park("l1", State.PARKED, "rejected");
        park("l1", State.PARKED, "record-invalid");
        park("l1", State.PARKED_FOR_PERSON, "record-invalid");

        assertThat(told()).containsExactly("r1 parked", "r1 parked", "r1 parked");
    }

    @Test
    void workThatOnlyWaitsIsNoDeadLetter() {
        half("l1", "r1", null);
        park("l1", State.WAITING, "waiting-for-parent");
        park("l1", State.BACKING_OFF, "unreachable");
        write(tx -> WorkRows.finish(tx, work(tx, "l1"), clock.instant(), epoch));

        assertThat(letters()).isEmpty();
    }

    /** The reader of the topic knows the work by the key under which it was parked. */
    @Test
    void itIsReleasedUnderTheKeyUnderWhichItWasParked() {
        half("l1", null, "c1");
        park("l1", State.PARKED_FOR_PERSON, "ambiguous");

        write(tx -> {
            Work row = work(tx, "l1");
            Link link = tx.links().find("l1").orElseThrow();
            LinkRows.store(tx, LinkRows.matched(link, "r1", "c1"), clock.instant());
            WorkRows.goOn(tx, row, null, clock.instant(), epoch);
        });

        assertThat(told()).containsExactly("c1 parked", "c1 released");
    }

    @Test
    void workThatIsParkedUnderAnotherKeyIsReleasedUnderTheFormerOne() {
        half("l1", null, "c1");
        park("l1", State.PARKED_FOR_PERSON, "ambiguous");

        write(tx -> {
            Work row = work(tx, "l1");
            Link link = tx.links().find("l1").orElseThrow();
            LinkRows.store(tx, LinkRows.matched(link, "r1", "c1"), clock.instant());
            WorkRows.postpone(tx, row, parked(State.PARKED, "rejected"), clock.instant(), epoch);
        });

        assertThat(told()).containsExactlyInAnyOrder("c1 parked", "c1 released", "r1 parked");
    }

    @Test
    void allThatIsWokenTogetherIsReleased() {
        half("l1", "r1", null);
        half("l2", "r2", null);
        park("l1", State.PARKED, "waiting-for-create");
        park("l2", State.PARKED, "waiting-for-create");

        write(tx -> WorkRows.wake(tx, "shop", "waiting-for-create", clock.instant(), epoch));

        assertThat(told()).containsExactlyInAnyOrder("r1 parked", "r2 parked", "r1 released", "r2 released");
    }

    @Test
    void nothingIsToldOfWhatIsNotCommitted() {
        half("l1", "r1", null);

        assertThatIllegalStateException()
                .isThrownBy(() -> write(tx -> {
                    WorkRows.postpone(tx, work(tx, "l1"), parked(State.PARKED, "rejected"), clock.instant(), epoch);
                    throw new IllegalStateException("before the commit");
                }));

        assertThat(letters()).isEmpty();
    }
}
