/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.house;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.runtime.Scheduler.Scheduled;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.EngineStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what is older than the settings say: every night, and an hour after the start for runtimes that are not up at night.
 * Each step is a small transaction and a task of its own, so that everything else gets its turn in between. Thread-safe.
 */
public final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration AFTER_START = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
    private static final String NAME = "housekeeping";

    private final EngineStore store;
    private final Surroundings surroundings;
    private final List<Chore> chores =
            List.of(new HistoryChore(), new ConflictsChore(), new WebhooksChore(), new OutboxChore());

    private @Nullable Round round;
    private @Nullable Scheduled timer;

    public Housekeeping(EngineStore store, Surroundings surroundings) {
        this.store = store;
        this.surroundings = surroundings;
    }

    /** Follows these settings from now on, in the place of any before. */
    public synchronized void follow(RetentionTimes times) {
        rest();
        Round fresh = new Round(times);
        round = fresh;
        Duration tonight = untilNight(times);
        later(fresh, tonight.compareTo(AFTER_START) < 0 ? tonight : AFTER_START);
    }

    /** Takes nothing away any more. */
    public synchronized void rest() {
        round = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private Duration untilNight(RetentionTimes times) {
        ZonedDateTime now = surroundings.clock().instant().atZone(ZoneOffset.UTC);
        ZonedDateTime night = now.toLocalDate().atTime(times.hour(), 0).atZone(ZoneOffset.UTC);
        return Duration.between(now, night.isAfter(now) ? night : night.plusDays(1));
    }

    private synchronized void later(Round current, Duration delay) {
        if (round == current) {
            timer = surroundings
                    .scheduler()
                    .after(NAME, delay, () -> surroundings.executor().execute(current::begin));
        }
    }

    private synchronized boolean isCurrent(Round some) {
        return round == some;
    }

    /** One setting of times, and how far the present night's work has come. Its steps follow one another. */
    private final class Round {
        private final RetentionTimes times;
        private final SortedMap<String, Integer> removed = new TreeMap<>();
        private Instant now = Instant.EPOCH;
        private int chore;
        private @Nullable String after;

        Round(RetentionTimes times) {
            this.times = times;
        }

        void begin() {
            now = surroundings.clock().instant();
            chore = 0;
            after = null;
            removed.clear();
            step();
        }

        private void step() {
            if (!isCurrent(this)) {
                return;
            }
            while (chore < chores.size() && chores.get(chore).days(times) == 0) {
                chore++;
            }
            if (chore == chores.size()) {
                end();
                return;
            }
            try {
                step(chores.get(chore));
            } catch (BasculeException e) {
                if (e.code() != ErrorCode.LEASE_LOST) {
                    log.warn(
                            "Housekeeping is put off for {} minutes: {}",
                            AFTER_FAILURE.toMinutes(),
                            e.problem().text());
                    later(this, AFTER_FAILURE);
                }
                return;
            }
            surroundings.executor().execute(this::step);
        }

        private void step(Chore current) {
            Instant moment = now.minus(Duration.ofDays(current.days(times)));
            Chore.Step done = store.write(tx -> current.step(tx, moment, after));
            removed.merge(current.what(), done.removed(), Integer::sum);
            after = done.next();
            if (after == null) {
                chore++;
            }
        }

        private void end() {
            removed.values().removeIf(count -> count == 0);
            if (!removed.isEmpty()) {
                log.info("Housekeeping took away what was old enough: {}", removed);
            }
            later(this, untilNight(times));
        }
    }
}
