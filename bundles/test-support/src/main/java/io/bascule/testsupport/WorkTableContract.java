/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.Work;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.bascule.testsupport.StoreSamples.NOON;
import static io.bascule.testsupport.StoreSamples.externalRecord;
import static io.bascule.testsupport.StoreSamples.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Work: one row for each link, given out in the order of time. */
abstract class WorkTableContract extends StoreContract {
    @Test
    void keepsEveryValueExactly() {
        Observation seen = new Observation(externalRecord(), false, 12, NOON, NOON.plusNanos(1));
        Observation gone = new Observation(null, true, 0, NOON, null);
        Work first = work("l1", "stripe", 1, Work.State.PARKED, Instant.MAX, seen);
        Work second = work("l2", "stripe", 1, Work.State.READY, NOON.plusNanos(1), gone);
        Work third = work("l3", "stripe", Work.State.WAITING, NOON);
        write(t -> List.of(first, second, third).forEach(t.work()::insert));

        assertThat(readOptional(t -> t.work().find("l1"))).contains(first);
        assertThat(readOptional(t -> t.work().find("l2"))).contains(second);
        assertThat(readOptional(t -> t.work().find("l3"))).contains(third);
        assertThat(readOptional(t -> t.work().find("l4"))).isEmpty();
    }

    @Test
    void holdsOneRowForEachLinkAndChangesOnlyTheRevisionBefore() {
        Work first = work("l1", "stripe", Work.State.READY, NOON);
        Work second = work("l1", "stripe", 2, Work.State.BACKING_OFF, NOON.plusSeconds(9), null);
        write(t -> t.work().insert(first));

        assertStale(t -> t.work().insert(first));
        assertStale(t -> t.work().update(first));
        assertStale(t -> t.work().update(work("l1", "stripe", 3, Work.State.READY, NOON, null)));
        write(t -> t.work().update(second));
        assertStale(t -> t.work().delete(first));
        assertThat(readOptional(t -> t.work().find("l1"))).contains(second);
        write(t -> t.work().delete(second));
        assertStale(t -> t.work().delete(second));
        assertThat(readOptional(t -> t.work().find("l1"))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(t -> t.work().insert(second)));
    }

    @Test
    void givesWhatIsDueInTheOrderOfTime() {
        write(t -> {
            t.work().insert(work("l1", "stripe", Work.State.READY, NOON.plusNanos(2)));
            t.work().insert(work("l2", "stripe", Work.State.BACKING_OFF, NOON.plusNanos(1)));
            t.work().insert(work("l3", "stripe", Work.State.WAITING, NOON.plusNanos(1)));
            t.work().insert(work("l4", "stripe", Work.State.PARKED, NOON));
            t.work().insert(work("l5", "stripe", Work.State.PARKED_FOR_PERSON, NOON));
            t.work().insert(work("l6", "stripe", Work.State.READY, NOON.plusNanos(3)));
            t.work().insert(work("l7", "shop", Work.State.READY, NOON.minusNanos(1)));
        });

        assertThat(due("stripe", NOON, 9)).isEmpty();
        assertThat(due("stripe", NOON.plusNanos(1), 9)).containsExactly("l2", "l3");
        assertThat(due("stripe", NOON.plusNanos(2), 9)).containsExactly("l2", "l3", "l1");
        assertThat(due("stripe", NOON.plusNanos(9), 2)).containsExactly("l2", "l3");
        assertThat(due("other", NOON, 9)).isEmpty();
    }

    private List<String> due(String integration, Instant now, int limit) {
        return read(t -> t.work().due(integration, now, limit)).stream()
                .map(Work::linkId)
                .toList();
    }

    @Test
    void knowsWhenTheNextComesDue() {
        assertThat(readOptional(t -> t.work().nextDue("stripe"))).isEmpty();
        Work early = work("l1", "stripe", Work.State.READY, NOON.plusNanos(1));
        write(t -> {
            t.work().insert(early);
            t.work().insert(work("l2", "stripe", Work.State.READY, NOON.plusNanos(5)));
            t.work().insert(work("l3", "stripe", Work.State.PARKED, NOON));
            t.work().insert(work("l4", "shop", Work.State.READY, NOON));
        });
        assertThat(readOptional(t -> t.work().nextDue("stripe"))).contains(NOON.plusNanos(1));

        write(t -> t.work().update(work("l1", "stripe", 2, Work.State.PARKED, NOON, null)));
        assertThat(readOptional(t -> t.work().nextDue("stripe"))).contains(NOON.plusNanos(5));
    }

    @Test
    void pagesAndCounts() {
        write(t -> {
            t.work().insert(work("l3", "stripe", Work.State.READY, NOON));
            t.work().insert(work("l1", "stripe", Work.State.PARKED, NOON));
            t.work().insert(work("l2", "shop", Work.State.READY, NOON));
            t.work().insert(work("l4", "stripe", Work.State.READY, NOON));
        });

        assertThat(readList(t -> t.work().page(null, null, null, 3)))
                .extracting(Work::linkId)
                .containsExactly("l1", "l2", "l3");
        assertThat(readList(t -> t.work().page("stripe", null, "l1", 3)))
                .extracting(Work::linkId)
                .containsExactly("l3", "l4");
        assertThat(readList(t -> t.work().page("stripe", Work.State.READY, null, 1)))
                .extracting(Work::linkId)
                .containsExactly("l3");
        assertThat(readList(t -> t.work().page(null, Work.State.READY, null, 9)))
                .extracting(Work::linkId)
                .containsExactly("l2", "l3", "l4");
        assertThat(readMap(t -> t.work().countByState("stripe")))
                .containsEntry(Work.State.READY, 2L)
                .containsEntry(Work.State.PARKED, 1L)
                .containsEntry(Work.State.WAITING, 0L);
    }
}
