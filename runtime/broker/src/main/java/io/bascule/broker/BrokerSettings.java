/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.broker;

import java.nio.file.Path;
import java.util.Properties;

/**
 * How the broker is set up: one node, loopback only, sized for a small machine.
 *
 * @param folder its only log directory
 * @param port where clients connect
 * @param controllerPort where it talks to itself
 */
record BrokerSettings(Path folder, int port, int controllerPort) {
    static final int NODE = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    BrokerSettings {
        folder = folder.toAbsolutePath().normalize();
        if (port == controllerPort) {
            throw new IllegalArgumentException("Port and controller port must differ, but both are " + port);
        }
    }

    /** Kafka's properties; their meaning is in the broker configuration reference of Kafka 4.3. */
    Properties properties() {
        Properties all = new Properties();
        listeners(all);
        storage(all);
        internalTopics(all);
        groups(all);
        return all;
    }

    private void listeners(Properties all) {
        all.setProperty("process.roles", "broker,controller");
        all.setProperty("node.id", Integer.toString(NODE));
        all.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        all.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
        all.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        all.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        all.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        all.setProperty("inter.broker.listener.name", "PLAINTEXT");
        all.setProperty("num.network.threads", "2");
        all.setProperty("num.io.threads", "4");
        all.setProperty("background.threads", "2");
    }

    private void storage(Properties all) {
        all.setProperty("log.dirs", folder.toString());
        all.setProperty("num.recovery.threads.per.data.dir", "2");
        all.setProperty("log.segment.bytes", Integer.toString(128 * 1024 * 1024));
        // Compaction works with one thread and 16 MB; the default of 128 MB would be half of the heap.
        all.setProperty("log.cleaner.enable", "true");
        all.setProperty("log.cleaner.threads", "1");
        all.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        all.setProperty("log.cleaner.io.buffer.size", Integer.toString(512 * 1024));
        // Topics are made ahead, with the settings they need; a typing error must not make one.
        all.setProperty("auto.create.topics.enable", "false");
    }

    private static void internalTopics(Properties all) {
        all.setProperty("offsets.topic.replication.factor", "1");
        all.setProperty("offsets.topic.num.partitions", "4");
        all.setProperty("transaction.state.log.replication.factor", "1");
        all.setProperty("transaction.state.log.min.isr", "1");
        all.setProperty("transaction.state.log.num.partitions", "4");
        all.setProperty("share.coordinator.state.topic.replication.factor", "1");
        all.setProperty("share.coordinator.state.topic.min.isr", "1");
        all.setProperty("share.coordinator.state.topic.num.partitions", "2");
    }

    private static void groups(Properties all) {
        all.setProperty("group.initial.rebalance.delay.ms", "0");
        // With the consumer protocol these are the broker's to say; the default notices a dead member after 45 s.
        all.setProperty("group.consumer.min.session.timeout.ms", "3000");
        all.setProperty("group.consumer.session.timeout.ms", "6000");
        all.setProperty("group.consumer.min.heartbeat.interval.ms", "500");
        all.setProperty("group.consumer.heartbeat.interval.ms", "1000");
    }
}
