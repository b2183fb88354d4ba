/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls one server on this machine. Thread-safe. */
final class JsonHttp {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String token;

    /**
     * @param base for example {@code "http://127.0.0.1:8765"}
     * @param token sent as bearer
     */
    JsonHttp(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /**
     * What came back.
     *
     * @param status 0 if there was no connection, so that nothing was sent; -1 if there was no readable answer
     * @param body missing if there is none or it is no JSON
     */
    record Reply(int status, JsonNode body, String retryAfter) {
        boolean isOk() {
            return status >= 200 && status < 300;
        }
    }

    Reply get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** Like {@link #get}, but only a good answer will do. */
    JsonNode read(String path) {
        Reply reply = get(path);
        if (!reply.isOk()) {
            throw new WorldFailure("GET %s%s gave status %d: %s".formatted(base, path, reply.status(), reply.body()));
        }
        return reply.body();
    }

    Reply send(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return reply(response);
        } catch (ConnectException e) {
            return new Reply(0, MissingNode.getInstance(), "");
        } catch (IOException e) {
            return new Reply(-1, MissingNode.getInstance(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(-1, MissingNode.getInstance(), "");
        }
    }

    private static Reply reply(HttpResponse<String> response) {
        String retryAfter = response.headers().firstValue("retry-after").orElse("");
        try {
            JsonNode body = response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
            return new Reply(response.statusCode(), body, retryAfter);
        } catch (JsonProcessingException garbage) {
            return new Reply(
                    response.statusCode() < 400 ? -1 : response.statusCode(), MissingNode.getInstance(), retryAfter);
        }
    }
}
