/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one write does: the objects that it makes, changes and deletes, and the events of that. All of it becomes one entry of
 * the journal, so a crash leaves all or nothing. Used under the state's lock, for one write.
 */
final class Staging {
    private final ObjectStores stores;
    private final Ids ids;
    private final Instant now;
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private @Nullable Change answered;
    private @Nullable ObjectNode answer;

    Staging(ObjectStores stores, Ids ids, Instant now) {
        this.stores = stores;
        this.ids = ids;
        this.now = now;
    }

    /** The moment of the write, in seconds since 1970. */
    long seconds() {
        return now.getEpochSecond();
    }

    Ids ids() {
        return ids;
    }

    /** The objects of a type as they were before this write. */
    ObjectStore stored(String type) {
        return stores.of(type);
    }

    /** The living object as this write leaves it so far. */
    Optional<ObjectNode> living(ResourceType type, String id) {
        Change change = changes.get(key(type, id));
        if (change != null) {
            return change.action.equals("delete") ? Optional.empty() : Optional.of(change.after);
        }
        return stores.of(type).living(id);
    }

    /** The living object that a path names. */
    ObjectNode required(ResourceType type, String id) {
        return living(type, id).orElseThrow(() -> StripeError.noSuchObject(type.name(), id));
    }

    /** The living object that a parameter names, its type given by name. */
    ObjectNode referenced(String type, String id, String parameter) {
        return referenced(stores.type(type), id, parameter);
    }

    /** The living object that a parameter names. */
    ObjectNode referenced(ResourceType type, String id, String parameter) {
        return living(type, id).orElseThrow(() -> StripeError.noSuchReference(type.name(), id, parameter));
    }

    /** Makes an object from read parameters. */
    ObjectNode create(ResourceType type, ObjectNode parameters, @Nullable String wantedId) {
        String id = wantedId == null ? freshId(type) : wantedId;
        if (stores.of(type).find(id).isPresent()) {
            throw StripeError.invalid("id", "resource_already_exists", capitalized(type.name()) + " already exists.");
        }
        ObjectNode object = type.create(id, parameters, seconds(), ids);
        type.check(this, object);
        put(new Change(type, id, "create", null, object)).events.add("created");
        return object;
    }

    /** Puts read parameters on an object. */
    ObjectNode update(ResourceType type, String id, ObjectNode parameters) {
        ObjectNode after = required(type, id).deepCopy();
        type.update(after, parameters);
        type.check(this, after);
        return replace(type, id, "update", after, "updated");
    }

    /**
     * Puts an object in the place of what it was.
     *
     * @param action for the journal, for example {@code finalize}
     * @param events the ends of its event types; {@code updated} stands only if something changed
     */
    ObjectNode replace(ResourceType type, String id, String action, ObjectNode after, String... events) {
        Change earlier = changes.get(key(type, id));
        ObjectNode before = earlier == null ? required(type, id) : earlier.before;
        String kept = earlier != null && earlier.action.equals("create") ? "create" : action;
        Change change = new Change(type, id, kept, before, after);
        if (change.changed()) {
            type.touch(after, seconds());
        }
        if (earlier != null) {
            change.events.addAll(earlier.events);
        }
        for (String event : events) {
            if (!kept.equals("create") && !change.events.contains(event)) {
                change.events.add(event);
            }
        }
        put(change);
        return after;
    }

    void delete(ResourceType type, String id) {
        ObjectNode before = required(type, id);
        type.checkDelete(this, before);
        put(new Change(type, id, "delete", before, type.stub(id))).events.add("deleted");
    }

    /** Names the object that the answer shows; else the first that was staged. */
    void answers(ResourceType type, String id) {
        answered = changes.get(key(type, id));
    }

    /** Sets an answer that is no object of its own. */
    void answersWith(ObjectNode body) {
        answer = body;
    }

    /** The entry for the journal. */
    ObjectNode entry(Write write) {
        Change first = answered == null ? changes.values().iterator().next() : answered;
        ObjectNode entry = Json.object().put("kind", "write").put("time", now.toString());
        entry.put("method", write.method()).put("path", write.path());
        entry.put("requestId", write.requestId()).put("idempotencyKey", write.key());
        entry.put("fingerprint", write.fingerprint());
        entry.set("fields", write.fields());
        if (answer != null) {
            entry.set("answer", answer);
        }
        String list = "earlier";
        for (Change change : changes.values()) {
            if (change == first) {
                change.describe(entry, ids);
                list = "later";
            } else {
                change.describe(entry.withArray("/" + list).addObject(), ids);
            }
        }
        return entry;
    }

    private Change put(Change change) {
        String key = key(change.type, change.id);
        Change replaced = changes.put(key, change);
        if (replaced != null && replaced == answered) {
            answered = change;
        }
        return change;
    }

    private String freshId(ResourceType type) {
        String id = type.newId(ids);
        while (stores.of(type).find(id).isPresent() || changes.containsKey(key(type, id))) {
            id = type.newId(ids);
        }
        return id;
    }

    private static String key(ResourceType type, String id) {
        return type.name() + "/" + id;
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What happens to one object. */
    private static final class Change {
        private final ResourceType type;
        private final String id;
        private final String action;
        private final @Nullable ObjectNode before;
        private final ObjectNode after;
        private final List<String> events = new ArrayList<>();

        private Change(ResourceType type, String id, String action, @Nullable ObjectNode before, ObjectNode after) {
            this.type = type;
            this.id = id;
            this.action = action;
            this.before = before;
            this.after = after;
        }

        private boolean changed() {
            return before == null
                    || action.equals("delete")
                    || !Differences.previous(before, after).isEmpty();
        }

        private void describe(ObjectNode entry, Ids ids) {
            entry.put("action", action).put("type", type.name()).put("id", id).put("changed", changed());
            entry.set("object", after);
            if (type.makesEvents()) {
                ArrayNode described = Json.array();
                for (String verb : events) {
                    if (!verb.equals("updated") || changed()) {
                        described.add(event(verb, ids));
                    }
                }
                if (!described.isEmpty()) {
                    entry.set("events", described);
                }
            }
        }

        private ObjectNode event(String verb, Ids ids) {
            ObjectNode event = Json.object().put("id", ids.next("evt_1", 23)).put("type", type.name() + "." + verb);
            if (verb.equals("updated") && before != null) {
                event.set("previous", Differences.previous(type.shown(before), type.shown(after)));
            }
            return event;
        }
    }
}
