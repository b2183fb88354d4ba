/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.Link;
import io.bascule.api.error.BasculeException;
import io.bascule.api.model.CatalogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The users who delete records and objects, and those who bring some of them back. Each of it is journalled as an edit. */
final class Deleters {
    private static final int ONE_MEDDLING_IN = 25;
    private static final int ONE_OBJECT_BACK_IN = 4;
    private static final int ONE_RECORD_BACK_IN = 6;
    private static final int RACE_MILLIS = 12_000;

    private final VirtualTime time;
    private final SplittableRandom random;
    private final CatalogStore store;
    private final Map<String, SimulatedSystem> systems;
    private final Supplier<@Nullable Node> node;
    private final Trace trace;
    private final Editors editors;

    /** A record or an object on one side. */
    private record Subject(String side, String id) {}

    Deleters(
            VirtualTime time,
            SplittableRandom random,
            CatalogStore store,
            Map<String, SimulatedSystem> systems,
            Supplier<@Nullable Node> node,
            Trace trace,
            Editors editors) {
        this.time = time;
        this.random = random;
        this.store = store;
        this.systems = systems;
        this.node = node;
        this.trace = trace;
        this.editors = editors;
    }

    /** Something is deleted on one side: alone, beside an edit on the same side or another, or on two sides. */
    void delete() {
        List<Subject> sides = sidesOfOne();
        if (sides.isEmpty()) {
            return;
        }
        Subject one = sides.get(random.nextInt(sides.size()));
        Subject other = sides.get(random.nextInt(sides.size()));
        Duration delay = Duration.ofMillis(random.nextInt(RACE_MILLIS));
        int dice = random.nextInt(10);
        if (dice < 4) {
            delete(one);
        } else if (dice < 6) {
            editors.edit(other.side(), other.id());
            time.after(delay, () -> delete(one));
        } else if (dice < 9) {
            delete(one);
            time.after(delay, () -> editors.edit(other.side(), other.id()));
        } else {
            delete(one);
            time.after(delay, () -> delete(other));
        }
    }

    /** Somebody deletes just this object, or its record, in the middle of a call; whether it came to that. */
    boolean meddle(String system, String objectId) {
        if (random.nextInt(ONE_MEDDLING_IN) != 0) {
            return false;
        }
        String recordId = store.read(tx -> tx.links().findByExternalId(system, "customer", objectId))
                .map(Link::recordId)
                .orElse(null);
        if (recordId == null || random.nextInt(3) != 0) {
            delete(new Subject(system, objectId));
        } else {
            delete(new Subject(Editors.CATALOG, recordId));
        }
        return true;
    }

    /** A customer on all the sides where it is, or, at times, an object that may be nobody's yet. */
    private List<Subject> sidesOfOne() {
        List<String> names = new ArrayList<>(systems.keySet());
        if (random.nextInt(5) == 0) {
            String side = names.get(random.nextInt(names.size()));
            List<SimulatedObject> objects = system(side).living();
            return objects.isEmpty()
                    ? List.of()
                    : List.of(new Subject(
                            side, objects.get(random.nextInt(objects.size())).id()));
        }
        List<CatalogRecord> records = store.read(tx -> tx.records().page("customer", null, 1000));
        if (records.isEmpty()) {
            return List.of();
        }
        String id = records.get(random.nextInt(records.size())).id();
        List<Subject> sides = new ArrayList<>();
        sides.add(new Subject(Editors.CATALOG, id));
        for (Link link : store.read(tx -> tx.links().ofRecord(id))) {
            SimulatedObject object = system(link.integration()).living(link.externalId());
            if (object != null && link.isLive()) {
                sides.add(new Subject(link.integration(), object.id()));
            }
        }
        return sides;
    }

    private void delete(Subject subject) {
        if (subject.side().equals(Editors.CATALOG)) {
            deleteRecord(subject.id());
        } else {
            deleteObject(subject);
        }
    }

    private void deleteRecord(String id) {
        Node current = node.get();
        Edit edit = current == null ? null : editors.plan(Editors.CATALOG, id, true);
        if (current == null || edit == null) {
            return;
        }
        try {
            CatalogRecord grave = current.engine().catalog().delete("customer", id, null, Editors.USER, "edit");
            trace.note(id, "a user deleted it with version", grave.version());
            edit.acknowledge(id);
        } catch (BasculeException e) {
            trace.note(id, "a delete got no answer");
        }
        if (random.nextInt(ONE_RECORD_BACK_IN) == 0) {
            time.after(whileLater(), () -> restoreRecord(id));
        }
    }

    private void restoreRecord(String id) {
        Node current = node.get();
        Edit edit = current == null ? null : editors.plan(Editors.CATALOG, id, false);
        if (current == null || edit == null) {
            return;
        }
        try {
            CatalogRecord record = current.engine().catalog().restore("customer", id, null, Editors.USER, "edit");
            trace.note(id, "a user restored it; version", record.version());
            edit.acknowledge(id);
        } catch (BasculeException e) {
            trace.note(id, "a restore got no answer");
        }
    }

    private void deleteObject(Subject subject) {
        SimulatedSystem system = system(subject.side());
        SimulatedObject object = system.living(subject.id());
        Edit edit = object == null ? null : editors.plan(subject.side(), subject.id(), true);
        if (object == null || edit == null) {
            return;
        }
        system.delete(Editors.USER, object, null);
        edit.acknowledge(object.id());
        if (system.personality().restores() && random.nextInt(ONE_OBJECT_BACK_IN) == 0) {
            time.after(whileLater(), () -> restoreObject(subject));
        }
    }

    private void restoreObject(Subject subject) {
        SimulatedSystem system = system(subject.side());
        SimulatedObject object = system.objects().get(subject.id());
        boolean lies = object != null && object.isDeleted();
        Edit edit = lies ? editors.plan(subject.side(), subject.id(), false) : null;
        if (object == null || edit == null) {
            return;
        }
        system.restore(Editors.USER, object);
        edit.acknowledge(object.id());
    }

    private Duration whileLater() {
        return Duration.ofMillis(500L + random.nextInt(120_000));
    }

    private SimulatedSystem system(String name) {
        SimulatedSystem system = systems.get(name);
        if (system == null) {
            throw new IllegalArgumentException(name);
        }
        return system;
    }
}
