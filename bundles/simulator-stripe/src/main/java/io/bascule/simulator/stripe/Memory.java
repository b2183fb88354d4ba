/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of the journal add up to. Changed only by applying an entry, whether it was just appended or is read back
 * after a restart; under the state's lock.
 */
final class Memory {
    /** More than the objects and events that one write has. */
    private static final long PLACES = 4096;

    private final ObjectStores objects;
    private final EventLog events = new EventLog();
    private final IdempotencyKeys keys = new IdempotencyKeys();
    private final Map<String, Long> writes = new TreeMap<>();
    private final Set<Undelivered> undelivered = new LinkedHashSet<>();
    private @Nullable ObjectNode clock;
    private boolean restoring = true;

    Memory(ObjectStores objects) {
        this.objects = objects;
    }

    EventLog events() {
        return events;
    }

    IdempotencyKeys keys() {
        return keys;
    }

    /** The clock's state that was last noted, if it was ever moved. */
    Optional<ObjectNode> clock() {
        return Optional.ofNullable(clock);
    }

    /** From now on entries are new ones, whose events are sent by whoever made them. */
    void restored() {
        restoring = false;
    }

    /** Writes by type and action, for example {@code "customer create"}; updates that changed nothing count apart. */
    ObjectNode writes() {
        ObjectNode counted = Json.object();
        writes.forEach(counted::put);
        return counted;
    }

    /** What is not said to be delivered. */
    List<Undelivered> takeUndelivered() {
        List<Undelivered> taken = List.copyOf(undelivered);
        undelivered.clear();
        return taken;
    }

    void apply(ObjectNode entry) {
        switch (entry.path("kind").asText()) {
            case "write" -> applyWrite(entry);
            case "failure" -> keep(entry, entry.path("status").asInt(), (ObjectNode) entry.path("body"));
            case "delivery" ->
                undelivered.remove(new Undelivered(
                        entry.path("event").asText(), entry.path("endpoint").asText()));
            case "clock" -> clock = (ObjectNode) entry.path("clock");
            default ->
                throw new IllegalStateException("The journal has an entry of the unknown kind " + entry.path("kind"));
        }
    }

    private void applyWrite(ObjectNode entry) {
        long place = entry.path("sequence").asLong() * PLACES;
        for (JsonNode change : changes(entry)) {
            place = applyChange(entry, change, place);
        }
        keep(entry, 200, answer(entry));
    }

    /** What happened to each object in a write, in order; the entry itself says it of the object that was answered. */
    static List<JsonNode> changes(ObjectNode entry) {
        List<JsonNode> changes = new ArrayList<>();
        entry.path("earlier").forEach(changes::add);
        changes.add(entry);
        entry.path("later").forEach(changes::add);
        return changes;
    }

    /** What the write answers. */
    ObjectNode answer(ObjectNode entry) {
        if (entry.get("answer") instanceof ObjectNode special) {
            return special;
        }
        return objects.type(entry.path("type").asText()).answered((ObjectNode) entry.path("object"));
    }

    /** @return the next place in the order of objects and events */
    private long applyChange(ObjectNode entry, JsonNode change, long place) {
        String type = change.path("type").asText();
        String action = change.path("action").asText();
        String id = change.path("id").asText();
        Instant time = Instant.parse(entry.path("time").asText());
        ObjectNode object = (ObjectNode) change.path("object");
        ObjectStore store = objects.of(type);
        Optional<ObjectNode> before = store.living(id);
        boolean changed = change.path("changed").asBoolean();
        if (action.equals("create")) {
            store.add(place, id, object, time);
        } else if (action.equals("delete")) {
            store.delete(id, object, time);
        } else if (changed) {
            store.replace(id, object, time);
        }
        writes.merge(type + " " + action + (changed ? "" : " unchanged"), 1L, Long::sum);
        ObjectNode snapshot = objects.type(type).shown(action.equals("delete") ? before.orElseThrow() : object);
        for (JsonNode event : change.path("events")) {
            place++;
            happened(new StripeEvent(
                    place,
                    event.path("id").asText(),
                    event.path("type").asText(),
                    time,
                    snapshot,
                    (ObjectNode) event.get("previous"),
                    entry.path("requestId").asText(),
                    entry.path("idempotencyKey").textValue()));
        }
        return place + 1;
    }

    private void happened(StripeEvent event) {
        events.add(event);
        if (restoring) {
            for (ObjectStore.Row row : objects.of("webhook_endpoint").byOrder().values()) {
                if (WebhookEndpointType.wants(row.current(), event.type())) {
                    undelivered.add(
                            new Undelivered(event.id(), row.current().path("id").asText()));
                }
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

    /** An event that an endpoint may not have. */
    record Undelivered(String eventId, String endpointId) {}
}
