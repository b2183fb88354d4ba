/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.relay.OutboxRelay;
import io.bascule.kafka.internal.relay.Refills;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the relay running: connects, makes topics, notices a broker that is gone, starts anew. */
final class RelayTask implements PassThread.Task {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration TOPICS_AGAIN = Duration.ofSeconds(10);

    /** After so long without an acknowledgement the broker is asked whether it is there. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** After so long without an acknowledgement from a broker that is there, the producer is taken for stuck. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(RelayTask.class);

    private final KafkaClients clients;
    private final TopicNames names;
    private final Rooms rooms;
    private final Refills refills;
    private final InstantSource clock;
    private final Runnable wake;
    private final Runnable topicsMade;
    private final Availability kafka =
            new Availability(log, "Kafka", "Changes are kept in the outbox and sent when it is back");
    private final Availability topics =
            new Availability(log, "The making of topics", "Make them by hand or grant it; what needs them waits");
    private final Availability store = new Availability(log, "The outbox", "Nothing is sent until it is back");

    private volatile @Nullable RelaySession session;
    private volatile boolean topicsDue = true;
    private Instant topicsAt;
    private Instant lastMoved;

    RelayTask(
            KafkaClients clients,
            TopicNames names,
            Rooms rooms,
            Refills refills,
            InstantSource clock,
            Runnable wake,
            Runnable topicsMade) {
        this.clients = clients;
        this.names = names;
        this.rooms = rooms;
        this.refills = refills;
        this.clock = clock;
        this.wake = wake;
        this.topicsMade = topicsMade;
        this.topicsAt = clock.instant();
        this.lastMoved = clock.instant();
    }

    /** Integrations or types may have come: their topics are made with the next pass. Thread-safe. */
    void topicsMayBeMissing() {
        topicsDue = true;
    }

    /** Why Kafka is away; empty if it is there. On any thread. */
    Optional<String> absence() {
        return kafka.absence();
    }

    /** Why topics cannot be made; empty if they can. On any thread. */
    Optional<String> topicsAbsence() {
        return topics.absence();
    }

    @Override
    public Duration pass() {
        RelaySession current = session;
        if (current == null) {
            current = connect();
        }
        makeTopics(current);
        OutboxRelay.Pass pass = fromStore(current::step);
        Exception failure = pass.failure();
        if (failure != null) {
            current.forgetTopics();
            throw broken(current, String.valueOf(failure.getMessage()), failure);
        }
        boolean refilled = fromStore(current::refill);
        if (pass.underWay() == 0 && current.broken()) {
            throw broken(current, "its client gave up", null);
        }
        watch(current, pass);
        return pass.sent() > 0 || refilled ? Duration.ZERO : POLL;
    }

    @Override
    public void hurry() {
        RelaySession current = session;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        RelaySession current = session;
        session = null;
        if (current != null) {
            current.close();
            current.settle();
        }
    }

    private RelaySession connect() {
        if (!clients.reachable()) {
            kafka.away("it takes no connection");
            throw new AwayException("Kafka takes no connection", null);
        }
        RelaySession fresh;
        try {
            fresh = new RelaySession(clients, names, rooms, refills, wake, topicsMade);
        } catch (BasculeException | KafkaException e) {
            AwayException away = AwayException.noClient(e);
            kafka.away(String.valueOf(away.getMessage()));
            throw away;
        }
        session = fresh;
        topicsDue = true;
        lastMoved = clock.instant();
        return fresh;
    }

    private void makeTopics(RelaySession current) {
        Instant now = clock.instant();
        if (!topicsDue && now.isBefore(topicsAt)) {
            return;
        }
        topicsDue = false;
        topicsAt = now.plus(TOPICS_AGAIN);
        try {
            current.makeTopics();
            topics.back();
        } catch (AuthenticationException e) {
            // The next clients read the secrets again.
            throw broken(current, String.valueOf(e.getMessage()), null);
        } catch (KafkaException e) {
            topics.away(String.valueOf(e.getMessage()));
        }
    }

    private <T> T fromStore(Supplier<T> step) {
        try {
            T done = step.get();
            store.back();
            return done;
        } catch (BasculeException e) {
            store.away(e.problem().text());
            throw new AwayException(e.getMessage(), e);
        }
    }

    private void watch(RelaySession current, OutboxRelay.Pass pass) {
        if (pass.underWay() == 0) {
            kafka.back();
        }
        Instant now = clock.instant();
        if (pass.underWay() == 0 || pass.moved()) {
            lastMoved = now;
            return;
        }
        Duration silence = Duration.between(lastMoved, now);
        if (silence.compareTo(SILENCE) < 0) {
            return;
        }
        if (!clients.reachable()) {
            // The producer keeps what is under way and goes on by itself.
            kafka.away("it takes no connection");
        } else if (silence.compareTo(STUCK) > 0) {
            throw broken(current, "it acknowledged nothing for " + silence.toSeconds() + " s", null);
        }
    }

    private AwayException broken(RelaySession current, String reason, @Nullable Exception cause) {
        kafka.away(reason);
        if (cause == null || current.broken()) {
            session = null;
            current.close();
        }
        return new AwayException(reason, cause);
    }
}
