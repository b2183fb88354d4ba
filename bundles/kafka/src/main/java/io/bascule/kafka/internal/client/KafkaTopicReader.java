/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicReader;
import io.bascule.kafka.internal.log.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all {@code out} topics as one member of the group. One thread; {@link #wake} and {@link #topicsMade} from any. */
public final class KafkaTopicReader implements TopicReader, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(KafkaTopicReader.class);

    private final Consumer<String, String> consumer;
    private final TopicNames names;

    /** Where each partition stood before what was polled since the last commit. */
    private final Map<TopicPartition, Long> starts = new HashMap<>();

    /** What is done but not yet noted by the broker. */
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

    private final Map<TopicPartition, OffsetAndMetadata> polled = new HashMap<>();
    private volatile boolean topicsMade = true;

    KafkaTopicReader(Consumer<String, String> consumer, TopicNames names) {
        this.consumer = consumer;
        this.names = names;
    }

    @Override
    public List<TopicRecord> poll() {
        if (topicsMade) {
            topicsMade = false;
            // Subscribing again makes the consumer look for topics now and not when its metadata is old.
            consumer.subscribe(names.outgoing(), new Partitions());
        }
        if (!done.isEmpty()) {
            commitDone();
        }
        List<TopicRecord> records = new ArrayList<>();
        try {
            for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                starts.putIfAbsent(partition, record.offset());
                polled.put(partition, new OffsetAndMetadata(record.offset() + 1));
                records.add(record(record));
            }
        } catch (WakeupException e) {
            // Its owner wants the thread back.
        }
        return records;
    }

    @Override
    public void commit() {
        done.putAll(polled);
        polled.clear();
        starts.clear();
        commitDone();
    }

    @Override
    public void rewind() {
        starts.forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
        starts.clear();
        polled.clear();
    }

    /** Makes the next poll look for new topics. */
    public void topicsMade() {
        topicsMade = true;
    }

    /** Ends a poll that waits. */
    public void wake() {
        consumer.wakeup();
    }

    /** Leaves the group; takes no more than a second or two. */
    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    private void commitDone() {
        try {
            consumer.commitSync(done, COMMIT_TIMEOUT);
            done.clear();
        } catch (CommitFailedException e) {
            // Out of the group: what was not noted comes again, here or to another member.
            done.clear();
            log.debug("Offsets were not committed, this member had left the group: {}", e.getMessage());
        } catch (RetriableException | RebalanceInProgressException | WakeupException e) {
            // Only a poll ends a rebalance; partitions that go are taken out then.
            log.debug("Offsets were not committed, tried again at the next poll: {}", e.getMessage());
        }
    }

    private static TopicRecord record(ConsumerRecord<String, String> record) {
        SortedMap<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            if (value != null) {
                headers.put(header.key(), new String(value, StandardCharsets.UTF_8));
            }
        }
        return new TopicRecord(record.topic(), record.key(), headers, record.value());
    }

    private final class Partitions implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            log.debug("Reads {}", partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                starts.remove(partition);
                polled.remove(partition);
                done.remove(partition);
            });
        }
    }
}
