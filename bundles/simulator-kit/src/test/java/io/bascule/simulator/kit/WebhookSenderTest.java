/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class WebhookSenderTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private final SimulatorClock clock = SimulatorClock.frozenAt(START);
    private final Faults faults = new Faults(clock, Scenario.none());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Alarms alarms = new Alarms(clock, timer);
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final List<WebhookOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicBoolean wanted = new AtomicBoolean(true);
    private final HttpListener receiver = HttpListener.start(0, this::receive, Executors.defaultThreadFactory());
    private final WebhookEndpoint endpoint =
            new WebhookEndpoint("we_1", URI.create(receiver.address() + "/hooks"), "whsec_x", List.of("customer.*"));
    private final WebhookSender sender = new WebhookSender(
            clock,
            alarms,
            faults,
            (body, to, now) -> Map.of("Content-Type", "application/json", "Signature", to.secret() + body.length),
            RetrySchedule.threeDays(),
            to -> wanted.get(),
            (message, to, outcome) -> outcomes.add(outcome),
            threads);

    @AfterEach
    void stop() {
        sender.close();
        alarms.close();
        receiver.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void postsTheSignedBody() {
        send("evt_1");

        await().untilAsserted(() -> assertThat(outcomes).containsExactly(WebhookOutcome.DELIVERED));
        Request request = received.get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /hooks");
        assertThat(request.text()).isEqualTo("body of evt_1");
        assertThat(request.header("signature")).contains("whsec_x13");
        assertThat(sender.pending()).isZero();
    }

    @Test
    void triesAgainWithGrowingDelaysUntilItIsAccepted() {
        status.set(503);
        send("evt_1");
        awaitReceived(1);

        clock.advance(Duration.ofSeconds(5));
        awaitReceived(2);
        clock.advance(Duration.ofSeconds(14));
        awaitFailures(2);
        assertThat(received).hasSize(2);
        status.set(200);
        clock.advance(Duration.ofSeconds(1));

        await().untilAsserted(() -> assertThat(outcomes).containsExactly(WebhookOutcome.DELIVERED));
        assertThat(received).hasSize(3);
    }

    @Test
    void givesUpAfterThreeDays() {
        status.set(500);
        send("evt_1");
        awaitFailures(1);

        clock.advance(Duration.ofDays(4));

        await().untilAsserted(() -> assertThat(outcomes).containsExactly(WebhookOutcome.ABANDONED));
    }

    @Test
    void givesUpWhenItsEndpointIsGone() {
        wanted.set(false);
        send("evt_1");

        await().untilAsserted(() -> assertThat(outcomes).containsExactly(WebhookOutcome.ABANDONED));
        assertThat(received).isEmpty();
    }

    @Test
    void losesDoublesAndDelaysOnDemand() {
        faults.replace(Scenario.parse("{\"faults\":[{\"fault\":\"webhookLost\",\"first\":1},"
                + "{\"fault\":\"webhookDoubled\",\"first\":1},{\"fault\":\"webhookLate\",\"delay\":\"1h\"}]}"));

        send("evt_1");
        await().untilAsserted(() -> assertThat(outcomes).containsExactly(WebhookOutcome.LOST));
        send("evt_2");
        awaitReceived(2);
        send("evt_3");
        clock.advance(Duration.ofMinutes(59));
        assertThat(sender.isPending("evt_3", "we_1")).isTrue();
        assertThat(received).hasSize(2);
        clock.advance(Duration.ofMinutes(1));
        awaitReceived(3);
        assertThat(received)
                .extracting(Request::text)
                .containsExactly("body of evt_2", "body of evt_2", "body of evt_3");
    }

    private void send(String id) {
        byte[] body = ("body of " + id).getBytes(StandardCharsets.UTF_8);
        sender.send(new WebhookMessage(id, "customer.created", clock.instant(), () -> body), endpoint);
    }

    private void awaitReceived(int count) {
        await().untilAsserted(() -> assertThat(received).hasSize(count));
        if (status.get() != 200) {
            awaitFailures(count);
        }
    }

    private void awaitFailures(int count) {
        await().untilAsserted(() ->
                assertThat(sender.state().path("failedAttempts").asInt()).isEqualTo(count));
    }

    private Answer receive(Request request) {
        received.add(request);
        return new Answer.Whole(Response.text(status.get(), "text/plain", "ok"));
    }
}
