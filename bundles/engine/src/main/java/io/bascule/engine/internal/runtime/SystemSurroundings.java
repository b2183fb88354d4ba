/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.runtime;

import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Scheduler;
import io.bascule.api.runtime.Surroundings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real surroundings, with their threads. Close it when everything that uses it has stopped. */
public final class SystemSurroundings implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SystemSurroundings.class);

    private static final int IDLE_SECONDS = 30;

    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor pool;
    private final Surroundings surroundings;

    public SystemSurroundings(Faults faults) {
        timer = new ScheduledThreadPoolExecutor(1, named("bascule-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // Bounded by the lanes and polls of the integrations, each of which runs only a few tasks at once.
        pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("bascule-work-"));
        surroundings = new Surroundings(
                InstantSource.system(),
                this::after,
                this::execute,
                new TimeOrderedIds(InstantSource.system()),
                () -> ThreadLocalRandom.current().nextDouble(),
                faults);
    }

    /** The surroundings. */
    public Surroundings surroundings() {
        return surroundings;
    }

    private void execute(Runnable task) {
        if (!pool.isShutdown()) {
            pool.execute(task);
        }
    }

    private Scheduler.Scheduled after(String name, Duration delay, Runnable task) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> future = timer.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        log.error("Timed task {} failed", name, e);
                    }
                },
                Math.max(0, delay.toNanos()),
                TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(SystemSurroundings.class.getClassLoader());
            return thread;
        };
    }

    /** Takes up no more tasks and gives those under way a moment to end. */
    @Override
    public void close() {
        timer.shutdown();
        pool.shutdown();
        try {
            if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("{} tasks were still under way after 5 s", pool.getActiveCount());
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
