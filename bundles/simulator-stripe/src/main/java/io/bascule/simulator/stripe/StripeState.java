/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Journal;
import io.bascule.simulator.kit.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the imitated Stripe knows. It is a replay of the journal in the strict sense: a write is first
 * appended, then applied by the same code that applies the journal after a restart.
 */
final class StripeState implements AutoCloseable {
    private final InstantSource clock;
    private final Ids ids;
    private final ObjectStores objects;
    private final Memory memory;
    private final Journal journal;

    /** @param dataFolder where the journal is, or null to forget all at the end */
    StripeState(InstantSource clock, Ids ids, List<ResourceType> resourceTypes, @Nullable Path dataFolder) {
        this.clock = clock;
        this.ids = ids;
        this.objects = new ObjectStores(resourceTypes);
        this.memory = new Memory(objects);
        this.journal = dataFolder == null
                ? Journal.inMemory()
                : Journal.open(dataFolder.resolve("journal.jsonl"), memory::apply);
        memory.restored();
    }

    ObjectStore store(ResourceType type) {
        return objects.of(type);
    }

    EventLog events() {
        return memory.events();
    }

    IdempotencyKeys keys() {
        return memory.keys();
    }

    Journal journal() {
        return journal;
    }

    /** The clock's state that the journal ended with, if it was ever moved. */
    synchronized Optional<ObjectNode> restoredClock() {
        return memory.clock();
    }

    /** What the journal does not say to be delivered. */
    synchronized List<Memory.Undelivered> takeUndelivered() {
        return memory.takeUndelivered();
    }

    /**
     * Does a write as a whole.
     *
     * @param what stages the changes; whatever it throws, nothing has happened
     */
    Done write(Write write, Consumer<Staging> what) {
        long sequence;
        ObjectNode entry;
        synchronized (this) {
            Staging staging = new Staging(objects, ids, clock.instant());
            what.accept(staging);
            entry = staging.entry(write);
            sequence = append(entry);
        }
        journal.awaitDurable(sequence);
        return new Done(memory.answer(entry), eventsOf(entry));
    }

    /** Keeps a failure under a key, unless the key has an answer. */
    void storeFailure(Write write, String key, int status, ObjectNode body) {
        long sequence;
        synchronized (this) {
            Instant now = clock.instant();
            if (keys().isTaken(key, now)) {
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

    /** Living objects by type, and writes by type and action. */
    synchronized ObjectNode counts() {
        ObjectNode counts = Json.object();
        counts.set("objects", objects.sizes());
        counts.set("writes", memory.writes());
        return counts;
    }

    private long append(ObjectNode entry) {
        long sequence = journal.append(entry);
        entry.put("sequence", sequence);
        memory.apply(entry);
        return sequence;
    }

    private List<StripeEvent> eventsOf(ObjectNode entry) {
        List<StripeEvent> happened = new ArrayList<>();
        for (JsonNode change : Memory.changes(entry)) {
            for (JsonNode event : change.path("events")) {
                events().find(event.path("id").asText(), clock.instant()).ifPresent(happened::add);
            }
        }
        return happened;
    }

    @Override
    public void close() {
        journal.close();
    }

    /**
     * A write that is journalled and durable.
     *
     * @param answer what the client is told
     * @param events what it set off, in order
     */
    record Done(ObjectNode answer, List<StripeEvent> events) {}
}
