/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.client.KafkaTopicWriter;
import io.bascule.kafka.internal.client.TopicMaker;
import io.bascule.kafka.internal.log.TopicWriter;
import io.bascule.kafka.internal.mirror.MirrorBuffer;
import io.bascule.kafka.internal.mirror.MirroredEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the mirror's buffer, with clients of its own, so that it never holds up what must arrive. What cannot be sent
 * is lost and told of.
 */
final class MirrorTask implements PassThread.Task {
    private static final Logger log = LoggerFactory.getLogger(MirrorTask.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration WHEN_FULL = Duration.ofMillis(100);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);
    private static final int AT_ONCE = 100;

    /** Beside these no more is taken from the buffer, which then fills up and drops. */
    private static final int MOST_UNDER_WAY = 1_000;

    private final KafkaClients clients;
    private final MirrorBuffer buffer;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final Availability mirror =
            new Availability(log, "The mirror of events", "Events that are to be mirrored get lost until it is back");

    private volatile @Nullable Session session;

    /** Whether Kafka took something since this was last looked at; that it can be connected to says little. */
    private volatile boolean taken;

    private Instant tellAt = Instant.MIN;

    /** The clients of one connection. */
    private record Session(TopicMaker topics, KafkaTopicWriter writer) {
        void close() {
            writer.close();
            topics.close();
        }
    }

    /** @param ids unique texts for the events */
    MirrorTask(KafkaClients clients, MirrorBuffer buffer, InstantSource clock, Supplier<String> ids) {
        this.clients = clients;
        this.buffer = buffer;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Duration pass() {
        tellLosses();
        if (taken) {
            taken = false;
            mirror.back();
        }
        Session current = session == null ? connect() : session;
        if (current.writer().broken()) {
            close();
            throw away("its client gave up");
        }
        if (underWay.get() >= MOST_UNDER_WAY) {
            return WHEN_FULL;
        }
        List<MirroredEvent> events = buffer.take(AT_ONCE);
        for (MirroredEvent event : events) {
            send(current.writer(), event);
        }
        return events.isEmpty() ? POLL : Duration.ZERO;
    }

    private void send(TopicWriter writer, MirroredEvent event) {
        underWay.incrementAndGet();
        try {
            writer.send(event.render(ids.get()), failure -> {
                underWay.decrementAndGet();
                if (failure == null) {
                    taken = true;
                } else {
                    lost.incrementAndGet();
                }
            });
        } catch (RuntimeException e) {
            // What a stranger's value throws when it is to be shown as text.
            underWay.decrementAndGet();
            lost.incrementAndGet();
            log.debug("Event {} cannot be mirrored", event.name(), e);
        }
    }

    private void tellLosses() {
        Instant now = clock.instant();
        if (now.isBefore(tellAt)) {
            return;
        }
        long count = buffer.takeDropped() + lost.getAndSet(0);
        if (count > 0) {
            tellAt = now.plus(BETWEEN_COMPLAINTS);
            log.warn("{} events were not mirrored: Kafka is away or too slow for them", count);
        }
    }

    private Session connect() {
        if (!clients.reachable()) {
            throw away("Kafka takes no connection");
        }
        try {
            TopicMaker topics = clients.topicMaker(() -> {});
            Session fresh = new Session(topics, clients.writer(topics));
            session = fresh;
            return fresh;
        } catch (BasculeException | KafkaException e) {
            AwayException away = AwayException.noClient(e);
            mirror.away(String.valueOf(away.getMessage()));
            throw away;
        }
    }

    private AwayException away(String reason) {
        mirror.away(reason);
        return new AwayException(reason, null);
    }

    @Override
    public void hurry() {
        Session current = session;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        Session current = session;
        session = null;
        if (current != null) {
            current.close();
        }
    }
}
