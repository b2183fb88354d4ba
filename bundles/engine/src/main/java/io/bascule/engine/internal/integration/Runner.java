/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.catalog.Work;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.runtime.Scheduler.Scheduled;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.intake.Poller;
import io.bascule.engine.internal.intake.Sweep;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.lane.Lane;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Gives the lanes, polls and sweeps of one integration their turn. At most the configured number of links is worked on at
 * once, each by one thread, within the quota. Thread-safe.
 */
public final class Runner {
    private static final Logger log = LoggerFactory.getLogger(Runner.class);

    /** What a turn of a lane may cost: one read and one write. */
    private static final int CALLS_PER_TURN = 2;

    private static final Duration FIRST_RECHECK = Duration.ofSeconds(1);
    private static final Duration LONGEST_RECHECK = Duration.ofMinutes(1);

    /** One poll serves all who ask for it within this time. */
    private static final Duration POLL_SOON = Duration.ofSeconds(1);

    /** How often it is looked whether calls of a runner before this one have come back. */
    private static final Duration LOOK_FOR_THOSE_BEFORE = Duration.ofSeconds(1);

    /** A failed turn or poll is tried again after this. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Integration integration;
    private final EngineStore store;
    private final Surroundings surroundings;
    private final Lane lane;
    private final Poller poller;
    private final Sweep sweep;
    private final Quota quota;
    private final Health health;

    private final Set<String> inFlight = new HashSet<>();
    private final Map<String, Scheduled> timers = new HashMap<>();
    private final Set<String> polling = new HashSet<>();
    private final Set<String> wanted = new HashSet<>();
    private final SweepTimes sweeps;
    private @Nullable Instant wakeAt;
    private boolean stopped;
    private boolean nudged;
    private boolean checkAsked;
    private int running;
    private Duration recheck = FIRST_RECHECK;

    /** A runner of the same integration that was stopped while calls of it were under way; null when they have come back. */
    private @Nullable Runner before;

    public Runner(
            Integration integration,
            EngineStore store,
            Surroundings surroundings,
            Lane lane,
            Poller poller,
            Sweep sweep) {
        this.integration = integration;
        this.store = store;
        this.surroundings = surroundings;
        this.lane = lane;
        this.poller = poller;
        this.sweep = sweep;
        Instant now = surroundings.clock().instant();
        this.quota = new Quota(integration.pace().callsPerSecond(), now);
        this.health = integration.health();
        this.sweeps = new SweepTimes(integration.pace().sweepInterval());
    }

    /** The integration it runs. */
    public Integration integration() {
        return integration;
    }

    /** Starts: checks the connection, then works. Returns at once. */
    public void start() {
        run("check", this::check);
    }

    /**
     * Stops taking up work.
     *
     * @return whether nothing is under way any more; if not, ask again or give up waiting
     */
    public synchronized boolean stop() {
        stopped = true;
        timers.values().forEach(Scheduled::cancel);
        timers.clear();
        return running == 0;
    }

    /**
     * Leaves alone what a runner before this one is still at, until that has come back: no link is ever worked on by two
     * threads. Called before {@link #start()}.
     */
    public synchronized void comesAfter(Runner stopped) {
        before = stopped;
    }

    private boolean isFree(String linkId) {
        return !inFlight.contains(linkId) && (before == null || !before.isAt(linkId));
    }

    private void forgetIdleBefore() {
        if (before != null && before.stop()) {
            before = null;
        }
    }

    private synchronized int atWork() {
        return inFlight.size() + (before == null ? 0 : before.atWork());
    }

    private synchronized boolean isAt(String linkId) {
        // A runner that comes third waits for the first as well.
        forgetIdleBefore();
        return !isFree(linkId);
    }

    /** There may be work now; called after commits, from any thread. Returns at once. */
    public void nudge() {
        synchronized (this) {
            if (nudged) {
                return;
            }
            nudged = true;
        }
        run("dispatch", () -> {
            synchronized (this) {
                nudged = false;
            }
            dispatch();
        });
    }

    /** Looks at the stream of changes now instead of at the next interval. */
    public void pollNow() {
        integration.mappings().forEach(mapping -> run("poll", () -> poll(mapping)));
    }

    /** Walks over changed records now, unless that is under way. */
    public void sweepNow() {
        integration.mappings().forEach(mapping -> run("sweep", () -> sweep(mapping)));
    }

    /** Does both as soon as it can, because somebody asks for it. */
    public void syncNow() {
        // A poll that is under way may have begun too early: another one follows it soon.
        integration.mappings().forEach(mapping -> isFirstToWant(mapping.type().name()));
        pollNow();
        sweepNow();
    }

    /**
     * Checks the connection now, because somebody asks for it, and works or rests by what comes out. Returns at once.
     *
     * @param told gets what is wrong, empty if nothing is; on the thread that checked
     * @throws BasculeException with {@code UNDER_WAY} if a check asked for before is not over, so that a system that does not
     *     answer never holds more than one thread; with {@code NOT_RUNNING} if this runner was stopped
     */
    public void checkNow(Consumer<Optional<Problem>> told) {
        synchronized (this) {
            if (checkAsked) {
                throw refusal(
                        ErrorCode.UNDER_WAY,
                        "A check of integration " + integration.name() + " is under way",
                        "Wait until it is over, and ask again.");
            }
            checkAsked = true;
        }
        boolean runs = run("check", () -> {
            Optional<Problem> found;
            try {
                found = check();
            } finally {
                synchronized (this) {
                    checkAsked = false;
                }
            }
            told.accept(found);
        });
        if (!runs) {
            throw refusal(
                    ErrorCode.NOT_RUNNING,
                    "Integration " + integration.name() + " was stopped just now",
                    "Ask again in a moment.");
        }
    }

    private BasculeException refusal(ErrorCode code, String what, String remedy) {
        return new BasculeException(new Problem(code, what, "integration " + integration.name(), null, null, remedy));
    }

    private void sweepWhereDue() {
        Instant now = surroundings.clock().instant();
        for (Mapping mapping : integration.mappings()) {
            if (sweeps.isDue(mapping.type().name(), now)) {
                run("sweep", () -> sweep(mapping));
            }
        }
    }

    /** Checks, and works or rests by what comes out; returns what is wrong. */
    private Optional<Problem> check() {
        try {
            integration.connector().check();
            recheck = FIRST_RECHECK;
            if (health.online(surroundings.clock().instant())) {
                log.info(
                        "Integration {} is online ({} {})",
                        integration.name(),
                        integration.kind(),
                        integration.connectorVersion());
            }
            dispatch();
            pollNow();
            sweepWhereDue();
            return Optional.empty();
        } catch (BasculeException e) {
            log.warn(
                    "Integration {} is not online: {}",
                    integration.name(),
                    e.problem().text());
            return Optional.of(rest(e.problem()));
        } catch (RuntimeException e) {
            log.error("Integration {} is not online: its check failed in a way of no meaning", integration.name(), e);
            return Optional.of(rest(new Problem(
                    ErrorCode.BUG,
                    "The check failed in a way that its connector should not",
                    "integration " + integration.name(),
                    null,
                    e.toString(),
                    "Report it to the author of connector " + integration.kind() + "; the log has the stack trace.")));
        }
    }

    private Problem rest(Problem problem) {
        health.down(problem.code(), problem.text(), surroundings.clock().instant());
        later("check", recheck, this::check);
        Duration doubled = recheck.multipliedBy(2);
        recheck = doubled.compareTo(LONGEST_RECHECK) > 0 ? LONGEST_RECHECK : doubled;
        return problem;
    }

    private void poll(Mapping mapping) {
        String type = mapping.type().name();
        synchronized (this) {
            if (!health.isOnline() || !polling.add(type)) {
                return;
            }
            wanted.remove(type);
        }
        Duration next = integration.pace().pollInterval();
        try {
            Duration wait = quota.take(1, surroundings.clock().instant());
            if (!wait.isZero()) {
                next = wait;
                return;
            }
            boolean more = poller.poll(integration, mapping);
            health.succeeded();
            next = more ? Duration.ZERO : next;
            dispatch();
        } catch (BasculeException e) {
            log.debug(
                    "Poll of {} failed: {}", mapping.externalType(), e.problem().text());
            next = e.retryAt() == null
                    ? next
                    : Duration.between(surroundings.clock().instant(), e.retryAt());
            failed(e);
            // The pages before the one that failed have made work.
            dispatch();
        } finally {
            synchronized (this) {
                polling.remove(type);
                // Wanted while this one was under way, which may have begun too early for that.
                next = wanted.contains(type) && next.compareTo(POLL_SOON) > 0 ? POLL_SOON : next;
            }
            later("poll " + type, next, () -> poll(mapping));
        }
    }

    private void sweep(Mapping mapping) {
        String type = mapping.type().name();
        if (!health.isOnline() || !sweeps.begins(type)) {
            return;
        }
        boolean clean = false;
        try {
            Sweep.Walk walk = sweep.sweep(integration, mapping);
            clean = walk.clean();
            if (walk.found() > 0) {
                log.info("Sweep of {} made work for {} records", type, walk.found());
                dispatch();
            }
        } finally {
            Duration next = sweeps.ends(type, clean, surroundings.clock().instant());
            later("sweep " + type, next, () -> sweep(mapping));
        }
    }

    /** Hands due work to free lanes and sets the timer for the next. */
    private void dispatch() {
        while (true) {
            String linkId;
            synchronized (this) {
                int free = integration.pace().lanes() - inFlight.size();
                if (stopped || free <= 0 || !health.isOnline()) {
                    return;
                }
                Instant now = surroundings.clock().instant();
                forgetIdleBefore();
                int taken = inFlight.size() + (before == null ? 0 : before.atWork());
                List<Work> due = store.read(tx -> tx.work().due(integration.name(), now, free + taken));
                Optional<Work> next =
                        due.stream().filter(work -> isFree(work.linkId())).findFirst();
                if (next.isEmpty()) {
                    if (before == null) {
                        wakeAtNextDue(now);
                    } else {
                        wakeAfter(LOOK_FOR_THOSE_BEFORE, now);
                    }
                    return;
                }
                Duration wait = quota.take(CALLS_PER_TURN, now);
                if (!wait.isZero()) {
                    wakeAfter(wait, now);
                    return;
                }
                linkId = next.get().linkId();
                inFlight.add(linkId);
            }
            run("lane", () -> turn(linkId));
        }
    }

    private void wakeAtNextDue(Instant now) {
        Optional<Instant> next = store.read(tx -> tx.work().nextDue(integration.name()));
        if (next.isPresent() && inFlight.isEmpty()) {
            Duration wait = Duration.between(now, next.get());
            wakeAfter(wait.isNegative() || wait.isZero() ? Duration.ofMillis(1) : wait, now);
        }
    }

    private void wakeAfter(Duration wait, Instant now) {
        Instant at = now.plus(wait);
        if (wakeAt != null && wakeAt.isAfter(now) && !at.isBefore(wakeAt)) {
            return;
        }
        wakeAt = at;
        later("dispatch", wait, this::dispatch);
    }

    private void turn(String linkId) {
        boolean failed = true;
        try {
            lane.work(integration, linkId);
            failed = false;
            pollWhereWanted();
        } finally {
            synchronized (this) {
                inFlight.remove(linkId);
                wakeAt = null;
            }
            if (health.state() != State.ONLINE) {
                // Also after a turn that failed: nobody else would ask again whether the system is back.
                later("check", recheck, this::check);
            }
            if (failed) {
                later("dispatch", AFTER_FAILURE, this::dispatch);
            } else {
                dispatch();
            }
        }
    }

    private void pollWhereWanted() {
        Set<String> asked = integration.readTimes().takeWanted();
        for (Mapping mapping : integration.mappings()) {
            String type = mapping.type().name();
            if (asked.contains(type) && isFirstToWant(type)) {
                later("poll " + type, POLL_SOON, () -> poll(mapping));
            }
        }
    }

    /** Whether no poll for those who wait is to come already; further wishes must not put it off. */
    private synchronized boolean isFirstToWant(String type) {
        return wanted.add(type);
    }

    private void failed(BasculeException failure) {
        if (health.failed(
                failure.code(), failure.problem().text(), surroundings.clock().instant())) {
            log.warn(
                    "Integration {} rests: {}",
                    integration.name(),
                    failure.problem().text());
            later("check", recheck, this::check);
        }
    }

    private void later(String name, Duration delay, Runnable task) {
        synchronized (this) {
            if (stopped) {
                return;
            }
            Scheduled old = timers.put(
                    name,
                    surroundings.scheduler().after(integration.name() + " " + name, delay, () -> run(name, task)));
            if (old != null) {
                old.cancel();
            }
        }
    }

    /** Runs a task on the executor, counted, with the integration's name in the log; false if it is stopped. */
    private boolean run(String name, Runnable task) {
        synchronized (this) {
            if (stopped) {
                return false;
            }
            running++;
        }
        surroundings.executor().execute(() -> {
            MDC.put("integration", integration.name());
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("{} of {} failed; it is tried again", name, integration.name(), e);
            } finally {
                MDC.remove("integration");
                synchronized (this) {
                    running--;
                }
            }
        });
        return true;
    }
}
