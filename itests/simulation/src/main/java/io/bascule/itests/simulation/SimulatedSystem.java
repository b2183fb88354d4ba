/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.connector.Change;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An imitated system: its objects, its stream of changes, and the journal of every write that it accepted. */
final class SimulatedSystem {
    /** The actor of the engine's writes. */
    static final String ENGINE = "engine";

    private final Personality personality;
    private final VirtualTime time;
    private final Trace trace;
    private final Duration offset;
    private final TreeMap<String, SimulatedObject> objects = new TreeMap<>();
    private final Map<String, FieldPath> fieldPaths = new HashMap<>();
    private final List<Write> journal = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private final Map<String, Instant> looked = new HashMap<>();
    private final BitSet skipped = new BitSet();
    private Consumer<Event> listener = event -> {};
    private int readFrom;

    /** What a write does. */
    enum Kind {
        CREATE,
        UPDATE,
        DELETE,
        RESTORE
    }

    /**
     * A write that was accepted.
     *
     * @param at by true time
     * @param told by the system's clock
     * @param kind what it did
     * @param actor {@link #ENGINE} or a user
     * @param before the values replaced or deleted, by the system's own paths; empty for a create and a restore
     * @param after the values set; empty for a delete
     * @param version the object's version that it made
     * @param seen for the engine's updates and deletes: the version that it had read before; null if it had read none
     */
    record Write(
            Instant at,
            Instant told,
            Kind kind,
            String actor,
            String objectId,
            SortedMap<String, Value> before,
            SortedMap<String, Value> after,
            long version,
            @Nullable Long seen) {}

    /**
     * Something changed.
     *
     * @param deleted whether it was the object's end
     * @param replaced what an update replaced; null for everything else
     */
    record Event(String id, String objectId, Instant told, boolean deleted, Change.@Nullable Replaced replaced) {}

    /** An idempotency key and the object as its create answered. */
    record Remembered(Instant at, Fields request, String objectId, SimulatedObject.State answer) {}

    SimulatedSystem(Personality personality, VirtualTime time, Trace trace, Duration offset) {
        this.personality = personality;
        this.time = time;
        this.trace = trace;
        this.offset = offset;
        personality.capabilities().fields().forEach(field -> fieldPaths.put(field.path(), FieldPath.of(field.path())));
    }

    Personality personality() {
        return personality;
    }

    /** All that were ever made, deleted ones too. */
    NavigableMap<String, SimulatedObject> objects() {
        return objects;
    }

    /** Those that are not deleted. */
    List<SimulatedObject> living() {
        return objects.values().stream().filter(object -> !object.isDeleted()).toList();
    }

    /** The object of an id if it is there and not deleted. */
    @Nullable
    SimulatedObject living(@Nullable String id) {
        SimulatedObject object = id == null ? null : objects.get(id);
        return object == null || object.isDeleted() ? null : object;
    }

    List<Write> journal() {
        return journal;
    }

    List<Event> events() {
        return events;
    }

    Map<String, Remembered> remembered() {
        return remembered;
    }

    /** When an e-mail was last looked for. A create that a runtime repeats after a crash rests on the look-up before it. */
    Map<String, Instant> looked() {
        return looked;
    }

    /** Somebody reads the stream of changes from this event on. */
    void readFrom(int event) {
        readFrom = event;
    }

    /** Somebody takes a new position: what came after the last place read will not be read. */
    void readAnew() {
        skipped.set(readFrom, events.size());
        readFrom = events.size();
    }

    /** Whether the stream's account of a write was left out by its reader after a long absence. Each write makes one event. */
    boolean isSkipped(Write write) {
        for (int i = skipped.nextSetBit(0); i >= 0; i = skipped.nextSetBit(i + 1)) {
            Write left = journal.get(i);
            if (left.objectId().equals(write.objectId()) && left.version() == write.version()) {
                return true;
            }
        }
        return false;
    }

    void onChange(Consumer<Event> changed) {
        listener = changed;
    }

    /** What this system's clock shows now, in its granularity. */
    Instant told() {
        Instant moment = time.now().plus(offset);
        return personality.capabilities().granularity().compareTo(Duration.ofSeconds(1)) >= 0
                ? moment.truncatedTo(ChronoUnit.SECONDS)
                : moment.truncatedTo(ChronoUnit.MILLIS);
    }

    SimulatedObject create(
            String actor, SortedMap<String, Value> values, @Nullable String marker, @Nullable String forRecord) {
        String id = personality.name() + "_" + (objects.size() + 1);
        boolean holds = personality.capabilities().markerField() != null;
        SimulatedObject object = new SimulatedObject(id, holds ? marker : null, forRecord);
        SortedMap<String, Value> after = new TreeMap<>();
        for (ExternalField field : personality.capabilities().fields()) {
            after.put(field.path(), normalised(field, values.getOrDefault(field.path(), Value.ofNull())));
        }
        objects.put(id, object);
        add(
                object,
                after,
                false,
                new Write(time.now(), told(), Kind.CREATE, actor, id, new TreeMap<>(), after, 1, null));
        trace.note(id + " " + forRecord, "created by", actor, after);
        changed(id, false, null);
        return object;
    }

    void update(
            String actor,
            SimulatedObject object,
            SortedMap<String, Value> values,
            @Nullable Long seen,
            @Nullable String key) {
        SimulatedObject.State old = object.now();
        SortedMap<String, Value> all = new TreeMap<>(old.values());
        SortedMap<String, Value> before = new TreeMap<>();
        SortedMap<String, Value> after = new TreeMap<>();
        for (ExternalField field : personality.capabilities().fields()) {
            Value value = values.get(field.path());
            if (value != null) {
                before.put(field.path(), old.values().getOrDefault(field.path(), Value.ofNull()));
                after.put(field.path(), normalised(field, value));
            }
        }
        all.putAll(after);
        long version = old.version() + 1;
        add(
                object,
                all,
                false,
                new Write(time.now(), told(), Kind.UPDATE, actor, object.id(), before, after, version, seen));
        trace.note(object.id(), "updated by", actor, before, "->", after);
        changed(object.id(), false, new Change.Replaced(shown(before), shown(all), key));
    }

    /**
     * Somebody deletes a living object.
     *
     * @param seen as in {@link Write}
     */
    void delete(String actor, SimulatedObject object, @Nullable Long seen) {
        SimulatedObject.State old = object.now();
        SortedMap<String, Value> none = new TreeMap<>();
        long version = old.version() + 1;
        add(
                object,
                old.values(),
                true,
                new Write(time.now(), told(), Kind.DELETE, actor, object.id(), old.values(), none, version, seen));
        trace.note(object.id(), "deleted by", actor, old.values());
        changed(object.id(), true, null);
    }

    /** Somebody brings a deleted object back, with the values that it had. */
    void restore(String actor, SimulatedObject object) {
        SimulatedObject.State old = object.now();
        SortedMap<String, Value> none = new TreeMap<>();
        long version = old.version() + 1;
        add(
                object,
                old.values(),
                false,
                new Write(time.now(), told(), Kind.RESTORE, actor, object.id(), none, old.values(), version, null));
        trace.note(object.id(), "restored by", actor, old.values());
        changed(object.id(), false, null);
    }

    private void add(SimulatedObject object, SortedMap<String, Value> values, boolean deleted, Write write) {
        object.add(new SimulatedObject.State(write.at(), write.told(), write.version(), values, deleted));
        journal.add(write);
    }

    private void changed(String objectId, boolean deleted, Change.@Nullable Replaced replaced) {
        Event event = new Event("evt_" + events.size(), objectId, told(), deleted, replaced);
        events.add(event);
        listener.accept(event);
    }

    /** The object as the system shows one of its states. */
    ExternalRecord show(SimulatedObject object, SimulatedObject.State state) {
        boolean bare = state.deleted() && personality.grave() == Personality.Grave.SHOWN;
        return new ExternalRecord(
                object.id(),
                personality.capabilities().versions() ? Long.toString(state.version()) : null,
                personality.tellsTime() ? state.told() : null,
                bare ? null : object.marker(),
                state.deleted(),
                bare ? Fields.EMPTY : shown(state.values()));
    }

    private Fields shown(SortedMap<String, Value> values) {
        Fields fields = Fields.EMPTY;
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            FieldPath path = path(entry.getKey());
            if (entry.getValue() instanceof Value.Null) {
                fields = path.set(fields, Value.of(""));
            }
            fields = path.set(fields, entry.getValue());
        }
        return fields;
    }

    /** The values of a request by own paths; what is absent is absent. */
    SortedMap<String, Value> flat(Fields fields) {
        SortedMap<String, Value> values = new TreeMap<>();
        for (ExternalField field : personality.capabilities().fields()) {
            Value value = path(field.path()).get(fields);
            if (value != null) {
                values.put(field.path(), value);
            }
        }
        return values;
    }

    private FieldPath path(String text) {
        FieldPath path = fieldPaths.get(text);
        if (path == null) {
            throw new IllegalArgumentException(text);
        }
        return path;
    }

    private static Value normalised(ExternalField field, Value value) {
        if (value instanceof Value.Text text) {
            String form = text.text();
            form = field.canonical().contains(Canonical.TRIMMED) ? form.strip() : form;
            form = field.canonical().contains(Canonical.LOWER_CASE) ? form.toLowerCase(Locale.ROOT) : form;
            boolean none = field.canonical().contains(Canonical.EMPTY_IS_NULL) && form.isEmpty();
            return none ? Value.ofNull() : Value.of(form);
        }
        if (value instanceof Value.Decimal decimal && field.canonical().contains(Canonical.TWO_PLACES)) {
            return Value.of(decimal.number().setScale(2, RoundingMode.HALF_UP));
        }
        return value;
    }
}
