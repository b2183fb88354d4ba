/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.connector.TypeCapabilities.Idempotency;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** I5 at the moment of a create: no second object for a record, none with a key that the look-up must have shown. */
final class CreateOracle {
    private final SimulatedSystem system;
    private final VirtualTime time;
    private final SimulatedConnector.Predicates world;

    CreateOracle(SimulatedSystem system, VirtualTime time, SimulatedConnector.Predicates world) {
        this.system = system;
        this.time = time;
        this.world = world;
    }

    /** Whether a user brought it back after it was deleted; the engine may have seen no more than the delete. */
    private static boolean hasReturned(SimulatedObject object) {
        return object.states().stream().anyMatch(SimulatedObject.State::deleted);
    }

    /** The engine creates an object. */
    void creates(String marker, @Nullable String record, SortedMap<String, Value> values) {
        String path = system.personality().path("email");
        String email = Tokens.text(values.getOrDefault(path, Value.ofNull()));
        Instant lookedAt = system.looked().getOrDefault(email, time.now());
        for (SimulatedObject object : system.living()) {
            // What was made in the very moment of the look-up may have come right after it.
            SimulatedObject.State shown =
                    object.at(lookedAt.minus(declared().searchLag()).minusMillis(1));
            if (record != null && record.equals(object.forRecord())) {
                if (isOutOfSight(object, path) || hasReturned(object)) {
                    object.stray();
                } else {
                    world.violated("I5", record, "a second object for one record: " + object.id() + ", link " + marker);
                }
            }
            if (!email.isBlank() && isOwnTwin(object, record, path, email)) {
                world.violated(
                        "I5",
                        String.valueOf(record),
                        "two objects of ours with one key: " + object.id() + " for " + object.forRecord() + ", "
                                + email);
            }
            if (!email.isBlank()
                    && shown != null
                    && !shown.deleted()
                    && keyOf(shown, path).equals(email)
                    && keyOf(object.now(), path).equals(email)) {
                world.violated(
                        "I5",
                        String.valueOf(record),
                        "an object with a key that was there: " + object.id() + " " + email);
            }
        }
    }

    /**
     * Rule 4 of the design: key claims are held "from look-up until its create is settled", and a candidate that has a live link
     * is not free. So whatever the look-up shows, nothing is made with the key of a record for which we made an object already.
     */
    private boolean isOwnTwin(SimulatedObject object, @Nullable String record, String path, String email) {
        String other = object.forRecord();
        return other != null
                && !other.equals(record)
                && keyOf(object.now(), path).equals(email)
                && world.keyOf(other).equals(email);
    }

    /**
     * Rule 1 of the design: an unknown create is looked up "by marker, external id or match key". Where there is no marker and
     * no idempotency key, that leaves the match key; a user who changes just that, after the create and before the look-up,
     * takes the object out of every look-up's sight. That is what the system's capabilities declare, and it is counted.
     */
    private boolean isOutOfSight(SimulatedObject object, String path) {
        if (!hasOnlyKeys()) {
            return false;
        }
        // The record, and with it the next create, may have another key by now: the look-up was for what was sent
        // first.
        String sent = keyOf(object.states().get(0), path);
        Instant looked = system.looked().getOrDefault(sent, time.now());
        // What was changed in that moment may have been changed right before it.
        SimulatedObject.State shown = object.at(looked.minus(declared().searchLag()));
        if (shown == null || keyOf(shown, path).equals(sent)) {
            return false;
        }
        for (SimulatedSystem.Write write : system.journal()) {
            if (write.objectId().equals(object.id()) && write.version() > 1) {
                // Up to the change of the key nobody but users can have written it; from then on it may be another
                // record's.
                if (!write.actor().equals(Editors.USER)) {
                    return false;
                }
                Value before = write.before().get(path);
                if (before != null && Tokens.text(before).equals(sent)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String keyOf(SimulatedObject.State state, String path) {
        return Tokens.text(state.values().getOrDefault(path, Value.ofNull()));
    }

    /**
     * Shows an object. If a user changed the key of what a create without an answer made before this first look at it, nothing
     * tells whose it is: see {@link #isOutOfSight}.
     */
    ExternalRecord shows(SimulatedObject object, SimulatedObject.State state) {
        if (!state.deleted() && object.meet() && object.forRecord() != null && hasOnlyKeys()) {
            String path = system.personality().path("email");
            SimulatedObject.State made = object.states().get(0);
            if (!keyOf(state, path).equals(keyOf(made, path))) {
                object.stray();
            }
        }
        return system.show(object, state);
    }

    private TypeCapabilities declared() {
        return system.personality().capabilities();
    }

    private boolean hasOnlyKeys() {
        return declared().markerField() == null && declared().idempotency() == Idempotency.NONE;
    }
}
