/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.mirror;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.bascule.kafka.internal.log.Headers;
import io.bascule.kafka.internal.log.TopicRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a topic.
 *
 * @param topic the topic in Kafka
 * @param name the event's own topic, for example {@code "com/example/orders/PAID"}; also the key
 * @param properties the event's properties
 * @param at when it was posted
 */
public record MirroredEvent(String topic, String name, Map<String, @Nullable Object> properties, Instant at) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_BYTES = 900_000;

    /** Deeper values, which may contain themselves, are shown as text. */
    private static final int DEEPEST = 8;

    /**
     * As a record: CloudEvents in binary mode, with the properties as a JSON object.
     *
     * @param id unique
     */
    public TopicRecord render(String id) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put(Headers.SPEC_VERSION, "1.0");
        headers.put(Headers.ID, id);
        headers.put(Headers.SOURCE, "/bascule/events");
        headers.put(Headers.TYPE, name.replace('/', '.'));
        headers.put(Headers.TIME, at.toString());
        headers.put(Headers.CONTENT_TYPE, "application/json");
        String data = json();
        int bytes = data.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            headers.put(Headers.OMITTED_BYTES, Integer.toString(bytes));
            data = "{\"omittedBytes\":" + bytes + "}";
        }
        return new TopicRecord(topic, name, headers, data);
    }

    private String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, @Nullable Object> entry : new TreeMap<>(properties).entrySet()) {
                json.writeFieldName(entry.getKey());
                write(json, entry.getValue(), 1);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value, int depth) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeString(value.toString());
            }
        } else if (depth < DEEPEST && value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue(), depth + 1);
            }
            json.writeEndObject();
        } else if (depth < DEEPEST && value instanceof Collection<?> values) {
            json.writeStartArray();
            for (Object item : values) {
                write(json, item, depth + 1);
            }
            json.writeEndArray();
        } else if (depth < DEEPEST && value.getClass().isArray()) {
            json.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                write(json, Array.get(value, i), depth + 1);
            }
            json.writeEndArray();
        } else {
            json.writeString(value instanceof Map || value instanceof Collection ? "..." : value.toString());
        }
    }
}
