/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.client.KafkaTopicReader;
import io.bascule.kafka.internal.consume.OutgoingConsumer;
import io.bascule.kafka.internal.log.TopicNames;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the consumer running: joins the group, reads, starts anew after failures of the client. */
final class ConsumerTask implements PassThread.Task {
    private static final Logger log = LoggerFactory.getLogger(ConsumerTask.class);

    private final KafkaClients clients;
    private final TopicNames names;
    private final Rooms rooms;
    private final Availability reading =
            new Availability(log, "Reading from Kafka", "What is in the topics waits there");
    private final Availability store = new Availability(log, "The store of work", "What is in the topics waits there");

    private volatile @Nullable KafkaTopicReader reader;
    private @Nullable OutgoingConsumer consumer;

    ConsumerTask(KafkaClients clients, TopicNames names, Rooms rooms) {
        this.clients = clients;
        this.names = names;
        this.rooms = rooms;
    }

    /** New topics are looked for with the next poll. Thread-safe. */
    void topicsMade() {
        KafkaTopicReader current = reader;
        if (current != null) {
            current.topicsMade();
            current.wake();
        }
    }

    @Override
    public Duration pass() {
        OutgoingConsumer current = consumer;
        if (current == null) {
            current = connect();
        }
        try {
            current.step();
            reading.back();
            store.back();
            return Duration.ZERO;
        } catch (BasculeException e) {
            store.away(e.problem().text());
            throw new AwayException(e.getMessage(), e);
        } catch (KafkaException e) {
            reading.away(String.valueOf(e.getMessage()));
            close();
            throw new AwayException(e.getMessage(), e);
        }
    }

    @Override
    public void hurry() {
        KafkaTopicReader current = reader;
        if (current != null) {
            current.wake();
        }
    }

    @Override
    public void close() {
        KafkaTopicReader current = reader;
        reader = null;
        consumer = null;
        if (current != null) {
            current.close();
        }
    }

    private OutgoingConsumer connect() {
        if (!clients.reachable()) {
            // The relay says so.
            throw new AwayException("Kafka takes no connection", null);
        }
        KafkaTopicReader fresh;
        try {
            fresh = clients.reader();
        } catch (BasculeException | KafkaException e) {
            AwayException away = AwayException.noClient(e);
            reading.away(String.valueOf(away.getMessage()));
            throw away;
        }
        OutgoingConsumer joined = new OutgoingConsumer(fresh, rooms.intake(), names, rooms.faults());
        reader = fresh;
        consumer = joined;
        return joined;
    }
}
