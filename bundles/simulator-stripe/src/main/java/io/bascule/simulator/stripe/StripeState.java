/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Journal;
import io.bascule.simulator.kit.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the imitated Stripe knows. It is a replay of the journal in the strict sense: a write is first
 * appended, then applied by the same code that applies the journal after a restart.
 */
final class StripeState implements AutoCloseable {
    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, ResourceType> types = new LinkedHashMap<>();
    private final Map<String, ObjectStore> stores = new LinkedHashMap<>();
    private final EventLog events = new EventLog();
    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final Map<String, Long> writes = new TreeMap<>();
    private final Set<Undelivered> undelivered = new LinkedHashSet<>();
    private final Journal journal;
    private @Nullable ObjectNode clockState;
    private boolean restoring = true;

    /** @param dataFolder where the journal is, or null to forget all at the end */
    StripeState(InstantSource clock, Ids ids, List<ResourceType> resourceTypes, @Nullable Path dataFolder) {
        this.clock = clock;
        this.ids = ids;
        for (ResourceType type : resourceTypes) {
            types.put(type.name(), type);
            stores.put(type.name(), new ObjectStore(type.remembersDeleted(), type.searchFields()));
        }
        this.journal = dataFolder == null
                ? Journal.inMemory()
                : Journal.open(dataFolder.resolve("journal.jsonl"), this::apply);
        this.restoring = false;
    }

    ObjectStore store(ResourceType type) {
        return store(type.name());
    }

    private ObjectStore store(String type) {
        ObjectStore store = stores.get(type);
        if (store == null) {
            throw new IllegalStateException("The journal has objects of the unknown type '" + type + "'");
        }
        return store;
    }

    EventLog events() {
        return events;
    }

    IdempotencyKeys keys() {
        return keys;
    }

    Journal journal() {
        return journal;
    }

    /** The clock's state that the journal ended with, if it was ever moved. */
    Optional<ObjectNode> restoredClock() {
        return Optional.ofNullable(clockState);
    }

    /** What the journal does not say to be delivered. */
    synchronized List<Undelivered> takeUndelivered() {
        List<Undelivered> taken = List.copyOf(undelivered);
        undelivered.clear();
        return taken;
    }

    Done create(Write write, ResourceType type, ObjectNode parameters, @Nullable String wantedId) {
        long sequence;
        ObjectNode entry;
        synchronized (this) {
            Instant now = clock.instant();
            String id = wantedId == null ? freshId(type) : wantedId;
            if (store(type).find(id).isPresent()) {
                throw StripeError.invalid(
                        "id", "resource_already_exists", capitalized(type.name()) + " already exists.");
            }
            ObjectNode object = type.create(id, parameters, now.getEpochSecond(), ids);
            entry = entry(write, "create", type, id, now, true, object);
            addEvent(entry, type, "created", null);
            sequence = append(entry);
        }
        return done(entry, sequence);
    }

    Done update(Write write, ResourceType type, String id, ObjectNode parameters) {
        long sequence;
        ObjectNode entry;
        synchronized (this) {
            Instant now = clock.instant();
            ObjectNode before = required(type, id);
            ObjectNode after = before.deepCopy();
            type.update(after, parameters);
            boolean changed = !Differences.previous(before, after).isEmpty();
            if (changed) {
                type.touch(after, now.getEpochSecond());
            }
            entry = entry(write, "update", type, id, now, changed, after);
            if (changed) {
                addEvent(entry, type, "updated", Differences.previous(before, after));
            }
            sequence = append(entry);
        }
        return done(entry, sequence);
    }

    Done delete(Write write, ResourceType type, String id) {
        long sequence;
        ObjectNode entry;
        synchronized (this) {
            required(type, id);
            entry = entry(write, "delete", type, id, clock.instant(), true, type.stub(id));
            addEvent(entry, type, "deleted", null);
            sequence = append(entry);
        }
        return done(entry, sequence);
    }

    /** Keeps a failure under a key, unless the key has an answer. */
    void storeFailure(Write write, String key, int status, ObjectNode body) {
        long sequence;
        synchronized (this) {
            Instant now = clock.instant();
            if (keys.isTaken(key, now)) {
                return;
            }
            ObjectNode entry = Json.object().put("kind", "failure").put("time", now.toString());
            entry.put("method", write.method()).put("path", write.path());
            entry.put("idempotencyKey", key).put("fingerprint", write.fingerprint());
            entry.put("requestId", write.requestId()).put("status", status);
            entry.set("body", body);
            sequence = append(entry);
        }
        journal.awaitDurable(sequence);
    }

    /** Remembers that a delivery has ended; need not survive a loss of power. */
    synchronized void settled(String eventId, String endpointId, String outcome) {
        append(Json.object()
                .put("kind", "delivery")
                .put("time", clock.instant().toString())
                .put("event", eventId)
                .put("endpoint", endpointId)
                .put("outcome", outcome));
    }

    /** Remembers where the clock was moved to. */
    synchronized void clockMoved(ObjectNode state) {
        ObjectNode entry = Json.object().put("kind", "clock");
        entry.set("clock", state);
        append(entry);
    }

    /** Writes by type and action, for example {@code "customer create"}; updates that changed nothing count apart. */
    synchronized ObjectNode counts() {
        ObjectNode counts = Json.object();
        ObjectNode objects = counts.putObject("objects");
        stores.forEach((name, store) -> objects.put(name, store.size()));
        ObjectNode done = counts.putObject("writes");
        writes.forEach(done::put);
        return counts;
    }

    private ObjectNode required(ResourceType type, String id) {
        return store(type).living(id).orElseThrow(() -> StripeError.noSuchObject(type.name(), id));
    }

    private String freshId(ResourceType type) {
        String id = type.newId(ids);
        while (store(type).find(id).isPresent()) {
            id = type.newId(ids);
        }
        return id;
    }

    private static ObjectNode entry(
            Write write, String action, ResourceType type, String id, Instant now, boolean changed, ObjectNode object) {
        ObjectNode entry = Json.object().put("kind", "write").put("time", now.toString());
        entry.put("action", action).put("method", write.method()).put("path", write.path());
        entry.put("type", type.name()).put("id", id).put("changed", changed);
        entry.put("requestId", write.requestId()).put("idempotencyKey", write.key());
        entry.put("fingerprint", write.fingerprint());
        entry.set("fields", write.fields());
        entry.set("object", object);
        return entry;
    }

    private void addEvent(ObjectNode entry, ResourceType type, String verb, @Nullable ObjectNode previous) {
        if (type.makesEvents()) {
            ObjectNode event = entry.putObject("event");
            event.put("id", ids.next("evt_1", 23)).put("type", type.name() + "." + verb);
            if (previous != null) {
                event.set("previous", previous);
            }
        }
    }

    private long append(ObjectNode entry) {
        long sequence = journal.append(entry);
        entry.put("sequence", sequence);
        apply(entry);
        return sequence;
    }

    private Done done(ObjectNode entry, long sequence) {
        journal.awaitDurable(sequence);
        Optional<StripeEvent> event = events.find(entry.at("/event/id").asText(), clock.instant());
        return new Done((ObjectNode) entry.get("object"), event);
    }

    private synchronized void apply(ObjectNode entry) {
        switch (entry.path("kind").asText()) {
            case "write" -> applyWrite(entry);
            case "failure" -> keep(entry, entry.path("status").asInt(), (ObjectNode) entry.path("body"));
            case "delivery" ->
                undelivered.remove(new Undelivered(
                        entry.path("event").asText(), entry.path("endpoint").asText()));
            case "clock" -> clockState = (ObjectNode) entry.path("clock");
            default ->
                throw new IllegalStateException("The journal has an entry of the unknown kind " + entry.path("kind"));
        }
    }

    private void applyWrite(ObjectNode entry) {
        String type = entry.path("type").asText();
        String action = entry.path("action").asText();
        String id = entry.path("id").asText();
        long sequence = entry.path("sequence").asLong();
        Instant time = Instant.parse(entry.path("time").asText());
        ObjectNode object = (ObjectNode) entry.path("object");
        ObjectStore store = store(type);
        Optional<ObjectNode> before = store.living(id);
        boolean changed = entry.path("changed").asBoolean();
        if (action.equals("create")) {
            store.add(sequence, id, object, time);
        } else if (action.equals("delete")) {
            store.delete(id, object, time);
        } else if (changed) {
            store.replace(id, object, time);
        }
        writes.merge(type + " " + action + (changed ? "" : " unchanged"), 1L, Long::sum);
        keep(entry, 200, object);
        if (entry.get("event") instanceof ObjectNode event) {
            StripeEvent happened = new StripeEvent(
                    sequence,
                    event.path("id").asText(),
                    event.path("type").asText(),
                    time,
                    action.equals("delete") ? before.orElseThrow() : object,
                    (ObjectNode) event.get("previous"),
                    entry.path("requestId").asText(),
                    entry.path("idempotencyKey").textValue());
            events.add(happened);
            if (restoring) {
                expectDeliveries(happened);
            }
        }
    }

    private void expectDeliveries(StripeEvent event) {
        for (ObjectStore.Row row : store("webhook_endpoint").byOrder().values()) {
            if (WebhookEndpointType.wants(row.current(), event.type())) {
                undelivered.add(
                        new Undelivered(event.id(), row.current().path("id").asText()));
            }
        }
    }

    private void keep(ObjectNode entry, int status, ObjectNode body) {
        JsonNode key = entry.path("idempotencyKey");
        if (key.isTextual() && entry.path("method").asText().equals("POST")) {
            keys.store(
                    key.textValue(),
                    new IdempotencyKeys.StoredAnswer(
                            entry.path("path").asText(),
                            entry.path("fingerprint").asText(),
                            status,
                            body,
                            entry.path("requestId").asText(),
                            Instant.parse(entry.path("time").asText())));
        }
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    @Override
    public void close() {
        journal.close();
    }

    /**
     * A write that is journalled and durable.
     *
     * @param object what came of it
     * @param event what it set off, if anything
     */
    record Done(ObjectNode object, Optional<StripeEvent> event) {}

    /** An event that an endpoint may not have. */
    record Undelivered(String eventId, String endpointId) {}
}
