/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The time inside a simulator. It runs with another clock at an offset, or stands still until it is moved. Everything
 * that a simulated system decides by time (key lifetimes, search lag, webhook retries, faults by moment) reads this
 * clock; only the {@code latency} fault waits in real time.
 */
public final class SimulatorClock implements InstantSource {
    private final InstantSource base;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Duration offset = Duration.ZERO;
    private @Nullable Instant frozenAt;

    /** @param base what the clock runs with while it is not frozen */
    public SimulatorClock(InstantSource base) {
        this.base = base;
    }

    /** A clock that shows the machine's time until it is moved. */
    public static SimulatorClock system() {
        return new SimulatorClock(InstantSource.system());
    }

    /** A clock that stands still at an instant until it is moved or resumed. */
    public static SimulatorClock frozenAt(Instant instant) {
        SimulatorClock clock = system();
        clock.freeze();
        clock.set(instant);
        return clock;
    }

    @Override
    public synchronized Instant instant() {
        return frozenAt != null ? frozenAt : base.instant().plus(offset);
    }

    /**
     * Moves the clock forward and wakes what became due.
     *
     * @param step how far, for example {@code PT25H}; zero does nothing
     * @throws IllegalArgumentException for a negative step; use {@link #set} to go back
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException(
                    "The clock can't be advanced by " + step + "; expected zero or more. Set an instant to go back.");
        }
        set(instant().plus(step));
    }

    /** Sets the time; a running clock runs on from there, a frozen one stands there. */
    public void set(Instant instant) {
        synchronized (this) {
            offset = Duration.between(base.instant(), instant);
            if (frozenAt != null) {
                frozenAt = instant;
            }
        }
        changed();
    }

    /** Stops the clock at its present time; idempotent. */
    public void freeze() {
        synchronized (this) {
            frozenAt = instant();
        }
        changed();
    }

    /** Lets a frozen clock run on from where it stands; idempotent. */
    public void resume() {
        synchronized (this) {
            Instant stoodAt = frozenAt;
            if (stoodAt == null) {
                return;
            }
            offset = Duration.between(base.instant(), stoodAt);
            frozenAt = null;
        }
        changed();
    }

    /** True while the clock stands still. */
    public synchronized boolean isFrozen() {
        return frozenAt != null;
    }

    /**
     * Calls a listener after every move, on the mover's thread.
     *
     * @return closes the subscription
     */
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The clock as JSON: {@code now}, {@code offset} against its base, and {@code frozen}. */
    public synchronized ObjectNode state() {
        ObjectNode state = Json.object();
        state.put("now", instant().toString());
        state.put("offset", offset.toString());
        state.put("frozen", frozenAt != null);
        return state;
    }

    /** Takes over what {@link #state} said, as after a restart. */
    public void restore(ObjectNode state) {
        synchronized (this) {
            offset = Duration.parse(state.path("offset").asText("PT0S"));
            frozenAt = state.path("frozen").asBoolean()
                    ? Instant.parse(state.path("now").asText())
                    : null;
        }
        changed();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Ends a subscription; idempotent. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
