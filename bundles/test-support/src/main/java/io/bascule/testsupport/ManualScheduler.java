/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.runtime.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler on virtual time: tasks run in the thread that calls {@link #runDue} or {@link #advance}, in the order of (time,
 * insertion). A task's {@link RuntimeException} is kept in {@link #failures}; an {@link Error} passes through, so a simulated
 * crash should be one. Tasks may schedule further tasks. Thread-safe.
 */
public final class ManualScheduler implements Scheduler {
    private static final Comparator<Task> ORDER =
            Comparator.comparing((Task task) -> task.at).thenComparingLong(task -> task.number);

    private final ManualClock clock;
    private final PriorityQueue<Task> queue = new PriorityQueue<>(ORDER);
    private final List<RuntimeException> failures = new ArrayList<>();
    private long inserted;

    private final class Task implements Scheduled {
        private final String name;
        private final Instant at;
        private final long number;
        private final Runnable work;

        Task(String name, Instant at, long number, Runnable work) {
            this.name = name;
            this.at = at;
            this.number = number;
            this.work = work;
        }

        @Override
        public void cancel() {
            synchronized (ManualScheduler.this) {
                queue.remove(this);
            }
        }
    }

    /** A scheduler whose time is this clock's. */
    public ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Scheduled after(String name, Duration delay, Runnable task) {
        Duration wait = delay.isNegative() ? Duration.ZERO : delay;
        Task added = new Task(name, clock.instant().plus(wait), inserted++, task);
        queue.add(added);
        return added;
    }

    /**
     * Runs every task whose time has come, those included that such tasks schedule for now.
     *
     * @return how many ran
     */
    public int runDue() {
        int ran = 0;
        for (Task task = pollUntil(clock.instant()); task != null; task = pollUntil(clock.instant())) {
            run(task);
            ran++;
        }
        return ran;
    }

    /**
     * Moves the clock on, stopping at the time of each task on the way to run it.
     *
     * @return how many ran
     */
    public int advance(Duration by) {
        Instant end = clock.instant().plus(by);
        int ran = 0;
        for (Task task = pollUntil(end); task != null; task = pollUntil(end)) {
            if (task.at.isAfter(clock.instant())) {
                clock.set(task.at);
            }
            run(task);
            ran++;
        }
        if (end.isAfter(clock.instant())) {
            clock.set(end);
        }
        return ran;
    }

    /** The time of the next task, if there is one. */
    public synchronized Optional<Instant> nextDue() {
        return Optional.ofNullable(queue.peek()).map(task -> task.at);
    }

    /** The names of the waiting tasks in the order in which they will run. */
    public synchronized List<String> waiting() {
        return queue.stream().sorted(ORDER).map(task -> task.name).toList();
    }

    /** Forgets every task, as a crash does. */
    public synchronized void clear() {
        queue.clear();
    }

    /** What tasks threw. */
    public synchronized List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    private synchronized @Nullable Task pollUntil(Instant end) {
        Task next = queue.peek();
        return next == null || next.at.isAfter(end) ? null : queue.poll();
    }

    private void run(Task task) {
        try {
            task.work.run();
        } catch (RuntimeException e) {
            synchronized (this) {
                failures.add(e);
            }
        }
    }
}
