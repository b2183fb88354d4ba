/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.api.secret.SecretFiles;
import io.bascule.kafka.internal.log.TopicNames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes everything that talks to one Kafka. Making does not wait for the broker. Immutable and thread-safe. */
public final class KafkaClients {
    private static final int CONNECT_TIMEOUT_MS = 1_000;

    /** How long {@code send} may wait for a topic's metadata: short, for the relay has more topics than one. */
    private static final int MAX_BLOCK_MS = 3_000;

    /** Longer than a broker needs for a restart: what is on its way survives that without being sent again. */
    private static final int DELIVERY_TIMEOUT_MS = 120_000;

    private static final int REQUEST_TIMEOUT_MS = 10_000;
    private static final int MAX_RECONNECT_MS = 2_000;
    private static final int ADMIN_TIMEOUT_MS = 4_000;
    private static final int METADATA_AGE_MS = 10_000;
    private static final int BATCH_BYTES = 65_536;

    private static final Logger log = LoggerFactory.getLogger(KafkaClients.class);

    private final BrokerSettings settings;
    private final TopicNames names;
    private final SecretFiles secrets;
    private final TopicSettings topicSettings;
    private final TopicWatch watch;

    /** Clients of the Kafka at {@code settings.bootstrap()}. */
    public KafkaClients(BrokerSettings settings, TopicNames names, SecretFiles secrets) {
        this(settings, names, secrets, log::warn);
    }

    /**
     * The same.
     *
     * @param told gets a line for each topic that was there with other settings
     */
    public KafkaClients(BrokerSettings settings, TopicNames names, SecretFiles secrets, Consumer<String> told) {
        this.settings = settings;
        this.names = names;
        this.secrets = secrets;
        this.topicSettings = new TopicSettings(names, settings.retention());
        this.watch = new TopicWatch(topicSettings, told);
    }

    /** Whether any of the addresses takes a connection within a second: much quieter than a client that keeps trying. */
    public boolean reachable() {
        return settings.addresses().stream().anyMatch(KafkaClients::connects);
    }

    /**
     * Makes topics. The caller closes it.
     *
     * @param made called when topics were made; must not wait
     */
    public TopicMaker topicMaker(Runnable made) {
        Map<String, Object> properties = common();
        properties.put("request.timeout.ms", ADMIN_TIMEOUT_MS);
        properties.put("default.api.timeout.ms", ADMIN_TIMEOUT_MS);
        return new TopicMaker(
                OwnClassLoader.call(() -> Admin.create(properties)), settings, topicSettings, watch, made);
    }

    /**
     * Writes to topics. The caller closes it.
     *
     * @param topics makes a topic before the first record goes there
     */
    public KafkaTopicWriter writer(TopicMaker topics) {
        Map<String, Object> properties = common();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker takes any first number of a producer that it does not know. With more requests on their way, the
        // second
        // one may reach a new partition that was not ready for the first: then the first is out of order for good.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        return new KafkaTopicWriter(
                OwnClassLoader.call(
                        () -> new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())),
                topics);
    }

    /** Reads the {@code out} topics as a member of the group that is named like the prefix. The caller closes it. */
    public KafkaTopicReader reader() {
        Map<String, Object> properties = common();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, names.prefix());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE_MS);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, settings.groupProtocol());
        if (settings.groupProtocol().equals("classic")) {
            int session = Math.toIntExact(settings.sessionTimeout().toMillis());
            properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
            properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 4);
            properties.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return new KafkaTopicReader(
                OwnClassLoader.call(
                        () -> new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())),
                names);
    }

    private Map<String, Object> common() {
        Map<String, Object> properties = new HashMap<>(settings.security().properties(secrets));
        properties.put("bootstrap.servers", settings.bootstrap());
        properties.put("client.id", "bascule-" + names.prefix().toLowerCase(Locale.ROOT));
        properties.put("reconnect.backoff.max.ms", MAX_RECONNECT_MS);
        // Nothing about this runtime is sent to whoever runs the broker.
        properties.put("enable.metrics.push", false);
        return properties;
    }

    private static boolean connects(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_TIMEOUT_MS);
            // Where nobody listens, a port of this machine's own choice may meet itself.
            return socket.getLocalPort() != address.getPort();
        } catch (IOException e) {
            return false;
        }
    }
}
