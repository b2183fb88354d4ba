/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns the tokens of one JSON document into values. The parser bounds the depth. */
final class JsonValues {
    /** A number of a few letters, such as 1e999999999, must not become one of a billion digits. */
    private static final int LARGEST_EXPONENT = 100;

    private final JsonParser parser;

    JsonValues(JsonParser parser) {
        this.parser = parser;
    }

    /** The object whose opening brace is the current token. */
    Fields object() throws IOException {
        SortedMap<String, Value> values = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = checked(parser.currentName());
            parser.nextToken();
            values.put(name, value());
        }
        return Fields.of(values);
    }

    private Value value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> new Value.Struct(object());
            case START_ARRAY -> list();
            case VALUE_STRING -> Value.of(checked(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_NULL -> Value.ofNull();
            default -> throw JsonBody.malformed(parser.currentTokenLocation(), "expected a value");
        };
    }

    private Value list() throws IOException {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new Value.Items(items);
    }

    private Value number() throws IOException {
        BigDecimal number = parser.getDecimalValue();
        if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
            throw JsonBody.malformed(
                    parser.currentTokenLocation(), "a number has an exponent beyond " + LARGEST_EXPONENT);
        }
        return Value.of(number);
    }

    /** Databases and other systems refuse these characters, each in its own way and long after the client has gone. */
    private String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean pair = Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (character == '\0' || Character.isSurrogate(character)) {
                throw JsonBody.malformed(
                        parser.currentTokenLocation(),
                        "a text holds " + (character == '\0' ? "the character NUL" : "half a surrogate pair"));
            }
        }
        return text;
    }
}
