/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end early when the whole demonstration is told to. Thread-safe. */
public final class Waiting {
    private final InstantSource clock;
    private final CountDownLatch end = new CountDownLatch(1);

    /** @param clock for limits */
    public Waiting(InstantSource clock) {
        this.clock = clock;
    }

    /** The clock. */
    public InstantSource clock() {
        return clock;
    }

    /** Ends all waits from now on. */
    public void end() {
        end.countDown();
    }

    /** Whether {@link #end} was called. */
    public boolean ended() {
        return end.getCount() == 0;
    }

    /**
     * Lets time pass.
     *
     * @throws InterruptedException if the demonstration was ended
     */
    public void pause(Duration duration) throws InterruptedException {
        if (end.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("Ended on request");
        }
    }

    /** Waits until {@link #end}. */
    public void untilEnd() throws InterruptedException {
        end.await();
    }

    /**
     * Asks again and again.
     *
     * @return false if the limit passed before the condition held
     */
    public boolean until(Condition condition, Duration interval, Duration limit) throws InterruptedException {
        Instant deadline = clock.instant().plus(limit);
        while (!condition.holds()) {
            if (clock.instant().isAfter(deadline)) {
                return false;
            }
            pause(interval);
        }
        return true;
    }

    /** Something that will hold. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws InterruptedException;
    }
}
