/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bascule.simulator.stripe.StripeSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who works with the imitation of Stripe beside Bascule. */
final class StripeUser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StripeSimulator stripe;
    private final HttpClient client = HttpClient.newHttpClient();

    StripeUser(StripeSimulator stripe) {
        this.stripe = stripe;
    }

    /**
     * Creates or changes an object.
     *
     * @param path for example {@code "/v1/customers"}
     * @return its id
     */
    String write(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return send(path, "application/x-www-form-urlencoded", body).path("id").asText();
    }

    /** Sends the webhooks of all events once more, under new ids of events; tells how many. */
    int replayUnderNewIds() throws IOException, InterruptedException {
        return send("/_simulator/webhooks/replay", "application/json", "{\"events\":\"all\",\"freshIds\":true}")
                .path("sent")
                .asInt();
    }

    private JsonNode send(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stripe.address() + path))
                .header("Authorization", "Bearer " + stripe.apiKey())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
