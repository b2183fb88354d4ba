/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far Bascule has read its own topics, as any Kafka tool shows it. Belongs to one thread. */
final class OutTopics implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OutTopics.class);
    private static final String GROUP = "bascule";
    private static final String PREFIX = "bascule.out.";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;

    /** @param bootstrap the broker's address; nobody need be there */
    OutTopics(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        // To ask for the group's offsets; it is not joined.
                        ConsumerConfig.GROUP_ID_CONFIG,
                        GROUP,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) LIMIT.toMillis()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Whether Bascule has made work of all that they hold; false also where the broker does not tell. */
    boolean areRead() {
        try {
            Set<TopicPartition> partitions = new HashSet<>();
            consumer.listTopics().forEach((topic, parts) -> {
                if (topic.startsWith(PREFIX)) {
                    parts.forEach(part -> partitions.add(new TopicPartition(topic, part.partition())));
                }
            });
            // Nothing is fetched; the consumer warns of ends that it is asked of partitions which are not its own.
            consumer.assign(partitions);
            Map<TopicPartition, OffsetAndMetadata> read = consumer.committed(partitions);
            return consumer.endOffsets(partitions).entrySet().stream()
                    .allMatch(end -> offset(read.get(end.getKey())) >= end.getValue());
        } catch (KafkaException e) {
            log.debug("The broker does not tell how far its topics are read", e);
            return false;
        }
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
