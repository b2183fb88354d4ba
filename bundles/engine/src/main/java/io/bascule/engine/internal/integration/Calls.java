/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the calls of one open connector go: what a decision about an update of the connector is made from. Thread-safe. */
public final class Calls {
    /** Troubles of the system, of its credentials or of a position: they say nothing about the connector. */
    private static final Set<ErrorCode> NOT_ITS_FAULT = EnumSet.of(
            ErrorCode.UNREACHABLE,
            ErrorCode.RATE_LIMITED,
            ErrorCode.UNAUTHORISED,
            ErrorCode.NOT_GRANTED,
            ErrorCode.SECRET_MISSING,
            ErrorCode.CURSOR_EXPIRED);

    private final InstantSource clock;
    private final Map<Object, UnderWay> underWay = new HashMap<>();
    private long ended;
    private long failed;
    private @Nullable String bug;
    private Duration longest = Duration.ZERO;

    private boolean interrupted;

    private record UnderWay(Instant begun, Thread thread) {}

    /**
     * How the calls went up to a moment.
     *
     * @param ended calls that came back, each item of a write counted
     * @param failed how many of them failed with something that may be the connector's fault
     * @param bug the first failure that must be its fault; null if there was none
     * @param longest how long the longest call took, or is taking
     * @param underWay how long the oldest call that has not come back is taking; zero if there is none
     */
    public record Sample(long ended, long failed, @Nullable String bug, Duration longest, Duration underWay) {}

    /** No calls yet. */
    public Calls(InstantSource clock) {
        this.clock = clock;
    }

    /** A call begins, in the thread that makes it; what is returned stands for it. */
    Object begin() {
        Object call = new Object();
        synchronized (this) {
            underWay.put(call, new UnderWay(clock.instant(), Thread.currentThread()));
        }
        return call;
    }

    /** A call came back, whichever way, in its thread. */
    synchronized void end(Object call) {
        UnderWay ends = underWay.remove(call);
        if (ends != null) {
            lasted(Duration.between(ends.begun(), clock.instant()));
        }
        if (interrupted) {
            // That was meant for the call alone; what comes after it in this thread, a database for one, must not meet
            // it.
            Thread.interrupted();
        }
    }

    /** So many items came to a good end, or to one that the system answers for. */
    synchronized void good(int items) {
        ended += items;
    }

    /** An item failed in a way that may be the connector's fault. */
    synchronized void strange() {
        ended++;
        failed++;
    }

    /** A call failed. */
    synchronized void failed(String operation, Throwable failure) {
        ended++;
        if (failure instanceof BasculeException known && known.code().kind() != ErrorKind.BUG) {
            failed += NOT_ITS_FAULT.contains(known.code()) ? 0 : 1;
            return;
        }
        bug(operation + " failed: " + failure);
    }

    /** Something happened that only a mistake in the connector explains. */
    synchronized void bug(String text) {
        failed++;
        bug = bug == null ? text : bug;
    }

    /** How the calls went so far. */
    public synchronized Sample sample() {
        Instant now = clock.instant();
        Duration oldest = Duration.ZERO;
        for (UnderWay call : underWay.values()) {
            Duration time = Duration.between(call.begun(), now);
            lasted(time);
            oldest = time.compareTo(oldest) > 0 ? time : oldest;
        }
        return new Sample(ended, failed, bug, longest, oldest);
    }

    private void lasted(Duration time) {
        longest = time.compareTo(longest) > 0 ? time : longest;
    }

    /** Asks the calls under way to give up, as the contract of connectors has it. */
    public synchronized void interrupt() {
        // Under the lock, so that no thread is interrupted that has just come back and does something else.
        interrupted = true;
        underWay.values().forEach(call -> call.thread().interrupt());
    }
}
