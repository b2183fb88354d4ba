/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The server between clients and an imitation that counts what it did. */
final class SimulatorServerTest {
    private final SimulatorClock clock = SimulatorClock.frozenAt(Instant.parse("2026-01-31T12:00:00Z"));
    private final Faults faults = new Faults(clock, Scenario.none());
    private final Counting imitation = new Counting();
    private final SimulatorServer server =
            SimulatorServer.start(0, imitation, clock, faults, Executors.defaultThreadFactory());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void passesTheWholeRequestAndAnswersOnOneConnection() throws Exception {
        for (int round = 0; round < 3; round++) {
            HttpResponse<String> answer = post("/v1/things?expand=1", "name=Ada");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"did\":\"POST /v1/things expand=1 name=Ada\"}");
        }
    }

    @Test
    void readsAChunkedBody() throws Exception {
        String raw = String.join(
                "\r\n",
                "POST /v1/things HTTP/1.1",
                "Host: x",
                "Transfer-Encoding: chunked",
                "Connection: close",
                "",
                "5",
                "name=",
                "3;x=y",
                "Ada",
                "0",
                "",
                "");
        assertThat(raw(raw)).startsWith("HTTP/1.1 200 OK").contains("POST /v1/things  name=Ada");
    }

    @Test
    void answersNonsenseWith400() throws Exception {
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void resetBeforeDoesNothing() {
        scenario("{\"fault\":\"resetBefore\"}");

        assertThatThrownBy(() -> post("/v1/things", "")).isInstanceOf(IOException.class);

        assertThat(imitation.done).hasValue(0);
    }

    @Test
    void applyThenResetDoesItAndDoesNotTell() {
        scenario("{\"fault\":\"applyThenReset\"}");

        assertThatThrownBy(() -> post("/v1/things", "")).isInstanceOf(IOException.class);

        assertThat(imitation.done).hasValue(1);
        assertThat(faults.count(FaultKind.APPLY_THEN_RESET)).isEqualTo(1);
    }

    @Test
    void garbageIsAPageInsteadOfAnAnswerOrHalfOfIt() throws Exception {
        scenario("{\"fault\":\"garbage\",\"first\":1},{\"fault\":\"garbage\",\"body\":\"truncated\",\"first\":1},"
                + "{\"fault\":\"garbage\",\"body\":\"torn\"}");

        assertThat(post("/v1/things", "").body()).contains("<html>");
        assertThat(imitation.done).hasValue(0);
        HttpResponse<String> truncated = post("/v1/things", "");
        assertThat(truncated.statusCode()).isEqualTo(200);
        assertThat(truncated.body()).startsWith("{").doesNotEndWith("}");
        assertThatThrownBy(() -> post("/v1/things", "")).isInstanceOf(IOException.class);
        assertThat(imitation.done).hasValue(2);
    }

    @Test
    void latencyMakesTheCallTakeLonger() throws Exception {
        scenario("{\"fault\":\"latency\",\"delay\":\"150ms\"}");

        long before = System.nanoTime();
        post("/v1/things", "");

        assertThat(System.nanoTime() - before).isGreaterThan(150_000_000L);
    }

    @Test
    void theControlApiSetsScenarioAndClockAndShowsCounts() throws Exception {
        assertThat(call(
                                "PUT",
                                "/_simulator/scenario",
                                "{\"faults\":[{\"fault\":\"status\",\"status\":500,\"first\":1}]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/v1/things", "").statusCode()).isEqualTo(500);
        assertThat(post("/v1/things", "").statusCode()).isEqualTo(200);
        assertThat(call("POST", "/_simulator/clock", "{\"advance\":\"1h\"}").body())
                .contains("2026-01-31T13:00:00Z");

        ObjectNode counts = Json.parseObject(
                call("GET", "/_simulator/counts", "").body().getBytes(StandardCharsets.UTF_8), "counts");
        assertThat(counts.at("/faults/status").asInt()).isEqualTo(1);
        assertThat(counts.at("/requests/POST 500").asInt()).isEqualTo(1);
        assertThat(counts.at("/requests/POST 200").asInt()).isEqualTo(1);
        assertThat(call("POST", "/_simulator/faults/reset?counts=true", "").body())
                .doesNotContain("\"status\"");
    }

    @Test
    void theControlApiRefusesWhatItDoesNotKnow() throws Exception {
        HttpResponse<String> unknownKey = call("POST", "/_simulator/clock", "{\"advnce\":\"1h\"}");
        assertThat(unknownKey.statusCode()).isEqualTo(400);
        assertThat(unknownKey.body()).contains("advnce");
        assertThat(call("PUT", "/_simulator/settings", "{\"speed\":1}").statusCode())
                .isEqualTo(400);
        assertThat(call("GET", "/_simulator/nothing", "").statusCode()).isEqualTo(404);
        assertThat(imitation.done).hasValue(0);
    }

    private void scenario(String rules) {
        faults.replace(Scenario.parse("{\"faults\":[" + rules + "]}"));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    private HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create(server.address() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream input = socket.getInputStream();
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Does nothing but count and say what it was asked. */
    private static final class Counting implements Imitation {
        private final AtomicInteger done = new AtomicInteger();
        private final Journal journal = Journal.inMemory();

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Response answer(Request request, Execution execution) {
            execution.begin();
            done.incrementAndGet();
            return Response.json(200, Json.object().put("did", request + " " + request.query() + " " + request.text()));
        }

        @Override
        public Response refuse(Request request, int status, FaultRule fault) {
            return Response.text(status, "text/plain", "refused");
        }

        @Override
        public ObjectNode counts() {
            return Json.object().put("done", done.get());
        }

        @Override
        public ObjectNode settings() {
            return Json.object();
        }

        @Override
        public void change(ObjectNode changes) {
            throw new AssertionError("There are no settings");
        }

        @Override
        public ObjectNode replayWebhooks(ObjectNode wanted) {
            return Json.object();
        }

        @Override
        public Optional<WebhookSender> webhooks() {
            return Optional.empty();
        }

        @Override
        public Journal journal() {
            return journal;
        }
    }
}
