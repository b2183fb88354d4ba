/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.EventTypes;
import io.bascule.simulator.kit.Faults;
import io.bascule.simulator.kit.Json;
import io.bascule.simulator.kit.Router;
import io.bascule.simulator.kit.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of the API, and the paths that lead to them. Thread-safe. */
final class StripeOperations {
    private static final int USUAL_LIMIT = 10;

    private final StripeState state;
    private final StripeWebhooks webhooks;
    private final SimulatorClock clock;
    private final Faults faults;
    private final Supplier<StripeSettings> settings;

    StripeOperations(
            StripeState state,
            StripeWebhooks webhooks,
            SimulatorClock clock,
            Faults faults,
            Supplier<StripeSettings> settings) {
        this.state = state;
        this.webhooks = webhooks;
        this.clock = clock;
        this.faults = faults;
        this.settings = settings;
    }

    Router<Operation> routes(List<ResourceType> types) {
        Router<Operation> routes = new Router<>();
        for (ResourceType type : types) {
            String one = type.path() + "/{id}";
            if (!type.searchFields().isEmpty()) {
                routes.add("GET", type.path() + "/search", call -> search(type, call));
            }
            routes.add("POST", type.path(), call -> create(type, call))
                    .add("GET", type.path(), call -> list(type, call))
                    .add("GET", one, call -> retrieve(type, call))
                    .add("POST", one, call -> update(type, call))
                    .add("DELETE", one, call -> delete(type, call));
        }
        return routes.add("GET", "/v1/events", this::listEvents)
                .add("GET", "/v1/events/{id}", this::retrieveEvent)
                .add("GET", "/v1/account", call -> StripeAccount.account())
                .add("GET", "/v1/balance", call -> StripeAccount.balance());
    }

    private ObjectNode create(ResourceType type, Call call) {
        ObjectNode parameters = type.creation().read(call.raw());
        JsonNode id = parameters.get("id");
        return announced(state.create(call.write(), type, parameters, id == null ? null : id.textValue()));
    }

    private ObjectNode update(ResourceType type, Call call) {
        return type.shown(announced(
                state.update(call.write(), type, call.id(), type.updating().read(call.raw()))));
    }

    private ObjectNode delete(ResourceType type, Call call) {
        new Parameters().read(call.raw());
        return announced(state.delete(call.write(), type, call.id()));
    }

    private ObjectNode announced(StripeState.Done done) {
        done.event().ifPresent(webhooks::send);
        return done.object();
    }

    private ObjectNode retrieve(ResourceType type, Call call) {
        new Parameters().notImitated("expand").read(call.raw());
        return state.store(type)
                .find(call.id())
                .map(row -> row.deleted() ? row.current() : type.shown(row.current()))
                .orElseThrow(() -> StripeError.noSuchObject(type.name(), call.id()));
    }

    private ObjectNode list(ResourceType type, Call call) {
        ObjectNode read = Listing.parameters(type.filters()).read(call.raw());
        ObjectNode filters = read.deepCopy();
        filters.remove(List.of("limit", "starting_after", "ending_before", "created"));
        ObjectStore store = state.store(type);
        JsonNode email = filters.get("email");
        return Listing.page(
                type.path(),
                read,
                email == null ? store.byOrder() : store.byOrder(SearchTerms.of("email", null, email.asText())),
                (id, parameter) -> store.find(id)
                        .orElseThrow(() -> StripeError.noSuchReference(type.name(), id, parameter))
                        .order(),
                row -> ParameterTypes.inRange(
                                read.get("created"),
                                row.current().path("created").asLong())
                        && type.passes(row.current(), filters),
                row -> type.shown(row.current()));
    }

    private ObjectNode search(ResourceType type, Call call) {
        ObjectNode read = new Parameters()
                .required("query", ParameterTypes.text(5000))
                .optional("limit", ParameterTypes.integer(1, 100))
                .optional("page", ParameterTypes.text(5000))
                .notImitated("expand")
                .read(call.raw());
        SearchQuery query = SearchParser.parse(read.path("query").textValue(), type.searchFields());
        Duration lag = faults.searchLag(
                call.request().method(), call.request().path(), settings.get().searchLag());
        Instant moment = clock.instant().minus(lag);
        ObjectStore store = state.store(type);
        List<ObjectNode> found =
                query.term().map(term -> store.asOf(moment, term)).orElseGet(() -> store.asOf(moment)).stream()
                        .filter(query::matches)
                        .toList();
        int from = pageStart(read.path("page").asText("0"));
        int until = Math.min(found.size(), from + read.path("limit").asInt(USUAL_LIMIT));
        ObjectNode result = Json.object().put("object", "search_result");
        ArrayNode data = result.putArray("data");
        for (int index = from; index < until; index++) {
            data.add(found.get(index));
        }
        result.put("has_more", until < found.size());
        result.put("next_page", until < found.size() ? String.valueOf(until) : null);
        result.put("url", type.path() + "/search");
        return result;
    }

    private static int pageStart(String page) {
        try {
            int start = Integer.parseInt(page);
            if (start >= 0) {
                return start;
            }
        } catch (NumberFormatException unreadable) {
            throw StripeError.invalid("page", null, "Invalid page: " + page + "; use next_page of the page before");
        }
        throw StripeError.invalid("page", null, "Invalid page: " + page + "; use next_page of the page before");
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
