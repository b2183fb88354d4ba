/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.Fields;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.testsupport.InMemoryCatalogStore;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class WorkRowsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NEXT = NOON.plusSeconds(1);
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final long EPOCH = 1;
    private static final String CODE = "why";

    private final InMemoryCatalogStore store = new InMemoryCatalogStore();
    private final Link link = link("l1");

    private static Link link(String id) {
        return new Link(
                id,
                "shop",
                "customer",
                "r-" + id,
                "x-" + id,
                Link.State.LINKED,
                1,
                0,
                null,
                0,
                null,
                new TreeMap<>(),
                0,
                NOON,
                NOON);
    }

    private static Observation seen(long stamp, @Nullable Instant changedAt) {
        ExternalRecord snapshot = new ExternalRecord("x-l1", "v" + stamp, changedAt, null, false, Fields.EMPTY);
        return new Observation(snapshot, false, stamp, NOON, changedAt);
    }

    private static Delay delay(State state) {
        return new Delay(state, CODE, "Because.", LATER);
    }

    private void write(Consumer<StoreTransaction> step) {
        store.write(tx -> {
            step.accept(tx);
            return tx;
        });
    }

    private void want(long version) {
        write(tx -> WorkRows.want(tx, link, version, NEXT, EPOCH));
    }

    private void observe(Observation observation) {
        write(tx -> WorkRows.observe(tx, link, observation, NEXT, EPOCH));
    }

    private void postpone(Work started, State state) {
        write(tx -> WorkRows.postpone(tx, started, delay(state), NEXT, EPOCH));
    }

    private Optional<Work> row() {
        return store.read(tx -> tx.work().find(link.id()));
    }

    private Work work() {
        return row().orElseThrow();
    }

    private Observation observation() {
        return Optional.ofNullable(work().observation()).orElseThrow();
    }

    @Test
    void inputOfBothKindsJoinsOneRow() {
        want(3);
        observe(seen(7, null));
        want(2);

        assertThat(work().wantedVersion()).isEqualTo(3);
        assertThat(observation()).isEqualTo(seen(7, null));
        assertThat(work().state()).isEqualTo(State.READY);
        assertThat(work().revision()).isEqualTo(3);
    }

    @Test
    void ofTwoLooksTheOneThatBeganLaterIsKeptWithTheLatestTimeThatEitherTold() {
        observe(seen(7, LATER));
        observe(seen(6, NEXT));
        assertThat(observation().readSequence()).isEqualTo(7);
        assertThat(observation().changedAt()).isEqualTo(LATER);

        observe(new Observation(null, true, 8, NEXT, null));
        assertThat(observation()).isEqualTo(new Observation(null, true, 8, NEXT, LATER));
    }

    @Test
    void inputNeverShortensABackOff() {
        want(1);
        postpone(work(), State.BACKING_OFF);

        observe(seen(7, null));

        assertThat(work().state()).isEqualTo(State.BACKING_OFF);
        assertThat(work().nextAt()).isEqualTo(LATER);
        assertThat(work().code()).isEqualTo(CODE);
        assertThat(observation().readSequence()).isEqualTo(7);
    }

    @Test
    void inputGivesWhatIsParkedForItsDataANewTry() {
        want(1);
        postpone(work(), State.PARKED);

        want(2);

        assertThat(work().state()).isEqualTo(State.READY);
        assertThat(work().nextAt()).isEqualTo(NEXT);
        assertThat(work().code()).isNull();
        assertThat(work().reason()).isNull();
    }

    @Test
    void inputDoesNotWakeWhatWaitsForAPerson() {
        want(1);
        postpone(work(), State.PARKED_FOR_PERSON);

        want(2);

        assertThat(work().state()).isEqualTo(State.PARKED_FOR_PERSON);
        assertThat(work().code()).isEqualTo(CODE);
        assertThat(work().wantedVersion()).isEqualTo(2);
    }

    @Test
    void inputThatCameInDuringTheTurnIsItsOwnNewTry() {
        for (State state : new State[] {State.PARKED, State.PARKED_FOR_PERSON}) {
            want(1);
            Work started = work();
            want(2);
            postpone(started, state);

            assertThat(work().state()).isEqualTo(state == State.PARKED ? State.READY : state);
            assertThat(work().code()).isEqualTo(state == State.PARKED ? null : CODE);
            write(tx -> tx.work().delete(work(tx)));
        }
    }

    private Work work(StoreTransaction tx) {
        return tx.work().find(link.id()).orElseThrow();
    }

    @Test
    void onlyABackOffCountsAsAnAttempt() {
        want(1);
        postpone(work(), State.BACKING_OFF);
        postpone(work(), State.WAITING);
        postpone(work(), State.BACKING_OFF);

        assertThat(work().attempts()).isEqualTo(2);
    }

    @Test
    void doneWorkGoesUnlessInputCameInMeanwhile() {
        want(1);
        Work started = work();
        observe(seen(7, null));

        write(tx -> WorkRows.finish(tx, started, NEXT, EPOCH));
        assertThat(work().state()).isEqualTo(State.READY);
        assertThat(observation().readSequence()).isEqualTo(7);

        write(tx -> WorkRows.finish(tx, work(tx), NEXT, EPOCH));
        assertThat(row()).isEmpty();
    }

    @Test
    void whatIsGoneOnWithTakesTheObservationGivenUnlessANewerOneCameInMeanwhile() {
        observe(seen(7, null));
        write(tx -> WorkRows.goOn(tx, work(tx), null, NEXT, EPOCH));
        assertThat(work().observation()).isNull();

        Work started = work();
        observe(seen(9, null));
        write(tx -> WorkRows.goOn(tx, started, seen(8, null), NEXT, EPOCH));
        assertThat(observation()).isEqualTo(seen(9, null));
    }

    @Test
    void anAnswerStandsUnlessAnythingWasSeenDuringItsCall() {
        want(1);
        write(tx -> WorkRows.goOnAfterCall(tx, work(tx), seen(8, LATER), NEXT, EPOCH));
        assertThat(observation()).isEqualTo(seen(8, LATER));

        Work started = work();
        observe(seen(9, null));
        write(tx -> WorkRows.goOnAfterCall(tx, started, seen(10, LATER), NEXT, EPOCH));
        assertThat(observation()).isEqualTo(new Observation(null, false, 10, NOON, LATER));
    }

    @Test
    void whatWasKeptForLaterYieldsToANewerLook() {
        want(1);
        Work started = work();
        observe(seen(9, null));
        write(tx -> WorkRows.keep(tx, started, seen(8, null), delay(State.WAITING), EPOCH));

        assertThat(work().state()).isEqualTo(State.WAITING);
        assertThat(work().nextAt()).isEqualTo(LATER);
        assertThat(observation().readSequence()).isEqualTo(9);
    }

    @Test
    void wakesAllOfACodeAndNothingElse() {
        int more = 501;
        write(tx -> {
            for (int i = 0; i < more; i++) {
                park(tx, link(String.format(Locale.ROOT, "w%03d", i)), State.PARKED, CODE);
            }
            park(tx, link("other"), State.PARKED, "another");
            park(tx, link("person"), State.PARKED_FOR_PERSON, CODE);
        });

        write(tx -> WorkRows.wake(tx, "shop", CODE, NEXT, EPOCH));

        assertThat(count(State.READY)).isEqualTo(more);
        assertThat(count(State.PARKED)).isEqualTo(1);
        assertThat(count(State.PARKED_FOR_PERSON)).isEqualTo(1);
    }

    private static void park(StoreTransaction tx, Link link, State state, String code) {
        WorkRows.want(tx, link, 1, NOON, EPOCH);
        Work row = tx.work().find(link.id()).orElseThrow();
        WorkRows.postpone(tx, row, new Delay(state, code, "Because.", NOON), NOON, EPOCH);
    }

    private long count(State state) {
        return store.<Long>read(tx -> tx.work().countByState("shop").get(state));
    }
}
