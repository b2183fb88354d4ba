/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param status for example 200
 * @param headers by name as it is to be sent; length and connection headers are the server's
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Response(int status, Map<String, String> headers, byte[] body) {
    public Response {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("Expected a final HTTP status from 200 to 599, found " + status);
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A JSON answer. */
    public static Response json(int status, JsonNode body) {
        return new Response(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
    }

    /** A JSON answer set out for people. */
    public static Response prettyJson(int status, JsonNode body) {
        return new Response(status, Map.of("Content-Type", "application/json"), Json.pretty(body));
    }

    /** A text answer in UTF-8. */
    public static Response text(int status, String contentType, String body) {
        return new Response(
                status, Map.of("Content-Type", contentType + "; charset=utf-8"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with one more header. */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    /** The same answer with another body. */
    Response withBody(byte[] other) {
        return new Response(status, headers, other);
    }
}
