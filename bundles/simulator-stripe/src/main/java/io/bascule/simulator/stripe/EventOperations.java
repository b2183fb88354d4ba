/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.EventTypes;
import io.bascule.simulator.kit.Router;
import io.bascule.simulator.kit.SimulatorClock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reading events. Thread-safe. */
final class EventOperations {
    private final StripeState state;
    private final StripeWebhooks webhooks;
    private final SimulatorClock clock;
    private final Supplier<StripeSettings> settings;

    EventOperations(
            StripeState state, StripeWebhooks webhooks, SimulatorClock clock, Supplier<StripeSettings> settings) {
        this.state = state;
        this.webhooks = webhooks;
        this.clock = clock;
        this.settings = settings;
    }

    void addRoutes(Router<Operation> routes) {
        routes.add("GET", "/v1/events", this::listEvents).add("GET", "/v1/events/{id}", this::retrieveEvent);
    }

    private ObjectNode listEvents(Call call) {
        ObjectNode read = Listing.parameters(new Parameters()
                        .optional("delivery_success", ParameterTypes.flag())
                        .optional("type", ParameterTypes.text(200))
                        .optional("types", ParameterTypes.list(ParameterTypes.text(200), 20)))
                .read(call.raw());
        if (read.has("type") && read.has("types")) {
            throw StripeError.invalid(
                    "types", "parameters_exclusive", "You may only specify one of these parameters: type, types.");
        }
        Instant now = clock.instant();
        return Listing.page(
                "/v1/events",
                read,
                state.events().byOrder(),
                (id, parameter) -> state.events()
                        .find(id, now)
                        .orElseThrow(() -> StripeError.noSuchReference("event", id, parameter))
                        .order(),
                event -> EventLog.isKept(event, now)
                        && ParameterTypes.inRange(
                                read.get("created"), event.happened().getEpochSecond())
                        && isOfWantedType(event, read)
                        && hasWantedDelivery(event, read.get("delivery_success")),
                this::shown);
    }

    private boolean hasWantedDelivery(StripeEvent event, @Nullable JsonNode delivered) {
        return delivered == null || delivered.booleanValue() == (webhooks.pending(event) == 0);
    }

    private static boolean isOfWantedType(StripeEvent event, ObjectNode read) {
        if (read.has("type")) {
            return EventTypes.matches(read.get("type").textValue(), event.type());
        }
        if (!read.has("types")) {
            return true;
        }
        for (JsonNode type : read.get("types")) {
            if (EventTypes.matches(type.textValue(), event.type())) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode retrieveEvent(Call call) {
        new Parameters().notImitated("expand").read(call.raw());
        return state.events()
                .find(call.id(), clock.instant())
                .map(this::shown)
                .orElseThrow(() -> StripeError.noSuchObject("event", call.id()));
    }

    private ObjectNode shown(StripeEvent event) {
        return event.json(event.id(), settings.get().apiVersion(), webhooks.pending(event));
    }
}
