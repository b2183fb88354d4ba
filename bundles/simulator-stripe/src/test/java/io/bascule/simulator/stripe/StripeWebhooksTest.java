/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.WebhookEndpoint;
import com.stripe.net.Webhook;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import io.bascule.simulator.kit.Answer;
import io.bascule.simulator.kit.FaultKind;
import io.bascule.simulator.kit.HttpListener;
import io.bascule.simulator.kit.Request;
import io.bascule.simulator.kit.Response;
import io.bascule.simulator.kit.RetrySchedule;
import io.bascule.simulator.kit.Scenario;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Webhooks as they arrive at a server of the test's own. */
final class StripeWebhooksTest {
    @TempDir
    Path folder;

    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final HttpListener receiver = HttpListener.start(0, this::receive, Executors.defaultThreadFactory());
    private final StripeSimulator simulator = StripeSimulator.builder().start();
    private final StripeClient client = client(simulator);
    private final Wire wire = new Wire(simulator.address(), simulator.apiKey());

    @AfterEach
    void stop() {
        simulator.close();
        receiver.close();
    }

    @Test
    void arriveSignedSoThatStripesLibraryAcceptsThem() throws Exception {
        WebhookEndpoint endpoint = register(WebhookEndpointCreateParams.EnabledEvent.CUSTOMER__CREATED);
        Customer ada = create(client, "Ada");
        awaitReceived(1);

        Request hook = received.get(0);
        String signature = hook.header("Stripe-Signature").orElseThrow();
        Event event = Webhook.constructEvent(hook.text(), signature, endpoint.getSecret());
        assertThat(event.getType()).isEqualTo("customer.created");
        assertThat(((Customer) event.getDataObjectDeserializer().getObject().orElseThrow()).getId())
                .isEqualTo(ada.getId());
        assertThatThrownBy(() -> Webhook.constructEvent(hook.text(), signature, "whsec_other"))
                .isInstanceOf(SignatureVerificationException.class);

        client.v1().customers().delete(ada.getId());
        await().untilAsserted(() -> assertThat(simulator.pendingWebhooks()).isZero());
        assertThat(received).as("only the wanted types").hasSize(1);
        assertThat(client.v1().webhookEndpoints().retrieve(endpoint.getId()).getSecret())
                .isNull();
        client.v1().webhookEndpoints().delete(endpoint.getId());
        create(client, "Bob");
        assertThat(client.v1().webhookEndpoints().list().getData()).isEmpty();
        assertThat(simulator.pendingWebhooks()).isZero();
    }

    @Test
    void areTriedAgainUntilAccepted() throws Exception {
        register(WebhookEndpointCreateParams.EnabledEvent.ALL);
        status.set(503);
        create(client, "Ada");
        awaitReceived(1);
        Event event = client.v1().events().list().getData().get(0);
        assertThat(event.getPendingWebhooks()).isEqualTo(1);

        status.set(200);
        // The first failure may still be on its way back, so the clock goes on until the retry has come.
        await().untilAsserted(() -> {
            simulator.clock().advance(Duration.ofSeconds(5));
            assertThat(simulator.pendingWebhooks()).isZero();
        });
        assertThat(received).hasSize(2);
        assertThat(received.get(1).text()).contains(event.getId());
        assertThat(client.v1().events().retrieve(event.getId()).getPendingWebhooks())
                .isZero();
    }

    @Test
    void areTriedAgainAsSoonAsAsked() throws Exception {
        status.set(503);
        try (StripeSimulator hasty = StripeSimulator.builder()
                .webhookRetries(RetrySchedule.threeDays(Duration.ofMillis(50)))
                .webhookEndpoint(receiver.address(), "whsec_fixed", "*")
                .start()) {
            create(client(hasty), "Ada");
            awaitReceived(2);
            status.set(200);

            await().untilAsserted(() -> assertThat(hasty.pendingWebhooks()).isZero());
        }
    }

    @Test
    void canBeReplayedUnderTheirOwnAndUnderFreshIds() throws Exception {
        register(WebhookEndpointCreateParams.EnabledEvent.ALL);
        create(client, "Ada");
        awaitReceived(1);
        String id = client.v1().events().list().getData().get(0).getId();

        HttpResponse<String> own = wire.post("/_simulator/webhooks/replay", "{\"events\":[\"" + id + "\"]}");
        awaitReceived(2);
        HttpResponse<String> fresh = wire.post("/_simulator/webhooks/replay", "{\"events\":\"all\",\"freshIds\":true}");
        awaitReceived(3);

        assertThat(Wire.json(own).path("sent").asInt()).isEqualTo(1);
        assertThat(Wire.json(fresh).path("sent").asInt()).isEqualTo(1);
        assertThat(received.get(1).text()).contains(id);
        assertThat(received.get(2).text()).doesNotContain(id).contains("customer.created");
        assertThat(wire.post("/_simulator/webhooks/replay", "{\"events\":[\"evt_none\"]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void areLostOnDemandAndCounted() throws Exception {
        register(WebhookEndpointCreateParams.EnabledEvent.ALL);
        simulator
                .faults()
                .replace(Scenario.parse(
                        "{\"faults\":[{\"fault\":\"webhookLost\",\"on\":\"customer.created\",\"first\":1}]}"));
        create(client, "Ada");
        create(client, "Bob");
        awaitReceived(1);

        assertThat(received.get(0).text()).contains("Bob");
        assertThat(simulator.faults().count(FaultKind.WEBHOOK_LOST)).isEqualTo(1);
        assertThat(simulator.pendingWebhooks()).isZero();
    }

    @Test
    void thatWereNotDeliveredGoOutAfterARestart() throws Exception {
        StripeSimulator.Builder builder =
                StripeSimulator.builder().dataFolder(folder).webhookEndpoint(receiver.address(), "whsec_fixed", "*");
        try (StripeSimulator first = builder.start()) {
            create(client(first), "delivered");
            await().untilAsserted(() -> assertThat(first.pendingWebhooks()).isZero());
            status.set(500);
            create(client(first), "undelivered");
            awaitReceived(2);
        }
        status.set(200);
        try (StripeSimulator second = builder.start()) {
            awaitReceived(3);
            await().untilAsserted(() -> assertThat(second.pendingWebhooks()).isZero());
            assertThat(received.get(2).text()).contains("undelivered");
            Webhook.constructEvent(
                    received.get(2).text(),
                    received.get(2).header("Stripe-Signature").orElseThrow(),
                    "whsec_fixed");
        }
        try (StripeSimulator third = builder.start()) {
            assertThat(third.pendingWebhooks()).isZero();
        }
        assertThat(received).hasSize(3);
    }

    private WebhookEndpoint register(WebhookEndpointCreateParams.EnabledEvent type) throws StripeException {
        return client.v1()
                .webhookEndpoints()
                .create(WebhookEndpointCreateParams.builder()
                        .setUrl(receiver.address() + "/hooks")
                        .addEnabledEvent(type)
                        .build());
    }

    private void awaitReceived(int count) {
        await().untilAsserted(() -> assertThat(received).hasSize(count));
    }

    private Answer receive(Request request) {
        // Read first: a test changes the status as soon as it sees the request.
        int answered = status.get();
        received.add(request);
        return new Answer.Whole(Response.text(answered, "text/plain", ""));
    }

    private static Customer create(StripeClient client, String name) throws StripeException {
        return client.v1()
                .customers()
                .create(CustomerCreateParams.builder().setName(name).build());
    }

    private static StripeClient client(StripeSimulator simulator) {
        return StripeClient.builder()
                .setApiKey(simulator.apiKey())
                .setApiBase(simulator.address().toString())
                .build();
    }
}
