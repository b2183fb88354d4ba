/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.client.KafkaTopicWriter;
import io.bascule.kafka.internal.client.TopicMaker;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicRecord;
import io.bascule.kafka.internal.relay.CloudEvents;
import io.bascule.kafka.internal.relay.OutboxRelay;
import io.bascule.kafka.internal.relay.Refills;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A relay with its clients, from one connection to the next. What it remembers goes with it, as in a crash. Belongs to the
 * relay's thread, but {@link #close} may be called by another.
 */
final class RelaySession {
    private final TopicNames names;
    private final Rooms rooms;
    private final TopicMaker topics;
    private final KafkaTopicWriter writer;
    private final OutboxRelay relay;
    private final Refills refills;
    private final Runnable wake;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * Connects without waiting for the broker.
     *
     * @param wake called when all that is under way came to its end
     * @param topicsMade called when topics were made
     */
    RelaySession(
            KafkaClients clients, TopicNames names, Rooms rooms, Refills refills, Runnable wake, Runnable topicsMade) {
        this.names = names;
        this.rooms = rooms;
        this.refills = refills;
        this.wake = wake;
        this.topics = clients.topicMaker(topicsMade);
        this.writer = clients.writer(topics);
        this.relay = new OutboxRelay(rooms.store(), rooms.routes(), this::send, new CloudEvents(names), rooms.faults());
    }

    /**
     * Makes the topics of all types and integrations, and that of life cycle.
     *
     * @throws org.apache.kafka.common.KafkaException if some could not be made
     */
    void makeTopics() {
        List<String> wanted = new ArrayList<>(List.of(names.lifecycle()));
        rooms.typeNames().forEach(type -> wanted.add(names.catalog(type)));
        rooms.routes().integrations().forEach(integration -> wanted.addAll(names.ofIntegration(integration)));
        topics.make(wanted);
    }

    /** Looks again at every topic before its next use. */
    void forgetTopics() {
        topics.forget();
    }

    OutboxRelay.Pass step() {
        return relay.step();
    }

    /** Goes on filling topics; returns whether anything was sent. */
    boolean refill() {
        if (refills.begins()) {
            // The topic may have been deleted under us.
            topics.forget();
        }
        return refills.step(this::send);
    }

    /** Takes in what was acknowledged while the clients were closed. */
    void settle() {
        relay.settle();
    }

    boolean broken() {
        return writer.broken();
    }

    /** Ends all waiting within about two seconds. */
    void close() {
        writer.close();
        topics.close();
    }

    /** One wake for all that is under way: each acknowledgement by itself would be a transaction by itself. */
    private void send(TopicRecord record, Consumer<@Nullable Exception> acknowledged) {
        open.incrementAndGet();
        writer.send(record, failure -> {
            acknowledged.accept(failure);
            if (open.decrementAndGet() == 0) {
                wake.run();
            }
        });
    }
}
