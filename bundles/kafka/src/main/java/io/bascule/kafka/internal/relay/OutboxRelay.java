/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Mistake;
import io.bascule.api.sync.Routes;
import io.bascule.kafka.internal.log.TopicRecord;
import io.bascule.kafka.internal.log.TopicWriter;
import io.bascule.kafka.internal.relay.Delivery.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings committed events from the outbox to their topics: each at least once, those of one record in the order of its
 * versions. One thread calls {@link #step()}; what it remembers is lost in a crash without harm.
 *
 * <p>An event leaves the outbox only when every send of it was acknowledged and nothing older of its record is still there,
 * by its own id and never by a range: ids are not committed in order, so an older event may appear after a younger one was
 * sent. After a failure nothing is sent until all that is under way has come to its end; then the relay starts again from
 * the oldest event, so that the last version in a topic is the last of the record.
 */
public final class OutboxRelay {
    /** How many events are read at a time. */
    public static final int DEFAULT_LIMIT = 500;

    /** How far the relay looks past events that cannot be sent, in multiples of its limit. */
    private static final int FARTHEST = 20;

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final CatalogStore store;
    private final Routes routes;
    private final TopicWriter writer;
    private final CloudEvents cloudEvents;
    private final Faults faults;
    private final int limit;

    private final Queue<Acknowledgement> acknowledgements = new ConcurrentLinkedQueue<>();
    private final Map<String, Delivery> underWay = new LinkedHashMap<>();
    private final Set<String> unsendable = new HashSet<>();
    private boolean restarting;
    private int heldBack;
    private String lastId = "";

    /** A relay that reads {@link #DEFAULT_LIMIT} events at a time. */
    public OutboxRelay(CatalogStore store, Routes routes, TopicWriter writer, CloudEvents cloudEvents, Faults faults) {
        this(store, routes, writer, cloudEvents, faults, DEFAULT_LIMIT);
    }

    /**
     * A relay with nothing under way.
     *
     * @param limit how many events are read at a time, 1 or more
     */
    public OutboxRelay(
            CatalogStore store, Routes routes, TopicWriter writer, CloudEvents cloudEvents, Faults faults, int limit) {
        this.store = store;
        this.routes = routes;
        this.writer = writer;
        this.cloudEvents = cloudEvents;
        this.faults = faults;
        this.limit = limit;
    }

    /**
     * One pass: takes in acknowledgements, deletes what is done, sends what is new. Does not wait for acknowledgements; they
     * are taken in by a later pass. May wait where the writer does.
     *
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if the store cannot be used now; nothing is
     *     lost by calling again
     */
    public Pass step() {
        int deleted = settle();
        Exception failure = null;
        int sent = 0;
        if (restarting) {
            failure = restartWhenQuiet();
        } else if (underWay.size() <= limit / 2) {
            sent = send(read());
            deleted += settle();
        }
        return new Pass(sent, deleted, underWay.size(), failure);
    }

    /**
     * What a pass did.
     *
     * @param sent how many events were sent
     * @param deleted how many events were done and left the outbox
     * @param underWay how many events wait for acknowledgements
     * @param failure why the relay starts again from the oldest event; null if it does not
     */
    public record Pass(
            int sent, int deleted, int underWay, @Nullable Exception failure) {
        /** Whether another pass may find something to do at once. */
        public boolean moved() {
            return sent > 0 || deleted > 0;
        }
    }

    private record Acknowledgement(
            Delivery delivery, @Nullable Exception failure) {}

    /**
     * Takes in acknowledgements and deletes what is done; sends nothing. Part of every {@link #step()}, and what is left to
     * do when the writer was closed.
     *
     * @return how many events left the outbox
     * @throws io.bascule.api.error.BasculeException with {@code STORE_FAILED} if the store cannot be used now
     */
    public int settle() {
        if (takeAcknowledgements()) {
            faults.hit(Failpoint.RELAY_AFTER_ACK);
        }
        List<String> done = done();
        if (done.isEmpty()) {
            return 0;
        }
        store.write(transaction -> {
            transaction.outbox().delete(done);
            return done;
        });
        done.forEach(underWay::remove);
        faults.hit(Failpoint.RELAY_AFTER_MARK);
        return done.size();
    }

    private boolean takeAcknowledgements() {
        boolean any = false;
        Acknowledgement next = acknowledgements.poll();
        while (next != null) {
            next.delivery().settle(next.failure());
            restarting |= next.failure() != null;
            any = true;
            next = acknowledgements.poll();
        }
        return any;
    }

    /** What may leave the outbox: acknowledged, with nothing before it on its line. */
    private List<String> done() {
        List<String> done = new ArrayList<>();
        Set<Line> waiting = new HashSet<>();
        underWay.forEach((id, delivery) -> {
            if (!waiting.contains(delivery.line())) {
                if (delivery.isAcknowledged()) {
                    done.add(id);
                } else {
                    waiting.add(delivery.line());
                }
            }
        });
        return done;
    }

    private @Nullable Exception restartWhenQuiet() {
        Exception failure = null;
        int failed = 0;
        for (Delivery delivery : underWay.values()) {
            if (delivery.isOpen()) {
                return null;
            }
            if (delivery.failure() != null) {
                failed++;
                failure = failure == null ? delivery.failure() : failure;
            }
        }
        underWay.clear();
        restarting = false;
        heldBack += failed;
        return failure;
    }

    private List<OutboxEvent> read() {
        // What could not be sent last time must not hide what stands behind it.
        int window = Math.min(limit + heldBack + unsendable.size(), limit * FARTHEST);
        heldBack = 0;
        List<OutboxEvent> oldest =
                store.read(transaction -> transaction.outbox().oldest(window));
        List<OutboxEvent> unseen = new ArrayList<>();
        for (OutboxEvent event : oldest) {
            if (!underWay.containsKey(event.id()) && !unsendable.contains(event.id()) && !leftOutByMistake(event)) {
                unseen.add(event);
            }
        }
        if (!unseen.isEmpty()) {
            faults.hit(Failpoint.RELAY_AFTER_SELECT);
        }
        return Versions.inOrder(unseen);
    }

    private boolean leftOutByMistake(OutboxEvent event) {
        if (!faults.planted(Mistake.RELAY_BY_LAST_ID)) {
            return false;
        }
        if (event.id().compareTo(lastId) <= 0) {
            return true;
        }
        lastId = event.id();
        return false;
    }

    private int send(List<OutboxEvent> events) {
        Held held = new Held();
        Map<String, List<String>> integrations = new LinkedHashMap<>();
        int sent = 0;
        for (OutboxEvent event : events) {
            if (!held.line(event) && !overtaken(event)) {
                List<TopicRecord> records = render(event, integrations);
                if (!records.isEmpty() && !held.topics(records)) {
                    send(event, records, held);
                    sent++;
                } else {
                    held.hold(event);
                }
            }
        }
        heldBack = events.size() - sent;
        if (sent > 0) {
            faults.hit(Failpoint.RELAY_AFTER_SEND);
        }
        return sent;
    }

    private void send(OutboxEvent event, List<TopicRecord> records, Held held) {
        Delivery delivery = new Delivery(event, records.size());
        underWay.put(event.id(), delivery);
        for (TopicRecord record : records) {
            writer.send(record, failure -> {
                if (failure != null) {
                    held.fail(record.topic());
                }
                acknowledgements.add(new Acknowledgement(delivery, failure));
            });
        }
        if (held.topics(records)) {
            held.hold(event);
        }
    }

    /**
     * Whether a later version was sent already, which the order of the outbox makes rare: a clock that went back. Then both
     * must be sent again in their order.
     */
    private boolean overtaken(OutboxEvent event) {
        boolean overtaken = false;
        for (Delivery delivery : underWay.values()) {
            if (event.version() < delivery.event().version()
                    && delivery.line().equals(Line.of(event))
                    && event.kind() == OutboxEvent.Kind.RECORD) {
                delivery.fail(
                        new IllegalStateException("Version " + delivery.event().version() + " of record " + event.key()
                                + " was sent before version " + event.version()));
                restarting = true;
                overtaken = true;
            }
        }
        return overtaken;
    }

    private List<TopicRecord> render(OutboxEvent event, Map<String, List<String>> integrations) {
        try {
            return cloudEvents.render(event, integrations.computeIfAbsent(event.type(), routes::integrationsFor));
        } catch (RuntimeException e) {
            unsendable.add(event.id());
            log.error(
                    "Outbox event {} ({} {}) cannot be sent and stays in the outbox; please report this",
                    event.id(),
                    event.type(),
                    event.key(),
                    e);
            return List.of();
        }
    }
}
