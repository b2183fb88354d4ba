/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tasks when the simulator's clock reaches their time, whether it runs there or is moved. Thread-safe. */
public final class Alarms implements AutoCloseable {
    private final SimulatorClock clock;
    private final ScheduledExecutorService executor;
    private final SimulatorClock.Registration registration;
    private final PriorityQueue<Alarm> waiting = new PriorityQueue<>();
    private @Nullable Future<?> wake;
    private long numbered;

    /** @param executor runs the tasks, which must be short; remains the caller's to shut down */
    public Alarms(SimulatorClock clock, ScheduledExecutorService executor) {
        this.clock = clock;
        this.executor = executor;
        this.registration = clock.onChange(this::wakeSoon);
    }

    /** Runs a task once at or after a moment of the simulator's clock; a moment in the past means as soon as possible. */
    public void at(Instant due, Runnable task) {
        synchronized (this) {
            waiting.add(new Alarm(due, numbered++, task));
        }
        wakeSoon();
    }

    private void wakeSoon() {
        try {
            executor.execute(this::runDue);
        } catch (RejectedExecutionException closing) {
            close();
        }
    }

    private void runDue() {
        for (Alarm alarm = nextDue(); alarm != null; alarm = nextDue()) {
            executor.execute(alarm.task());
        }
    }

    /** Takes the next due alarm, or sets the wake-up for the first that is not due yet. */
    private synchronized @Nullable Alarm nextDue() {
        Alarm first = waiting.peek();
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
        if (first == null) {
            return null;
        }
        Duration left = Duration.between(clock.instant(), first.due());
        if (left.isZero() || left.isNegative()) {
            return waiting.poll();
        }
        if (!clock.isFrozen()) {
            wake = executor.schedule(this::runDue, left.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
        return null;
    }

    /** Forgets all tasks that have not started; idempotent. */
    @Override
    public void close() {
        registration.close();
        synchronized (this) {
            waiting.clear();
            if (wake != null) {
                wake.cancel(false);
            }
        }
    }

    private record Alarm(Instant due, long number, Runnable task) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
