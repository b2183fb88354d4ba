/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs one task over and over until it is stopped, and waits between the passes. It is never interrupted: an
 * interrupt during a file access would close the database's file under every other thread.
 */
final class PassThread {
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(PassThread.class);

    private final Task task;
    private final Thread thread;
    private final Semaphore wakes = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Duration backOff = FIRST_BACK_OFF;
    private boolean failing;

    /** What is run over and over. */
    interface Task {
        /**
         * One pass, on the thread.
         *
         * @return how long to wait for the next unless woken; zero for not at all
         * @throws AwayException if it has to be tried again later, and somebody was told why
         */
        Duration pass();

        /** Makes a pass that waits return soon; on another thread. */
        void hurry();

        /** After the last pass, on the thread. */
        void close();
    }

    PassThread(String name, Task task) {
        this.task = task;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        // Threads inherit the class loader of whoever activates a component, which knows nothing of Kafka.
        thread.setContextClassLoader(PassThread.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    /** Makes the next pass come at once. Cheap, never waits. */
    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    /** Asks the thread to end; see {@link #awaitEnd}. */
    void stop() {
        stopped.countDown();
        wake();
        task.hurry();
    }

    /** Whether the thread ended within the limit. */
    boolean awaitEnd(Duration limit) {
        try {
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void run() {
        try {
            while (!isStopped()) {
                runOnce();
            }
        } finally {
            close();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void runOnce() {
        try {
            Duration pause = task.pass();
            backOff = FIRST_BACK_OFF;
            failing = false;
            awaitWake(pause);
        } catch (RuntimeException | LinkageError e) {
            if (!isStopped()) {
                report(e);
                backOff();
            }
        }
    }

    private void report(Throwable failure) {
        if (failure instanceof AwayException) {
            log.debug("A pass of {} failed: {}", thread.getName(), failure.getMessage());
        } else if (failing) {
            log.debug("A pass of {} failed again", thread.getName(), failure);
        } else {
            failing = true;
            log.error("A pass of {} failed; it is tried again until it succeeds", thread.getName(), failure);
        }
    }

    private void awaitWake(Duration pause) {
        try {
            if (wakes.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException e) {
            // Nobody of ours interrupts this thread; the pause is only shorter.
            log.debug("Interrupted while waiting", e);
        }
    }

    /** Wakes say that there is something to do, which a failure made no easier; only a stop ends this pause. */
    private void backOff() {
        Duration pause = backOff;
        Duration doubled = backOff.multipliedBy(2);
        backOff = doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
        try {
            if (stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                log.debug("{} stops", thread.getName());
            }
        } catch (InterruptedException e) {
            log.debug("Interrupted while waiting", e);
        }
    }

    private void close() {
        try {
            task.close();
        } catch (RuntimeException e) {
            log.warn("Ending {} failed", thread.getName(), e);
        }
    }
}
