/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.error.BasculeException;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.runtime.IdSource;
import io.bascule.api.runtime.Scheduler;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.SyncEngine;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.write.News;
import io.bascule.kafka.internal.consume.OutgoingConsumer;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.relay.CloudEvents;
import io.bascule.kafka.internal.relay.OutboxRelay;
import io.bascule.testsupport.FixedEntityTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** One incarnation of the runtime: engine, relay and consumer, from a start under a lease to a crash. */
final class Node implements Scheduler, Executor, News {
    static final Duration POLL = Duration.ofSeconds(20);
    static final Duration SWEEP = Duration.ofHours(6);
    static final Duration CENSUS = Duration.ofMinutes(30);

    private static final Duration PASS = Duration.ofSeconds(1);
    private static final Duration NEXT_PASS = Duration.ofMillis(20);

    private final VirtualTime time;
    private final List<Connection> connections;
    private final Map<String, Runner> runners = new TreeMap<>();
    private final SyncEngine engine;
    private final OutboxRelay relay;
    private final OutgoingConsumer consumer;
    private boolean alive = true;
    private boolean relaying;
    private boolean consuming;

    /** All that a node gets from its world. */
    record Means(
            VirtualTime time,
            FlakyStore store,
            SimulatedLog log,
            IdSource ids,
            SplittableRandom jitter,
            SimulatedFaults faults,
            FixedEntityTypes types) {}

    /** One system as the node is to connect to it. */
    record Connection(String connectorVersion, SimulatedConnector connector, Mapping mapping) {}

    Node(Means means, long epoch, List<Connection> connections) {
        this.time = means.time();
        Surroundings surroundings = new Surroundings(
                time.clock(), this, this, means.ids(), () -> means.jitter().nextDouble(), means.faults());
        this.engine = new SyncEngine(means.store(), means.types(), surroundings, epoch, this);
        TopicNames names = new TopicNames("bascule");
        this.relay = new OutboxRelay(means.store(), engine, means.log(), new CloudEvents(names), means.faults(), 50);
        this.consumer = new OutgoingConsumer(means.log().reader(), engine, names, means.faults());
        this.connections = List.copyOf(connections);
    }

    /**
     * Starts all integrations, then relay and consumer.
     *
     * @throws BasculeException if the store does not answer; such a process ends, and its supervisor starts another
     */
    void begin() {
        for (Connection connection : connections) {
            String name = connection.mapping().integration();
            runners.put(
                    name,
                    engine.start(new Integration(
                            name,
                            "simulated",
                            connection.connectorVersion(),
                            connection.connector(),
                            new Integration.Pace(POLL, SWEEP, CENSUS, 3, 0),
                            List.of(connection.mapping()),
                            engine.newSequence(),
                            engine.countsOf(name),
                            time.now())));
        }
        relayLater(PASS);
        consumeLater(PASS);
    }

    SyncEngine engine() {
        return engine;
    }

    Map<String, Runner> runners() {
        return runners;
    }

    boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    @Override
    public Scheduled after(String name, Duration delay, Runnable task) {
        return time.after(delay, () -> guarded(task))::cancel;
    }

    @Override
    public void execute(Runnable task) {
        time.soon(() -> guarded(task));
    }

    private void guarded(Runnable task) {
        if (alive) {
            task.run();
        }
    }

    private void relayLater(Duration delay) {
        after("relay", delay, () -> {
            Duration next = PASS;
            if (!relaying) {
                relaying = true;
                try {
                    next = relay.step().moved() ? NEXT_PASS : PASS;
                } catch (BasculeException e) {
                    next = PASS;
                } finally {
                    relaying = false;
                }
            }
            relayLater(next);
        });
    }

    private void consumeLater(Duration delay) {
        after("consume", delay, () -> {
            Duration next = PASS;
            if (!consuming) {
                consuming = true;
                try {
                    next = consumer.step() > 0 ? NEXT_PASS : PASS;
                } catch (BasculeException e) {
                    next = PASS;
                } finally {
                    consuming = false;
                }
            }
            consumeLater(next);
        });
    }

    @Override
    public void recordCommitted(CatalogRecord record) {}

    @Override
    public void integration(String integration, String event) {}
}
