/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import com.stripe.param.CustomerCreateParams;
import io.bascule.simulator.kit.FaultKind;
import io.bascule.simulator.kit.Scenario;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Faults seen from the wire, and what they leave behind. */
final class StripeFaultsTest {
    private final StripeSimulator simulator = StripeSimulator.builder().start();
    private final Wire wire = new Wire(simulator.address(), simulator.apiKey());

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void applyThenResetMakesTheObjectAndItsKeyAnswersTheRetry() throws Exception {
        scenario("{\"fault\":\"applyThenReset\",\"on\":\"POST /v1/customers\",\"every\":3}");
        for (int number = 1; number <= 2; number++) {
            assertThat(create("customer " + number, "k" + number).statusCode()).isEqualTo(200);
        }
        assertThatThrownBy(() -> create("customer 3", "k3")).isInstanceOf(IOException.class);
        assertThat(simulator.faults().count(FaultKind.APPLY_THEN_RESET)).isEqualTo(1);

        List<ObjectNode> writes = simulator
                .journal()
                .read(0, 100, entry -> entry.path("kind").asText().equals("write"));
        assertThat(writes).hasSize(3);
        ObjectNode last = writes.get(2);
        assertThat(last.path("idempotencyKey").asText()).isEqualTo("k3");
        assertThat(last.at("/fields/name").asText()).isEqualTo("customer 3");
        assertThat(last.at("/object/name").asText()).isEqualTo("customer 3");

        HttpResponse<String> retried = create("customer 3", "k3");
        assertThat(retried.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(Wire.json(retried).path("id")).isEqualTo(last.at("/object/id"));
        assertThat(Wire.json(wire.get("/v1/customers")).path("data")).hasSize(3);
    }

    @Test
    void stripesClientThatRetriesMakesNoTwin() throws Exception {
        scenario("{\"fault\":\"applyThenReset\",\"on\":\"POST /v1/customers\",\"first\":1}");
        StripeClient client = StripeClient.builder()
                .setApiKey(simulator.apiKey())
                .setApiBase(simulator.address().toString())
                .setMaxNetworkRetries(2)
                .build();

        client.v1()
                .customers()
                .create(CustomerCreateParams.builder().setName("Ada").build());

        assertThat(client.v1().customers().list().getData()).hasSize(1);
        assertThat(simulator.faults().count(FaultKind.APPLY_THEN_RESET)).isEqualTo(1);
    }

    @Test
    void a500IsStoredUnderItsKeyAnd503IsNot() throws Exception {
        scenario("{\"fault\":\"status\",\"status\":500,\"first\":1},{\"fault\":\"status\",\"status\":503,\"first\":1,"
                + "\"retryAfter\":\"7s\"}");

        assertThat(create("Ada", "k500").statusCode()).isEqualTo(500);
        HttpResponse<String> unavailable = create("Ada", "k503");
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).contains("7");
        assertThat(Wire.json(unavailable).at("/error/type").asText()).isEqualTo("api_error");

        HttpResponse<String> again = create("Ada", "k500");
        assertThat(again.statusCode()).isEqualTo(500);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(create("Ada", "k503").statusCode()).isEqualTo(200);
        assertThat(simulator.counts().at("/objects/customer").asInt()).isEqualTo(1);
    }

    @Test
    void aStatusCanComeAlthoughTheWriteIsDone() throws Exception {
        scenario("{\"fault\":\"status\",\"status\":503,\"applied\":true,\"first\":1}");

        assertThat(create("Ada", "k").statusCode()).isEqualTo(503);

        assertThat(simulator.counts().at("/objects/customer").asInt()).isEqualTo(1);
        assertThat(create("Ada", "k").headers().firstValue("Idempotent-Replayed"))
                .contains("true");
    }

    @Test
    void twoRequestsWithOneKeyAtOnceAreOneWriteAndOneConflict() throws Exception {
        scenario("{\"fault\":\"latency\",\"delay\":\"400ms\",\"on\":\"POST /v1/customers\"}");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<HttpResponse<String>> one = threads.submit(() -> create("Ada", "k"));
            Future<HttpResponse<String>> other = threads.submit(() -> create("Ada", "k"));
            List<Integer> statuses = List.of(one.get().statusCode(), other.get().statusCode());
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            HttpResponse<String> refused = one.get().statusCode() == 409 ? one.get() : other.get();
            assertThat(Wire.json(refused).at("/error/code").asText()).isEqualTo("idempotency_key_in_use");
        } finally {
            threads.shutdownNow();
        }
        assertThat(simulator.counts().at("/objects/customer").asInt()).isEqualTo(1);
    }

    @Test
    void theSearchLagCanBeMadeLonger() throws Exception {
        simulator.searchLag(java.time.Duration.ZERO);
        create("Ada", "k");
        String search = "/v1/customers/search?query=name:'Ada'";
        assertThat(Wire.json(wire.get(search)).path("data")).hasSize(1);

        scenario("{\"fault\":\"searchLag\",\"duration\":\"5m\",\"first\":1}");

        assertThat(Wire.json(wire.get(search)).path("data")).isEmpty();
        assertThat(Wire.json(wire.get(search)).path("data")).hasSize(1);
    }

    @Test
    void aKeyMayAlsoComeAsBasicUserAndCanBeRolled() throws Exception {
        String basic = java.util.Base64.getEncoder()
                .encodeToString("sk_test_simulator:".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Wire other = new Wire(simulator.address(), "sk_test_next");
        assertThat(other.get("/v1/balance").statusCode()).isEqualTo(401);
        assertThat(Wire.json(other.get("/v1/balance")).at("/error/message").asText())
                .contains("Invalid API Key")
                .doesNotContain("sk_test_next");
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(simulator.address() + "/v1/balance"))
                .header("Authorization", "Basic " + basic)
                .build();
        assertThat(java.net.http.HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        assertThat(wire.send("PUT", "/_simulator/settings", "{\"apiKey\":\"sk_test_next\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(other.get("/v1/balance").statusCode()).isEqualTo(200);
        assertThat(wire.get("/v1/balance").statusCode()).isEqualTo(401);
    }

    private void scenario(String rules) {
        simulator.faults().replace(Scenario.parse("{\"faults\":[" + rules + "]}"));
    }

    private HttpResponse<String> create(String name, String key) throws IOException, InterruptedException {
        return wire.post("/v1/customers", "name=" + name.replace(' ', '+'), "Idempotency-Key", key);
    }
}
