/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link;
import io.bascule.api.error.BasculeException;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The users of all sides. Every value that they write is a token, journalled here, outside the runtime. */
final class Editors {
    static final String CATALOG = "catalog";
    static final String USER = "user";

    private final VirtualTime time;
    private final SplittableRandom random;
    private final CatalogStore store;
    private final Map<String, SimulatedSystem> systems;
    private final Supplier<@Nullable Node> node;
    private final Trace trace;
    private final List<Edit> journal = new ArrayList<>();
    private final TreeSet<String> sharedKeys = new TreeSet<>();
    private int tokens;
    private int edits;
    private boolean stopped;

    Editors(
            VirtualTime time,
            SplittableRandom random,
            CatalogStore store,
            Map<String, SimulatedSystem> systems,
            Supplier<@Nullable Node> node,
            Trace trace) {
        this.time = time;
        this.random = random;
        this.store = store;
        this.systems = systems;
        this.node = node;
        this.trace = trace;
    }

    List<Edit> journal() {
        return journal;
    }

    /** The e-mail tokens that users gave to more than one customer on purpose. */
    NavigableSet<String> sharedKeys() {
        return sharedKeys;
    }

    int edits() {
        return edits;
    }

    void stop() {
        stopped = true;
    }

    /** A new customer, at times on two sides at once, rarely twice on one. */
    void introduce() {
        Value email = Tokens.fresh("email", ++tokens, random.nextInt(12));
        String side = side();
        int dice = random.nextInt(100);
        introduce(side, email);
        if (dice < 30) {
            String other = dice < 4 ? side : side();
            sharedKeys.add(Tokens.of("email", email));
            Duration delay = Duration.ofMillis(dice % 2 == 0 ? random.nextInt(3000) : random.nextInt(40_000));
            time.after(delay, () -> introduce(other, email));
        }
    }

    /** Somebody enters a new customer twice, the second time before anything can have come of the first. */
    void introduceTwice() {
        Value email = Tokens.fresh("email", ++tokens, random.nextInt(12));
        sharedKeys.add(Tokens.of("email", email));
        introduce(CATALOG, email);
        time.after(Duration.ofMillis(random.nextInt(1500)), () -> introduce(CATALOG, email));
    }

    private String side() {
        List<String> names = new ArrayList<>(systems.keySet());
        int dice = random.nextInt(names.size() + 1);
        return dice == names.size() ? CATALOG : names.get(dice);
    }

    private void introduce(String side, Value email) {
        if (stopped) {
            return;
        }
        SortedMap<String, Value> values = new TreeMap<>();
        values.put("email", email);
        values.put("name", fresh("name"));
        for (String path : List.of("phone", "notes", "credit")) {
            if (random.nextInt(3) != 0) {
                values.put(path, fresh(path));
            }
        }
        edits++;
        if (side.equals(CATALOG)) {
            create(values);
        } else {
            SimulatedSystem system = system(side);
            List<Edit> planned = plan(side, "", values);
            SimulatedObject object = system.create(USER, own(system, values), null, null);
            planned.forEach(edit -> edit.acknowledge(object.id()));
        }
    }

    private void create(SortedMap<String, Value> values) {
        Node current = node.get();
        if (current == null) {
            return;
        }
        List<Edit> planned = plan(CATALOG, "", values);
        try {
            CatalogRecord record = current.engine().catalog().create("customer", Fields.of(values), USER, "edit");
            trace.note(record.id(), "created in the catalog", values);
            planned.forEach(edit -> edit.acknowledge(record.id()));
        } catch (BasculeException e) {
            trace.note(CATALOG, "a create got no answer", values);
        }
    }

    /** A change of some field somewhere. */
    void edit() {
        String side = side();
        if (side.equals(CATALOG)) {
            List<CatalogRecord> records = store.read(tx -> tx.records().page("customer", null, 1000));
            if (!records.isEmpty()) {
                editRecord(records.get(random.nextInt(records.size())).id(), paths());
            }
        } else {
            List<SimulatedObject> objects = system(side).living();
            if (!objects.isEmpty()) {
                editObject(side, objects.get(random.nextInt(objects.size())).id(), paths());
            }
        }
    }

    /** A program of some system's own goes over all its objects, two or three a second. */
    void bulk() {
        List<String> names = new ArrayList<>(systems.keySet());
        String side = names.get(random.nextInt(names.size()));
        Duration delay = Duration.ZERO;
        for (SimulatedObject object : system(side).living()) {
            time.after(delay, () -> editObject(side, object.id(), paths()));
            delay = delay.plusMillis(250 + random.nextInt(250));
        }
    }

    /** The same field on two sides within a few seconds. */
    void race() {
        List<CatalogRecord> records = store.read(tx -> tx.records().page("customer", null, 1000));
        if (records.isEmpty()) {
            return;
        }
        String id = records.get(random.nextInt(records.size())).id();
        List<String> paths = paths();
        List<Link> links = linksOf(id);
        editRecord(id, paths);
        if (!links.isEmpty()) {
            Link link = links.get(random.nextInt(links.size()));
            time.after(
                    Duration.ofMillis(random.nextInt(12_000)),
                    () -> editObject(link.integration(), String.valueOf(link.externalId()), paths));
        }
    }

    /** Somebody changes just this object, or its record, in the middle of a call. */
    void meddle(String system, String objectId) {
        if (stopped) {
            return;
        }
        String recordId = store.read(tx -> tx.links().findByExternalId(system, "customer", objectId))
                .map(Link::recordId)
                .orElse(null);
        if (recordId == null || random.nextInt(3) != 0) {
            editObject(system, objectId, paths());
        } else {
            editRecord(recordId, paths());
        }
    }

    /** A person looks at a held conflict and says who wins. */
    void decide(SplittableRandom dice) {
        Node current = node.get();
        List<Conflict> held = store.read(tx -> tx.conflicts().page(Winner.HELD, null, 1000));
        if (stopped || current == null || held.isEmpty()) {
            return;
        }
        Conflict conflict = held.get(dice.nextInt(held.size()));
        Winner winner = dice.nextBoolean() ? Winner.CATALOG : Winner.EXTERNAL;
        try {
            current.engine().resolutions().resolve(conflict.id(), winner, USER);
            trace.note(conflict.recordId(), "a user decided", conflict.path(), "for", winner);
        } catch (BasculeException e) {
            trace.note(conflict.recordId(), "a decision got no answer", conflict.path());
        }
    }

    private List<Link> linksOf(String recordId) {
        return store.read(tx -> tx.links().ofRecord(recordId)).stream()
                .filter(link -> link.externalId() != null)
                .toList();
    }

    /** A change of some field of one record or object. */
    void edit(String side, String id) {
        if (side.equals(CATALOG)) {
            editRecord(id, paths());
        } else {
            editObject(side, id, paths());
        }
    }

    private void editRecord(String id, List<String> paths) {
        Node current = node.get();
        if (stopped || current == null) {
            return;
        }
        edits++;
        SortedMap<String, Value> values = values(paths);
        List<Edit> planned = plan(CATALOG, id, values);
        try {
            CatalogRecord record =
                    current.engine().catalog().patch("customer", id, Fields.of(values), null, USER, "edit");
            trace.note(id, "a user made version", record.version(), values);
            planned.forEach(edit -> edit.acknowledge(id));
        } catch (BasculeException e) {
            trace.note(id, "a patch got no answer", values);
        }
    }

    private void editObject(String side, String id, List<String> paths) {
        SimulatedObject object = system(side).living(id);
        if (stopped || object == null) {
            return;
        }
        edits++;
        SortedMap<String, Value> values = values(paths);
        List<Edit> planned = plan(side, id, values);
        system(side).update(USER, object, own(system(side), values), null, null);
        planned.forEach(edit -> edit.acknowledge(id));
    }

    private SortedMap<String, Value> values(List<String> paths) {
        SortedMap<String, Value> values = new TreeMap<>();
        for (String path : paths) {
            boolean clears = !path.equals("email") && !path.equals("name") && random.nextInt(15) == 0;
            values.put(path, clears ? Value.ofNull() : fresh(path));
        }
        return values;
    }

    private List<String> paths() {
        TreeSet<String> paths = new TreeSet<>();
        int count = 1 + random.nextInt(2);
        while (paths.size() < count) {
            String path = Personality.FIELDS.get(random.nextInt(Personality.FIELDS.size()));
            if (!path.equals("email") || random.nextInt(3) == 0) {
                paths.add(path);
            }
        }
        return List.copyOf(paths);
    }

    private Value fresh(String path) {
        return Tokens.fresh(path, ++tokens, random.nextInt(12));
    }

    /** Somebody is about to delete something or to bring it back; null if nobody does so any more. */
    @Nullable
    Edit plan(String side, String subject, boolean deletes) {
        if (stopped) {
            return null;
        }
        edits++;
        int number = ++tokens;
        return plan(side, subject, Conflict.WHOLE, deletes ? Edit.deleted(number) : Edit.restored(number));
    }

    private List<Edit> plan(String side, String subject, SortedMap<String, Value> values) {
        List<Edit> planned = new ArrayList<>();
        values.forEach((path, value) -> planned.add(plan(side, subject, path, Tokens.of(path, value))));
        return planned;
    }

    private Edit plan(String side, String subject, String path, String token) {
        Instant told = side.equals(CATALOG) ? time.now() : system(side).told();
        Edit edit = new Edit(journal.size(), side, subject, path, token, time.now(), told);
        journal.add(edit);
        return edit;
    }

    /** Catalog values by the system's own paths and in its own form. */
    private static SortedMap<String, Value> own(SimulatedSystem system, SortedMap<String, Value> values) {
        SortedMap<String, Value> own = new TreeMap<>();
        values.forEach((path, value) -> {
            String target = system.personality().path(path);
            boolean asText = target.equals("metadata.credit") && value instanceof Value.Decimal;
            own.put(target, asText ? Value.of(number(value).toPlainString()) : value);
        });
        return own;
    }

    private static BigDecimal number(Value value) {
        return value instanceof Value.Decimal decimal ? decimal.number() : BigDecimal.ZERO;
    }

    private SimulatedSystem system(String name) {
        SimulatedSystem system = systems.get(name);
        if (system == null) {
            throw new IllegalArgumentException(name);
        }
        return system;
    }
}
