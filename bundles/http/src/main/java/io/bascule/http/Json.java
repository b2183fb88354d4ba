/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON from systems that are not trusted: exact decimals, bounded depth and sizes, a name twice in one object refused,
 * nothing after the end. Errors tell the place, never the text.
 */
public final class Json {
    private static final int DEPTH = 100;
    /** A number like 1e999999999 is short as text and fills the memory once written out. */
    private static final int DIGITS = 400;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxDocumentLength(6_000_000)
                    .maxStringLength(5_500_000)
                    .maxNumberLength(DIGITS)
                    .maxNameLength(2_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private Json() {}

    /**
     * Reads one value.
     *
     * @param text the whole document
     * @param where the place for the error, for example {@code "integration stripe, GET /v1/events"}
     * @throws BasculeException with {@code ANSWER_UNREADABLE} if it is no JSON or over a limit
     */
    public static Value read(String text, String where) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw unreadable(where, "nothing", null);
            }
            Value value = value(parser, first);
            if (parser.nextToken() != null) {
                throw unreadable(where, "more text after the end of the value", null);
            }
            return value;
        } catch (IOException | ArithmeticException e) {
            // The parser's own message may quote the text; only the place is told.
            throw unreadable(where, place(text, e), null);
        }
    }

    /**
     * Reads one object.
     *
     * @throws BasculeException with {@code ANSWER_UNREADABLE} if it is no JSON object or over a limit
     */
    public static Fields readObject(String text, String where) {
        return object(read(text, where), where);
    }

    /** The value as text, on one line, names in their order. */
    public static String write(Value value) {
        StringWriter writer = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(writer)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter does not fail", e);
        }
        return writer.toString();
    }

    static Fields object(Value value, String where) {
        if (value instanceof Value.Struct struct) {
            return struct.fields();
        }
        throw unreadable(where, "JSON, but no object", null);
    }

    private static Value value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Value> values = new TreeMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    values.put(name, value(parser, parser.nextToken()));
                }
                yield new Value.Struct(Fields.of(values));
            }
            case START_ARRAY -> {
                List<Value> items = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(value(parser, next));
                }
                yield new Value.Items(items);
            }
            case VALUE_STRING -> Value.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.of(bounded(parser.getDecimalValue()));
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_NULL -> Value.ofNull();
            default -> throw new IOException("Unexpected token");
        };
    }

    private static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > DIGITS) {
            throw new ArithmeticException("Too many digits");
        }
        return number;
    }

    private static void write(Value value, JsonGenerator generator) throws IOException {
        if (value instanceof Value.Text text) {
            generator.writeString(text.text());
        } else if (value instanceof Value.Decimal decimal) {
            generator.writeNumber(decimal.number().toPlainString());
        } else if (value instanceof Value.Bool bool) {
            generator.writeBoolean(bool.bool());
        } else if (value instanceof Value.Items items) {
            generator.writeStartArray();
            for (Value item : items.items()) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Value.Struct struct) {
            generator.writeStartObject();
            for (Map.Entry<String, Value> entry : struct.fields().asMap().entrySet()) {
                generator.writeFieldName(entry.getKey());
                write(entry.getValue(), generator);
            }
            generator.writeEndObject();
        } else {
            generator.writeNull();
        }
    }

    private static String place(String text, Exception e) {
        String kind = text.stripLeading().startsWith("<") ? "what looks like HTML or XML" : "something else";
        if (e instanceof com.fasterxml.jackson.core.JacksonException json && json.getLocation() != null) {
            return kind + ", at line " + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr();
        }
        return kind;
    }

    private static BasculeException unreadable(String where, String found, @Nullable Throwable cause) {
        return new BasculeException(
                new Problem(
                        ErrorCode.ANSWER_UNREADABLE,
                        "The answer cannot be read",
                        where,
                        "JSON within the limits (5 MB, depth " + DEPTH + ", each name once)",
                        found,
                        "Look whether the setting url names the system's API and not a login page or proxy."),
                cause);
    }
}
