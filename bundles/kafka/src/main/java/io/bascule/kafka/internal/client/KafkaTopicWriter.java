/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.kafka.internal.log.TopicRecord;
import io.bascule.kafka.internal.log.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes through one idempotent producer. Once it is {@link #broken()} its owner closes it and makes a new one. */
public final class KafkaTopicWriter implements TopicWriter, AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Producer<String, String> producer;
    private final TopicMaker topics;
    private volatile boolean broken;

    KafkaTopicWriter(Producer<String, String> producer, TopicMaker topics) {
        this.producer = producer;
        this.topics = topics;
    }

    @Override
    public void send(TopicRecord record, Consumer<@Nullable Exception> acknowledged) {
        ProducerRecord<String, String> wire =
                new ProducerRecord<>(record.topic(), null, record.key(), record.value(), headers(record));
        try {
            topics.make(List.of(record.topic()));
            // The callback says all that the future would.
            Future<RecordMetadata> unused =
                    producer.send(wire, (metadata, failure) -> acknowledged.accept(noted(failure)));
        } catch (KafkaException | IllegalStateException e) {
            // Thrown before the producer took the record: its callback is never called.
            acknowledged.accept(noted(e));
        }
    }

    /** Whether a send failed in a way that more tries with this producer need not mend. */
    public boolean broken() {
        return broken;
    }

    /** Gives up what is under way after a second: those sends then fail. Ends a {@code send} that waits. */
    @Override
    public void close() {
        broken = true;
        producer.close(CLOSE_TIMEOUT);
    }

    private @Nullable Exception noted(@Nullable Exception failure) {
        if (failure != null && !(failure instanceof RetriableException)) {
            broken = true;
        }
        return failure;
    }

    private static Headers headers(TopicRecord record) {
        Headers headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
