/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.api.health.HealthComponent;
import io.bascule.api.health.HealthComponent.Status;
import io.bascule.api.sync.TopicRefill;
import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.relay.Refills;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relay and the consumer on a thread each. Neither starting nor waking waits for the broker. Thread-safe. */
final class Bridge implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Bridge.class);

    private final InstantSource clock;
    private final RelayTask relay;
    private final Refills refills;
    private final PassThread relayThread;
    private final PassThread consumerThread;

    /** A bridge that stands still until {@link #start}. */
    Bridge(KafkaClients clients, TopicNames names, Rooms rooms, InstantSource clock) {
        this.clock = clock;
        ConsumerTask consumer = new ConsumerTask(clients, names, rooms);
        this.refills = new Refills(rooms.versions(), rooms::typeNames, names, clock, Refills.DEFAULT_LIMIT, this::wake);
        this.relay = new RelayTask(clients, names, rooms, refills, clock, this::wake, consumer::topicsMade);
        this.relayThread = new PassThread("bascule-kafka-relay", relay);
        this.consumerThread = new PassThread("bascule-kafka-consumer", consumer);
    }

    void start() {
        relayThread.start();
        consumerThread.start();
    }

    /** How Kafka stands, as the relay sees it. */
    HealthComponent health() {
        Optional<String> absence = relay.absence();
        Optional<String> topics = relay.topicsAbsence();
        if (absence.isPresent()) {
            return health(Status.DOWN, "Away: " + absence.get() + ". Changes are kept in the outbox.");
        }
        return topics.map(reason -> health(Status.DEGRADED, "Some topics cannot be made: " + reason))
                .orElseGet(() -> health(Status.UP, "Takes what is sent."));
    }

    /** How it stands, by this name. */
    static HealthComponent health(Status status, String detail) {
        return new HealthComponent("kafka", "broker", status, detail);
    }

    /** What fills topics from the catalog. */
    TopicRefill refills() {
        return refills;
    }

    /** Something may be in the outbox. */
    void wake() {
        relayThread.wake();
    }

    /** Integrations or types may have come or gone. */
    void topicsMayBeMissing() {
        relay.topicsMayBeMissing();
        relayThread.wake();
    }

    /** Ends both threads, within five seconds. */
    @Override
    public void close() {
        var until = clock.instant().plus(STOP_LIMIT);
        consumerThread.stop();
        relayThread.stop();
        boolean relayEnded = relayThread.awaitEnd(Duration.between(clock.instant(), until));
        boolean consumerEnded = consumerThread.awaitEnd(Duration.between(clock.instant(), until));
        if (!relayEnded || !consumerEnded) {
            log.warn("The Kafka bridge did not end within {} s; its threads end by themselves", STOP_LIMIT.toSeconds());
        }
    }
}
