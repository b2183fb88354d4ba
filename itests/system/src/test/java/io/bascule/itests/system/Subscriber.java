/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A program as docs/kafka.md invites to write it: a group of its own, from the earliest record on, the CloudEvents project's own
 * Java SDK, and nothing of ours. Reads on a thread of its own, from its start to {@link #finish}.
 */
final class Subscriber implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LIMIT_MINUTES = 2;

    private final CountDownLatch finishing = new CountDownLatch(1);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<List<ConsumerRecord<String, CloudEvent>>> records;

    private Subscriber(String bootstrap, List<String> topics) {
        records = thread.submit(() -> read(bootstrap, topics));
    }

    /** Subscribes to topics that are there. */
    static Subscriber start(String bootstrap, List<String> topics) {
        return new Subscriber(bootstrap, topics);
    }

    /** All it was given, in the order of each partition; returns when it has come to the end of its topics. */
    List<ConsumerRecord<String, CloudEvent>> finish() throws Exception {
        finishing.countDown();
        return records.get(LIMIT_MINUTES, TimeUnit.MINUTES);
    }

    private List<ConsumerRecord<String, CloudEvent>> read(String bootstrap, List<String> topics) {
        List<ConsumerRecord<String, CloudEvent>> all = new ArrayList<>();
        try (Consumer<String, CloudEvent> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "somebody-else",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new CloudEventDeserializer())) {
            consumer.subscribe(topics);
            while (finishing.getCount() > 0 || !isAtEnd(consumer)) {
                consumer.poll(POLL).forEach(all::add);
            }
        }
        return all;
    }

    private static boolean isAtEnd(Consumer<?, ?> consumer) {
        Set<TopicPartition> partitions = consumer.assignment();
        return !partitions.isEmpty()
                && consumer.endOffsets(partitions).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        finishing.countDown();
        thread.shutdownNow();
    }
}
