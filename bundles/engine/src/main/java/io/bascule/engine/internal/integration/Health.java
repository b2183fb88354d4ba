/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.error.ErrorCode;
import io.bascule.api.sync.SyncStatus.State;
import java.time.Instant;
import java.util.function.BiConsumer;

/**
 * Where an integration stands, by how its calls go: after several failures in a row its lanes rest until a check succeeds, so
 * that a dead system is not asked for each record. Thread-safe.
 */
public final class Health {
    /** Failures in a row after which the lanes rest. */
    private static final int MOST_FAILURES = 5;

    private State state = State.STARTING;
    private String detail = "Not tried yet.";
    private Instant since;
    private int failures;
    private BiConsumer<State, String> changes = (state, detail) -> {};

    Health(Instant now) {
        this.since = now;
    }

    /** Says who is told of each new state and its detail; under a lock, so whoever it is returns at once. */
    public synchronized void tellsOfChanges(BiConsumer<State, String> told) {
        changes = told;
    }

    /** Where it stands. */
    public synchronized State state() {
        return state;
    }

    /** The same for people. */
    public synchronized String detail() {
        return detail;
    }

    /** When it came to stand so. */
    public synchronized Instant since() {
        return since;
    }

    /** Whether lanes and polls may work. */
    synchronized boolean isOnline() {
        return state == State.ONLINE;
    }

    /**
     * A check succeeded.
     *
     * @return whether it was not online before
     */
    synchronized boolean online(Instant now) {
        boolean changes = state != State.ONLINE;
        failures = 0;
        set(State.ONLINE, "At work.", now);
        return changes;
    }

    /** A check failed. */
    synchronized void down(ErrorCode code, String text, Instant now) {
        switch (code.kind()) {
            case DENIED -> set(State.DENIED, text, now);
            case CONFIGURATION -> set(State.MISCONFIGURED, text, now);
            default -> set(State.OFFLINE, text, now);
        }
    }

    /**
     * A call of a lane or poll failed.
     *
     * @return whether that was one too many, so that a check is due
     */
    public synchronized boolean failed(ErrorCode code, String text, Instant now) {
        boolean counts = code == ErrorCode.UNREACHABLE
                || code == ErrorCode.UNAUTHORISED
                || code == ErrorCode.NOT_GRANTED
                || code == ErrorCode.SECRET_MISSING;
        if (!counts || state != State.ONLINE) {
            return false;
        }
        failures++;
        if (failures < MOST_FAILURES) {
            return false;
        }
        down(code, text, now);
        return true;
    }

    /** A call of a lane or poll succeeded. */
    public synchronized void succeeded() {
        failures = 0;
    }

    private void set(State next, String text, Instant now) {
        boolean changed = state != next;
        if (changed) {
            since = now;
        }
        state = next;
        detail = text;
        if (changed) {
            changes.accept(next, text);
        }
    }
}
