/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Alarms;
import io.bascule.simulator.kit.Faults;
import io.bascule.simulator.kit.Json;
import io.bascule.simulator.kit.RetrySchedule;
import io.bascule.simulator.kit.SimulatorClock;
import io.bascule.simulator.kit.WebhookEndpoint;
import io.bascule.simulator.kit.WebhookMessage;
import io.bascule.simulator.kit.WebhookOutcome;
import io.bascule.simulator.kit.WebhookSender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Takes events to the endpoints that want them. Thread-safe. */
final class StripeWebhooks implements AutoCloseable {
    private final StripeState state;
    private final WebhookEndpointType endpointType;
    private final SimulatorClock clock;
    private final Ids ids;
    private final Supplier<String> apiVersion;
    private final RetrySchedule retries;
    private final WebhookSender sender;

    StripeWebhooks(
            StripeState state,
            WebhookEndpointType endpointType,
            SimulatorClock clock,
            Ids ids,
            Supplier<String> apiVersion,
            RetrySchedule retries,
            Faults faults,
            Alarms alarms,
            Executor threads) {
        this.state = state;
        this.endpointType = endpointType;
        this.clock = clock;
        this.ids = ids;
        this.apiVersion = apiVersion;
        this.retries = retries;
        this.sender = new WebhookSender(
                clock, alarms, faults, new StripeSignature(), retries, this::isWanted, this::settled, threads);
    }

    WebhookSender sender() {
        return sender;
    }

    /** Sends an event to all endpoints that want it. */
    void send(StripeEvent event) {
        for (ObjectNode endpoint : endpoints(event.type())) {
            send(event, event.id(), endpoint, event.happened());
        }
    }

    /** Sends again what a simulator that ended on the same data did not get delivered. */
    void resume() {
        Instant now = clock.instant();
        for (Memory.Undelivered undelivered : state.takeUndelivered()) {
            state.events()
                    .find(undelivered.eventId(), now)
                    .filter(event ->
                            event.happened().plus(retries.giveUpAfter()).isAfter(now))
                    .ifPresent(event -> state.store(endpointType)
                            .living(undelivered.endpointId())
                            .ifPresent(endpoint -> send(event, event.id(), endpoint, event.happened())));
        }
    }

    ObjectNode replay(ObjectNode wanted) {
        List<StripeEvent> chosen = chosen(wanted.path("events"));
        boolean freshIds = wanted.path("freshIds").asBoolean();
        int sent = 0;
        for (StripeEvent event : chosen) {
            for (ObjectNode endpoint : endpoints(event.type())) {
                send(event, freshIds ? ids.next("evt_1", 23) : event.id(), endpoint, clock.instant());
                sent++;
            }
        }
        return Json.object().put("events", chosen.size()).put("sent", sent);
    }

    int pending(StripeEvent event) {
        int pending = 0;
        for (ObjectStore.Row row : state.store(endpointType).byOrder().values()) {
            if (sender.isPending(event.id(), row.current().path("id").asText())) {
                pending++;
            }
        }
        return pending;
    }

    private List<StripeEvent> chosen(JsonNode wish) {
        Instant now = clock.instant();
        List<StripeEvent> chosen = new ArrayList<>();
        if (wish.asText().equals("all")) {
            state.events().byOrder().values().stream()
                    .filter(event -> EventLog.isKept(event, now))
                    .forEach(chosen::add);
            return chosen;
        }
        if (!wish.isArray()) {
            throw new IllegalArgumentException("'events' must be \"all\" or a list of event ids, found " + wish);
        }
        for (JsonNode id : wish) {
            chosen.add(state.events()
                    .find(id.asText(), now)
                    .orElseThrow(() -> new IllegalArgumentException("There is no event '" + id.asText() + "'")));
        }
        return chosen;
    }

    private List<ObjectNode> endpoints(String eventType) {
        List<ObjectNode> wanting = new ArrayList<>();
        for (ObjectStore.Row row : state.store(endpointType).byOrder().values()) {
            if (WebhookEndpointType.wants(row.current(), eventType)) {
                wanting.add(row.current());
            }
        }
        return wanting;
    }

    private void send(StripeEvent event, String shownId, ObjectNode endpoint, Instant since) {
        String version = endpoint.path("api_version").asText(apiVersion.get());
        sender.send(
                new WebhookMessage(
                        shownId,
                        event.type(),
                        since,
                        () -> Json.bytes(event.json(shownId, version, Math.max(1, pending(event))))),
                WebhookEndpointType.endpoint(endpoint));
    }

    private boolean isWanted(WebhookEndpoint endpoint) {
        return state.store(endpointType).living(endpoint.id()).isPresent();
    }

    private void settled(WebhookMessage message, WebhookEndpoint endpoint, WebhookOutcome outcome) {
        // A message under a fresh id is nobody's loss when the process ends.
        if (state.events().find(message.eventId(), clock.instant()).isPresent()) {
            state.settled(message.eventId(), endpoint.id(), outcome.name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
