/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON text and back, exactly: decimals keep every digit, null and absent stay apart. Thread-safe. */
final class Json {
    /** What was written must be readable: numbers are as long as they are. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNumberLength(20_000)
            .maxStringLength(50_000_000)
            .build();

    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

    private final JsonMapper mapper = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Null, texts, numbers, booleans, lists and maps as text. */
    String write(@Nullable Object plain) {
        try {
            return LoneSurrogates.escaped(mapper.writeValueAsString(plain));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a JSON value: " + e.getOriginalMessage(), e);
        }
    }

    String write(Fields fields) {
        return write(fields.toPlain());
    }

    String write(Value value) {
        return write(value.toPlain());
    }

    /** The members of an object. */
    Map<String, @Nullable Object> readMap(String text) {
        try {
            return mapper.readValue(text, MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored JSON text cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    Fields readFields(String text) {
        return Fields.ofPlain(readMap(text));
    }

    Value readValue(String text) {
        try {
            return Value.ofPlain(mapper.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored JSON text cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
