/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.testsupport.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * All that happens in a world, one thing after the other, in an order drawn from the seed. While a call of a system is under
 * way other things may happen inside it: that is how concurrency is explored on one thread.
 */
final class VirtualTime {
    private static final int DEEPEST = 3;

    /** Many times more than any world takes. */
    private static final long MOST_STEPS = 500_000;

    private final ManualClock clock;
    private final SplittableRandom schedule;
    private final Trace trace;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparing((Event event) -> event.at).thenComparingLong(event -> event.number));
    private final List<Runnable> ready = new ArrayList<>();
    private long numbers;
    private long steps;
    private int depth;

    /** Something that will happen. */
    static final class Event {
        private final Instant at;
        private final long number;
        private final Runnable task;
        private boolean cancelled;

        Event(Instant at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }

        void cancel() {
            cancelled = true;
        }
    }

    VirtualTime(ManualClock clock, SplittableRandom schedule, Trace trace) {
        this.clock = clock;
        this.schedule = schedule;
        this.trace = trace;
    }

    ManualClock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    Event after(Duration delay, Runnable task) {
        Event event = new Event(now().plus(delay.isNegative() ? Duration.ZERO : delay), numbers++, task);
        events.add(event);
        return event;
    }

    /** As soon as possible, in any order. */
    void soon(Runnable task) {
        ready.add(task);
    }

    /** What waits to run soon was lost with its process. */
    void forgetReady() {
        ready.clear();
    }

    void runUntil(Instant end) {
        boolean more = true;
        while (more) {
            more = step(end);
        }
        set(end);
    }

    /** Time passes inside a call, and other things happen meanwhile. */
    void pass(Duration duration, int mostEvents) {
        Instant end = now().plus(duration);
        if (depth < DEEPEST) {
            depth++;
            try {
                int left = mostEvents;
                while (left > 0 && step(end)) {
                    left--;
                }
            } finally {
                depth--;
            }
        }
        set(end);
    }

    private boolean step(Instant end) {
        if (++steps > MOST_STEPS) {
            throw new IllegalStateException("Something goes round in circles: " + steps + " steps by " + now());
        }
        Event next = events.peek();
        boolean due = next != null && !next.at.isAfter(now());
        if (!ready.isEmpty() && (!due || schedule.nextInt(4) != 0)) {
            int chosen = schedule.nextInt(ready.size());
            trace.tick(chosen);
            ready.remove(chosen).run();
            return true;
        }
        if (next == null || next.at.isAfter(end)) {
            return false;
        }
        events.poll();
        if (!next.cancelled) {
            set(next.at);
            trace.tick(next.number);
            next.task.run();
        }
        return true;
    }

    private void set(Instant moment) {
        if (moment.isAfter(now())) {
            clock.set(moment);
        }
    }
}
