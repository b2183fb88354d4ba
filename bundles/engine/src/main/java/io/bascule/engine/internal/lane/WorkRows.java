/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How input is folded into the one row of work of a link, and how the row ends. New input never shortens a back-off; it gives
 * work parked for its data one new try; it does not wake what waits for a person.
 */
public final class WorkRows {
    private static final int PAGE = 500;

    private WorkRows() {}

    /** Folds in that a record version is wanted in the system. */
    public static void want(StoreTransaction tx, Link link, long version, Instant now, long epoch) {
        fold(tx, link, version, null, now, epoch);
    }

    /** Folds in an observation. */
    public static void observe(StoreTransaction tx, Link link, Observation observation, Instant now, long epoch) {
        fold(tx, link, 0, observation, now, epoch);
    }

    /** Has work that waits for a person looked at again: what was asked may be settled by itself. */
    public static void lookAgain(StoreTransaction tx, Link link, Instant now, long epoch) {
        tx.work()
                .find(link.id())
                .filter(work -> work.state() == State.PARKED_FOR_PERSON)
                .ifPresent(work -> put(tx, work, work.observation(), State.READY, null, null, 0, now, epoch));
    }

    private static void fold(
            StoreTransaction tx, Link link, long version, @Nullable Observation observation, Instant now, long epoch) {
        Optional<Work> found = tx.work().find(link.id());
        if (found.isEmpty()) {
            tx.work()
                    .insert(new Work(
                            link.id(),
                            link.integration(),
                            link.type(),
                            1,
                            version,
                            observation,
                            State.READY,
                            null,
                            null,
                            0,
                            now,
                            now,
                            epoch));
            return;
        }
        Work old = found.get();
        boolean retry = old.state() == State.PARKED;
        tx.work()
                .update(new Work(
                        old.linkId(),
                        old.integration(),
                        old.type(),
                        old.revision() + 1,
                        Math.max(old.wantedVersion(), version),
                        newer(old.observation(), observation),
                        retry ? State.READY : old.state(),
                        retry ? null : old.code(),
                        retry ? null : old.reason(),
                        old.attempts(),
                        retry ? now : old.nextAt(),
                        old.since(),
                        epoch));
    }

    private static @Nullable Observation newer(@Nullable Observation old, @Nullable Observation added) {
        if (old == null || added == null) {
            return added == null ? old : added;
        }
        Observation newest = added.readSequence() >= old.readSequence() ? added : old;
        Instant changedAt = later(old.changedAt(), added.changedAt());
        return new Observation(newest.snapshot(), newest.missing(), newest.readSequence(), newest.seenAt(), changedAt);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /**
     * Ends work that is done. Input that came in since the work was read stays, ready to be done.
     *
     * @param started the work as it was read
     */
    static void finish(StoreTransaction tx, Work started, Instant now, long epoch) {
        Optional<Work> found = tx.work().find(started.linkId());
        if (found.isEmpty()) {
            return;
        }
        if (found.get().revision() == started.revision()) {
            tx.work().delete(found.get());
        } else {
            put(tx, found.get(), found.get().observation(), State.READY, null, null, 0, now, epoch);
        }
    }

    /**
     * Leaves work to be gone on with at once.
     *
     * @param observation the newest observation, unless a newer one came in since
     */
    static void goOn(StoreTransaction tx, Work started, @Nullable Observation observation, Instant now, long epoch) {
        tx.work()
                .find(started.linkId())
                .ifPresent(found -> put(
                        tx,
                        found,
                        found.revision() == started.revision() ? observation : newer(found.observation(), observation),
                        State.READY,
                        null,
                        null,
                        0,
                        now,
                        epoch));
    }

    /**
     * Leaves work to be gone on with at once, with how the answer to a write showed the object. It showed it as of some moment of
     * the call: whatever was seen while that was under way may be older or newer, so then the object is to be read again.
     */
    static void goOnAfterCall(
            StoreTransaction tx, Work started, @Nullable Observation answer, Instant now, long epoch) {
        boolean seenMeanwhile = tx.work()
                .find(started.linkId())
                .filter(found -> found.revision() != started.revision())
                .isPresent();
        goOn(tx, started, answer == null || !seenMeanwhile ? answer : answer.asHint(), now, epoch);
    }

    /** Puts work off or parks it, and says why. Input that came in since gives parked work its new try at once. */
    static void postpone(StoreTransaction tx, Work started, Delay delay, Instant now, long epoch) {
        tx.work().find(started.linkId()).ifPresent(found -> {
            boolean retry = delay.state() == State.PARKED && found.revision() != started.revision();
            put(
                    tx,
                    found,
                    found.observation(),
                    retry ? State.READY : delay.state(),
                    retry ? null : delay.code(),
                    retry ? null : delay.reason(),
                    delay.state() == State.BACKING_OFF ? started.attempts() + 1 : started.attempts(),
                    retry ? now : delay.until(),
                    epoch);
        });
    }

    /** Puts work off with what was seen, which is to be judged later. */
    static void keep(StoreTransaction tx, Work started, Observation seen, Delay delay, long epoch) {
        tx.work()
                .find(started.linkId())
                .ifPresent(found -> put(
                        tx,
                        found,
                        found.revision() == started.revision() ? seen : newer(found.observation(), seen),
                        delay.state(),
                        delay.code(),
                        delay.reason(),
                        started.attempts(),
                        delay.until(),
                        epoch));
    }

    /** Gives all work of an integration that is parked with a code its new try. */
    public static void wake(StoreTransaction tx, String integration, String code, Instant now, long epoch) {
        @Nullable String after = null;
        List<Work> page;
        do {
            page = tx.work().page(integration, State.PARKED, after, PAGE);
            for (Work work : page) {
                after = work.linkId();
                if (code.equals(work.code())) {
                    put(tx, work, work.observation(), State.READY, null, null, 0, now, epoch);
                }
            }
        } while (page.size() == PAGE);
    }

    private static void put(
            StoreTransaction tx,
            Work old,
            @Nullable Observation observation,
            State state,
            @Nullable String code,
            @Nullable String reason,
            int attempts,
            Instant nextAt,
            long epoch) {
        tx.work()
                .update(new Work(
                        old.linkId(),
                        old.integration(),
                        old.type(),
                        old.revision() + 1,
                        old.wantedVersion(),
                        observation,
                        state,
                        code,
                        reason,
                        attempts,
                        nextAt,
                        old.since(),
                        epoch));
    }

    /**
     * Gives work of an integration that another build of its connector put off another try now: what backs off, and what was
     * parked for its data since a moment.
     *
     * @param parkedSince {@link Instant#MAX} for none of the parked
     * @return how many rows that were
     */
    public static int wakeForUpdate(
            StoreTransaction tx, String integration, Instant parkedSince, Instant now, long epoch) {
        int woken = 0;
        for (State state : List.of(State.BACKING_OFF, State.PARKED)) {
            @Nullable String after = null;
            List<Work> page;
            do {
                page = tx.work().page(integration, state, after, PAGE);
                for (Work work : page) {
                    after = work.linkId();
                    if (state == State.BACKING_OFF || !work.nextAt().isBefore(parkedSince)) {
                        put(tx, work, work.observation(), State.READY, null, null, 0, now, epoch);
                        woken++;
                    }
                }
            } while (page.size() == PAGE);
        }
        return woken;
    }

    /**
     * Why and until when work is put off.
     *
     * @param state any but ready
     * @param code an error code's text or a word such as {@code "waiting-for-lag"}
     * @param reason for people
     * @param until the next try; for parked work the moment of parking
     */
    record Delay(State state, String code, String reason, Instant until) {}
}
