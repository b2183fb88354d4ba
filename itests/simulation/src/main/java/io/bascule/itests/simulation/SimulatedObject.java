/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One object of an imitated system, with all its past. */
final class SimulatedObject {
    private final String id;
    private final @Nullable String marker;
    private final @Nullable String forRecord;
    private final List<State> states = new ArrayList<>();
    private boolean strayed;
    private boolean met;

    /**
     * How it was from a moment on.
     *
     * @param at by true time
     * @param told by the system's clock
     * @param deleted whether it was deleted; then the values are those that it had
     */
    record State(Instant at, Instant told, long version, SortedMap<String, Value> values, boolean deleted) {}

    /**
     * A new object.
     *
     * @param forRecord the record for which the engine made it; null if a user did
     */
    SimulatedObject(String id, @Nullable String marker, @Nullable String forRecord) {
        this.id = id;
        this.marker = marker;
        this.forRecord = forRecord;
    }

    String id() {
        return id;
    }

    @Nullable
    String marker() {
        return marker;
    }

    @Nullable
    String forRecord() {
        return forRecord;
    }

    /** The engine sees it; whether for the first time. */
    boolean meet() {
        boolean first = !met;
        met = true;
        return first;
    }

    /** A user took it out of sight of the look-up after a create without an answer: nobody can tell any more whose it is. */
    void stray() {
        strayed = true;
    }

    boolean hasStrayed() {
        return strayed;
    }

    void add(State state) {
        states.add(state);
    }

    State now() {
        return states.get(states.size() - 1);
    }

    List<State> states() {
        return states;
    }

    boolean isDeleted() {
        return now().deleted();
    }

    /** Whether it was deleted, or was not, at some moment of a span. */
    boolean was(boolean deleted, Instant from, Instant to) {
        for (int i = 0; i < states.size(); i++) {
            boolean begins = !states.get(i).at().isAfter(to);
            boolean ends = i + 1 < states.size() && states.get(i + 1).at().isBefore(from);
            if (begins && !ends && states.get(i).deleted() == deleted) {
                return true;
            }
        }
        return false;
    }

    /** How it was at a moment; null if it was not there yet. */
    @Nullable
    State at(Instant moment) {
        for (int i = states.size() - 1; i >= 0; i--) {
            if (!states.get(i).at().isAfter(moment)) {
                return states.get(i);
            }
        }
        return null;
    }
}
