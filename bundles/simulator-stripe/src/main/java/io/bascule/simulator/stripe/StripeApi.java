/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Execution;
import io.bascule.simulator.kit.FaultRule;
import io.bascule.simulator.kit.Imitation;
import io.bascule.simulator.kit.Journal;
import io.bascule.simulator.kit.Request;
import io.bascule.simulator.kit.Response;
import io.bascule.simulator.kit.Router;
import io.bascule.simulator.kit.SimulatorClock;
import io.bascule.simulator.kit.WebhookSender;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Stripe's API as seen from the wire: keys, idempotency, errors, headers. Thread-safe. */
final class StripeApi implements Imitation {
    private final StripeState state;
    private final StripeWebhooks webhooks;
    private final SimulatorClock clock;
    private final Ids ids;
    private final LiveSettings settings;
    private final Router<Operation> routes;
    private final AtomicLong replays = new AtomicLong();

    StripeApi(
            StripeState state,
            StripeWebhooks webhooks,
            SimulatorClock clock,
            Ids ids,
            LiveSettings settings,
            StripeOperations operations) {
        this.state = state;
        this.webhooks = webhooks;
        this.clock = clock;
        this.ids = ids;
        this.settings = settings;
        this.routes = operations.routes();
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Response answer(Request request, Execution execution) {
        String requestId = newRequestId();
        Response response;
        try {
            authenticate(request);
            response = perform(call(request, requestId), execution);
        } catch (StripeError refused) {
            response = refused.response(requestId);
        }
        return decorate(response, request, requestId);
    }

    @Override
    public Response refuse(Request request, int status, FaultRule fault) {
        String requestId = newRequestId();
        StripeError error = StripeError.ofStatus(status);
        if (fault.stored() && status >= 500) {
            store(request, status, error, requestId);
        }
        Response response = decorate(error.response(requestId), request, requestId);
        return fault.duration() == null
                ? response
                : response.with(
                        "Retry-After",
                        String.valueOf(Math.max(1, fault.duration().toSeconds())));
    }

    private void store(Request request, int status, StripeError error, String requestId) {
        try {
            authenticate(request);
            Call call = call(request, requestId);
            if (call.key() != null) {
                state.storeFailure(call.write(), call.key(), status, error.body(requestId));
            }
        } catch (StripeError neverExecuted) {
            // What would not have been executed is not stored either.
        }
    }

    private Call call(Request request, String requestId) {
        Router.Match<Operation> match = routes.find(request.method(), request.path())
                .orElseThrow(() -> StripeError.unknownUrl(request.method(), request.path()));
        return Call.of(request, match, requestId, settings.get().idempotentReplay());
    }

    private Response perform(Call call, Execution execution) {
        String key = call.key();
        if (key == null) {
            execution.begin();
            return Response.json(200, call.match().handler().perform(call));
        }
        Optional<IdempotencyKeys.StoredAnswer> stored =
                state.keys().begin(key, call.request().path(), call.fingerprint(), clock.instant());
        if (stored.isPresent()) {
            replays.incrementAndGet();
            return Response.json(stored.get().status(), stored.get().body())
                    .with("Idempotent-Replayed", "true")
                    .with("Original-Request", stored.get().requestId());
        }
        try {
            execution.begin();
            return Response.json(200, call.match().handler().perform(call));
        } finally {
            state.keys().end(key);
        }
    }

    private void authenticate(Request request) {
        String header = request.header("Authorization").orElse("");
        String scheme = header.contains(" ") ? header.substring(0, header.indexOf(' ')) : "";
        String credentials =
                header.substring(Math.min(header.length(), scheme.length() + 1)).strip();
        String key = switch (scheme.toLowerCase(Locale.ROOT)) {
            case "bearer" -> credentials;
            case "basic" -> userOf(credentials);
            default -> "";
        };
        if (key.isEmpty()) {
            throw StripeError.unauthorized("You did not provide an API key. You need to provide your API key in the"
                    + " Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        }
        if (!key.equals(settings.get().apiKey())) {
            String shown = key.length() > 12 ? key.substring(0, 8) + "****" + key.substring(key.length() - 4) : "****";
            throw StripeError.unauthorized("Invalid API Key provided: " + shown);
        }
    }

    private static String userOf(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private Response decorate(Response response, Request request, String requestId) {
        Response decorated = response.with("Request-Id", requestId)
                .with(
                        "Stripe-Version",
                        request.header("Stripe-Version").orElse(settings.get().apiVersion()));
        Optional<String> key = request.header("Idempotency-Key");
        return key.isPresent() ? decorated.with("Idempotency-Key", key.get()) : decorated;
    }

    private String newRequestId() {
        return ids.next("req_", 14);
    }

    @Override
    public ObjectNode counts() {
        ObjectNode counts = state.counts();
        counts.put("replays", replays.get());
        return counts;
    }

    @Override
    public ObjectNode settings() {
        return settings.get().json();
    }

    @Override
    public void change(ObjectNode changes) {
        settings.change(changes);
    }

    @Override
    public ObjectNode replayWebhooks(ObjectNode wanted) {
        return webhooks.replay(wanted);
    }

    @Override
    public Optional<WebhookSender> webhooks() {
        return Optional.of(webhooks.sender());
    }

    @Override
    public Journal journal() {
        return state.journal();
    }
}
