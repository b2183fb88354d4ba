/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Faults;
import io.bascule.simulator.kit.Json;
import io.bascule.simulator.kit.Router;
import io.bascule.simulator.kit.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What can be done with objects of any type: create, retrieve, update, delete, list, search. Thread-safe. */
final class ObjectOperations {
    private static final int USUAL_LIMIT = 10;

    private final StripeState state;
    private final Writes writes;
    private final SimulatorClock clock;
    private final Faults faults;
    private final Supplier<StripeSettings> settings;

    ObjectOperations(
            StripeState state, Writes writes, SimulatorClock clock, Faults faults, Supplier<StripeSettings> settings) {
        this.state = state;
        this.writes = writes;
        this.clock = clock;
        this.faults = faults;
        this.settings = settings;
    }

    /** The paths of a type whose writes have nothing special. */
    void addRoutes(Router<Operation> routes, ResourceType type) {
        addReads(routes, type);
        String one = type.path() + "/{id}";
        routes.add("POST", type.path(), call -> create(type, call)).add("POST", one, call -> update(type, call));
        if (type.canBeDeleted()) {
            routes.add("DELETE", one, call -> delete(type, call));
        }
    }

    /** The paths that only read. */
    void addReads(Router<Operation> routes, ResourceType type) {
        if (!type.searchFields().isEmpty()) {
            routes.add("GET", type.path() + "/search", call -> search(type, call));
        }
        routes.add("GET", type.path(), call -> list(type, call))
                .add("GET", type.path() + "/{id}", call -> retrieve(type, call));
    }

    private ObjectNode create(ResourceType type, Call call) {
        ObjectNode parameters = type.creation().read(call.raw());
        JsonNode id = parameters.get("id");
        return writes.perform(call, staging -> staging.create(type, parameters, id == null ? null : id.textValue()));
    }

    private ObjectNode update(ResourceType type, Call call) {
        ObjectNode parameters = type.updating().read(call.raw());
        return type.shown(writes.perform(call, staging -> staging.update(type, call.id(), parameters)));
    }

    private ObjectNode delete(ResourceType type, Call call) {
        new Parameters().read(call.raw());
        return writes.perform(call, staging -> staging.delete(type, call.id()));
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
        return Listing.page(
                type.path(),
                read,
                type.indexed()
                        .filter(filters::has)
                        .map(field -> store.byOrder(
                                SearchTerms.of(field, null, filters.path(field).asText())))
                        .orElseGet(store::byOrder),
                (id, parameter) -> store.find(id)
                        .orElseThrow(() -> StripeError.noSuchReference(type.name(), id, parameter))
                        .order(),
                row -> ParameterTypes.inRange(
                                read.get("created"),
                                row.current().path(type.createdField()).asLong())
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
            data.add(type.shown(found.get(index)));
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
}
