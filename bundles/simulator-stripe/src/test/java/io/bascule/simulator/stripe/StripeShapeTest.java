/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every object has every attribute that the real one has, in the same JSON type. */
final class StripeShapeTest {
    private final StripeSimulator simulator = StripeSimulator.builder().start();
    private final Wire wire = new Wire(simulator.address(), simulator.apiKey());

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void customers() throws Exception {
        assertShape("customer", made("/v1/customers", ""));
    }

    @Test
    void products() throws Exception {
        assertShape("product", made("/v1/products", "name=Pump"));
    }

    @Test
    void invoicesItemsLinesAndPrices() throws Exception {
        made("/v1/products", "id=pump&name=Pump");
        String customer = made("/v1/customers", "").path("id").asText();
        String id = made("/v1/invoices", "customer=" + customer).path("id").asText();
        ObjectNode item = made(
                "/v1/invoiceitems",
                "customer=" + customer + "&invoice=" + id + "&price_data[currency]=usd&price_data[product]=pump"
                        + "&price_data[unit_amount]=1000");
        assertShape("invoiceitem", item);
        ObjectNode invoice = Wire.json(wire.get("/v1/invoices/" + id));
        assertShape("invoice", invoice);
        assertShape("line_item", (ObjectNode) invoice.at("/lines/data/0"));
        assertShape("price", (ObjectNode) Wire.json(wire.get("/v1/prices")).at("/data/0"));
    }

    @Test
    void webhookEndpoints() throws Exception {
        ObjectNode made = made("/v1/webhook_endpoints", "url=http://127.0.0.1:9/x&enabled_events[]=*");
        assertThat(made.path("secret").asText()).startsWith("whsec_");
        assertShape("webhook_endpoint", made);
    }

    @Test
    void events() throws Exception {
        made("/v1/customers", "");
        assertShape("event", (ObjectNode) Wire.json(wire.get("/v1/events")).at("/data/0"));
    }

    @Test
    void deletedObjectsAreStubs() throws Exception {
        String customer = made("/v1/customers", "").path("id").asText();
        assertThat(Wire.json(wire.delete("/v1/customers/" + customer)).toString())
                .isEqualTo("{\"id\":\"" + customer + "\",\"object\":\"customer\",\"deleted\":true}");
    }

    @Test
    void errorsNameTypeCodeParamAndRequest() throws Exception {
        HttpResponse<String> refused = wire.post("/v1/products", "", "Stripe-Version", "2020-08-27");
        JsonNode error = Wire.json(refused).path("error");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText()).isEqualTo("parameter_missing");
        assertThat(error.path("param").asText()).isEqualTo("name");
        assertThat(error.path("doc_url").asText()).endsWith("/parameter-missing");
        String requestId = refused.headers().firstValue("Request-Id").orElseThrow();
        assertThat(error.path("request_log_url").asText()).endsWith(requestId);
        assertThat(refused.headers().firstValue("Stripe-Version")).contains("2020-08-27");
    }

    private ObjectNode made(String path, String form) throws IOException, InterruptedException {
        HttpResponse<String> answer = wire.post(path, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json(answer);
    }

    private static void assertShape(String name, ObjectNode found) throws IOException {
        ObjectNode sample;
        try (InputStream stream = StripeShapeTest.class.getResourceAsStream("/stripe/" + name + ".json")) {
            assertThat(stream).as("sample of " + name).isNotNull();
            sample = Json.parseObject(stream.readAllBytes(), name);
        }
        sample.remove("comment");
        assertThat(found.path("object").asText()).isEqualTo(name);
        assertSameTypes(name, sample, found);
    }

    private static void assertSameTypes(String where, ObjectNode sample, ObjectNode found) {
        for (Map.Entry<String, JsonNode> entry : sample.properties()) {
            String place = where + "." + entry.getKey();
            JsonNode value = found.get(entry.getKey());
            assertThat(value).as(place).isNotNull();
            if (!entry.getValue().isNull()) {
                assertThat(value.getNodeType())
                        .as(place)
                        .isEqualTo(entry.getValue().getNodeType());
            }
            if (entry.getValue() instanceof ObjectNode inner) {
                assertSameTypes(place, inner, (ObjectNode) value);
            }
        }
    }
}
