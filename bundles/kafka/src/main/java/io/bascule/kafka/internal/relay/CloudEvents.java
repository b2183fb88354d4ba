/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.kafka.internal.log.Headers;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events as records of topics, in the binary mode of CloudEvents 1.0. Pure: the same event always gives the same records,
 * also when it is sent again after a crash. Immutable.
 */
public final class CloudEvents {
    /** Below what a producer and a broker take by default (1 MiB), with room for the headers. */
    public static final int DEFAULT_MAX_DATA_BYTES = 900_000;

    private static final int MAX_BYTES_PER_CHAR = 3;

    private final TopicNames names;
    private final int maxDataBytes;

    /** Renders for the topics of these names. */
    public CloudEvents(TopicNames names) {
        this(names, DEFAULT_MAX_DATA_BYTES);
    }

    /**
     * Renders with a limit of one's own.
     *
     * @param maxDataBytes data above it stays behind: the event goes out with its size instead, so that one huge record
     *     never stops the stream
     */
    public CloudEvents(TopicNames names, int maxDataBytes) {
        this.names = names;
        this.maxDataBytes = maxDataBytes;
    }

    /**
     * The records of an event, in the order in which they must be sent.
     *
     * @param integrations where a committed version goes besides the topic of its type; not looked at for other kinds
     */
    public List<TopicRecord> render(OutboxEvent event, List<String> integrations) {
        List<TopicRecord> records = new ArrayList<>();
        switch (event.kind()) {
            case RECORD -> {
                String catalog = names.catalog(event.type());
                records.add(record(event, catalog));
                if (event.event().equals("deleted")) {
                    records.add(tombstone(event, catalog));
                }
                integrations.forEach(integration -> records.add(record(event, names.out(integration))));
            }
            case INBOUND -> records.add(record(event, names.in(integration(event))));
            case EFFECT -> records.add(record(event, names.effects(integration(event))));
            case LIFECYCLE -> records.add(record(event, names.lifecycle()));
            case DEAD_LETTER -> records.add(record(event, names.deadLetter(integration(event))));
        }
        return records;
    }

    private TopicRecord record(OutboxEvent event, String topic) {
        SortedMap<String, String> headers = headers(event, topic);
        long bytes = bytes(event.data());
        if (bytes <= maxDataBytes) {
            return new TopicRecord(topic, event.key(), headers, event.data());
        }
        headers.put(Headers.OMITTED_BYTES, Long.toString(bytes));
        return new TopicRecord(topic, event.key(), headers, "{\"omittedBytes\":" + bytes + "}");
    }

    /**
     * Makes compaction forget the record. It has the headers of the event before it, as a CloudEvent without data: who
     * reads CloudEvents sees a repetition, and who does not sees a tombstone.
     */
    private static TopicRecord tombstone(OutboxEvent event, String topic) {
        SortedMap<String, String> headers = headers(event, topic);
        headers.remove(Headers.CONTENT_TYPE);
        return new TopicRecord(topic, event.key(), headers, null);
    }

    private static SortedMap<String, String> headers(OutboxEvent event, String topic) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put(Headers.SPEC_VERSION, "1.0");
        headers.put(Headers.ID, id(event));
        headers.put(Headers.SOURCE, source(event));
        headers.put(Headers.TYPE, Headers.TYPE_PREFIX + event.type() + "." + event.event());
        headers.put(Headers.SUBJECT, event.key());
        headers.put(Headers.TIME, event.created().toString());
        headers.put(Headers.CONTENT_TYPE, "application/json");
        headers.put(Headers.TRACE_PARENT, TraceParent.of(event.id(), topic));
        if (event.version() > 0) {
            headers.put(Headers.RECORD_VERSION, Long.toString(event.version()));
        }
        return headers;
    }

    private static String id(OutboxEvent event) {
        return event.kind() == OutboxEvent.Kind.RECORD ? event.key() + ":" + event.version() : event.id();
    }

    private static String source(OutboxEvent event) {
        return switch (event.kind()) {
            case RECORD -> "/bascule/catalog/" + event.type();
            case LIFECYCLE -> "/bascule/" + event.type() + "/" + event.key();
            case INBOUND, EFFECT, DEAD_LETTER -> "/bascule/integration/" + integration(event);
        };
    }

    private static String integration(OutboxEvent event) {
        @Nullable String integration = event.integration();
        return Objects.requireNonNull(integration, "an event about a system names its integration");
    }

    private long bytes(String data) {
        // Most data is far below the limit: then its bytes need not be counted exactly.
        long atMost = (long) data.length() * MAX_BYTES_PER_CHAR;
        return atMost <= maxDataBytes ? atMost : data.getBytes(StandardCharsets.UTF_8).length;
    }
}
