/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks: signed HTTP POSTs, at least once, in no promised order, at most {@value #MAX_IN_FLIGHT} at a time. A
 * failed one is tried again with growing delays of the simulator's clock. Thread-safe; {@link #send} does not block.
 */
public final class WebhookSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final int MAX_IN_FLIGHT = 16;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private final SimulatorClock clock;
    private final Alarms alarms;
    private final Faults faults;
    private final WebhookSigner signer;
    private final RetrySchedule retries;
    private final Predicate<WebhookEndpoint> stillWanted;
    private final Settled settled;
    private final Executor threads;
    private final HttpClient client;
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private final Map<String, Delivery> unsettled = new LinkedHashMap<>();
    private final Map<WebhookOutcome, Long> outcomes = new EnumMap<>(WebhookOutcome.class);
    private int inFlight;
    private long attempts;
    private long failures;
    private boolean closed;

    /**
     * @param threads runs the HTTP client; remains the caller's to shut down
     * @param stillWanted asked before each attempt: does the endpoint still exist?
     * @param settled told how each delivery ended, on any thread
     */
    public WebhookSender(
            SimulatorClock clock,
            Alarms alarms,
            Faults faults,
            WebhookSigner signer,
            RetrySchedule retries,
            Predicate<WebhookEndpoint> stillWanted,
            Settled settled,
            Executor threads) {
        this.clock = clock;
        this.alarms = alarms;
        this.faults = faults;
        this.signer = signer;
        this.retries = retries;
        this.stillWanted = stillWanted;
        this.settled = settled;
        this.threads = threads;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(threads)
                .build();
    }

    /** Takes a message on its way; the scenario may lose it, double it or hold it back. */
    public void send(WebhookMessage message, WebhookEndpoint endpoint) {
        Delivery delivery = new Delivery(message, endpoint);
        synchronized (this) {
            unsettled.put(delivery.key(), delivery);
        }
        Optional<FaultRule> fault = faults.forWebhook(message.eventType());
        FaultKind kind = fault.map(FaultRule::kind).orElse(null);
        if (kind == FaultKind.WEBHOOK_LOST) {
            settle(delivery, WebhookOutcome.LOST);
        } else if (kind == FaultKind.WEBHOOK_LATE) {
            Duration delay = fault.orElseThrow().requiredDuration();
            alarms.at(clock.instant().plus(delay), () -> enqueue(delivery));
        } else {
            enqueue(delivery);
            if (kind == FaultKind.WEBHOOK_DOUBLED) {
                enqueue(delivery);
            }
        }
    }

    /** True while the event has not been settled for this endpoint. */
    public synchronized boolean isPending(String eventId, String endpointId) {
        return unsettled.containsKey(key(eventId, endpointId));
    }

    /** How many deliveries are not settled: waiting, in flight or to be tried again. */
    public synchronized int pending() {
        return unsettled.size();
    }

    /** Counts and what is on its way, as JSON. */
    public synchronized ObjectNode state() {
        ObjectNode state = Json.object();
        state.put("pending", unsettled.size());
        state.put("attempts", attempts);
        state.put("failedAttempts", failures);
        for (WebhookOutcome outcome : WebhookOutcome.values()) {
            state.put(outcome.name().toLowerCase(Locale.ROOT), outcomes.getOrDefault(outcome, 0L));
        }
        var list = state.putArray("unsettled");
        unsettled.values().stream()
                .limit(100)
                .forEach(delivery -> list.addObject()
                        .put("event", delivery.message.eventId())
                        .put("type", delivery.message.eventType())
                        .put("endpoint", delivery.endpoint.id())
                        .put("failures", delivery.failures)
                        .put("lastError", delivery.lastError));
        return state;
    }

    private void enqueue(Delivery delivery) {
        synchronized (this) {
            ready.add(delivery);
        }
        pump();
    }

    private void pump() {
        while (true) {
            Delivery next;
            synchronized (this) {
                if (closed || inFlight >= MAX_IN_FLIGHT || ready.isEmpty()) {
                    return;
                }
                next = ready.remove();
                inFlight++;
                attempts++;
            }
            attempt(next);
        }
    }

    private void attempt(Delivery delivery) {
        if (!stillWanted.test(delivery.endpoint)) {
            landed();
            settle(delivery, WebhookOutcome.ABANDONED);
            return;
        }
        HttpRequest request;
        try {
            request = request(delivery);
        } catch (IllegalArgumentException unsendable) {
            landed();
            failed(delivery, String.valueOf(unsendable.getMessage()));
            return;
        }
        CompletableFuture<?> unused = client.sendAsync(request, BodyHandlers.discarding())
                .handleAsync((answer, error) -> landed(delivery, answer, error), threads)
                .exceptionally(bug -> {
                    log.error("The end of webhook {} could not be handled", delivery.message.eventId(), bug);
                    return null;
                });
    }

    private @Nullable Void landed(Delivery delivery, @Nullable HttpResponse<Void> answer, @Nullable Throwable error) {
        landed();
        if (answer == null) {
            failed(delivery, String.valueOf(error));
        } else if (answer.statusCode() / 100 == 2) {
            settle(delivery, WebhookOutcome.DELIVERED);
        } else {
            failed(delivery, "status " + answer.statusCode());
        }
        pump();
        return null;
    }

    private HttpRequest request(Delivery delivery) {
        byte[] body = delivery.message.body().get();
        HttpRequest.Builder builder = HttpRequest.newBuilder(delivery.endpoint.url())
                .timeout(ANSWER_LIMIT)
                .POST(BodyPublishers.ofByteArray(body));
        signer.headers(body, delivery.endpoint, clock.instant()).forEach(builder::header);
        return builder.build();
    }

    private synchronized void landed() {
        inFlight--;
    }

    private void failed(Delivery delivery, String reason) {
        Instant next;
        synchronized (this) {
            failures++;
            delivery.failures++;
            delivery.lastError = reason;
            next = clock.instant().plus(retries.delayAfter(delivery.failures));
            if (closed || !unsettled.containsKey(delivery.key())) {
                return;
            }
        }
        log.debug("Webhook {} to {} failed: {}", delivery.message.eventId(), delivery.endpoint, reason);
        if (next.isAfter(delivery.message.happened().plus(retries.giveUpAfter()))) {
            log.info("Webhook {} to {} is given up: {}", delivery.message.eventId(), delivery.endpoint, reason);
            settle(delivery, WebhookOutcome.ABANDONED);
        } else {
            alarms.at(next, () -> enqueue(delivery));
        }
    }

    private void settle(Delivery delivery, WebhookOutcome outcome) {
        synchronized (this) {
            if (closed || unsettled.remove(delivery.key()) == null) {
                return;
            }
            outcomes.merge(outcome, 1L, Long::sum);
        }
        settled.settled(delivery.message, delivery.endpoint, outcome);
    }

    /** Starts no more attempts; what is not settled stays so. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        ready.clear();
    }

    private static String key(String eventId, String endpointId) {
        return eventId + " " + endpointId;
    }

    /** Told how a delivery ended. */
    @FunctionalInterface
    public interface Settled {
        /** Called once for each delivery. */
        void settled(WebhookMessage message, WebhookEndpoint endpoint, WebhookOutcome outcome);
    }

    /** One message to one endpoint with its failures so far; guarded by the sender. */
    private static final class Delivery {
        private final WebhookMessage message;
        private final WebhookEndpoint endpoint;
        private int failures;
        private @Nullable String lastError;

        private Delivery(WebhookMessage message, WebhookEndpoint endpoint) {
            this.message = message;
            this.endpoint = endpoint;
        }

        private String key() {
            return WebhookSender.key(message.eventId(), endpoint.id());
        }
    }
}
