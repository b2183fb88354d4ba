/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The door for tests and people, under {@code /_simulator}: state, scenario, clock, journal, webhooks. */
final class ControlApi {
    private static final int MAX_JOURNAL_PAGE = 10_000;

    private final Imitation imitation;
    private final SimulatorClock clock;
    private final Faults faults;
    private final Supplier<Map<String, Long>> answered;
    private final Router<Function<Request, JsonNode>> routes = new Router<>();

    ControlApi(Imitation imitation, SimulatorClock clock, Faults faults, Supplier<Map<String, Long>> answered) {
        this.imitation = imitation;
        this.clock = clock;
        this.faults = faults;
        this.answered = answered;
        routes.add("GET", "/_simulator", request -> state())
                .add("GET", "/_simulator/", request -> state())
                .add("GET", "/_simulator/state", request -> state())
                .add("GET", "/_simulator/counts", request -> counts())
                .add("GET", "/_simulator/scenario", request -> faults.scenario().source())
                .add("PUT", "/_simulator/scenario", this::putScenario)
                .add("GET", "/_simulator/faults", request -> faultsState())
                .add("POST", "/_simulator/faults/reset", this::resetFaults)
                .add("GET", "/_simulator/clock", request -> clock.state())
                .add("POST", "/_simulator/clock", this::moveClock)
                .add("GET", "/_simulator/settings", request -> imitation.settings())
                .add("PUT", "/_simulator/settings", this::putSettings)
                .add("GET", "/_simulator/journal", this::journal)
                .add("GET", "/_simulator/webhooks", request -> webhooks())
                .add("POST", "/_simulator/webhooks/replay", request -> imitation.replayWebhooks(body(request)));
    }

    Response answer(Request request) {
        var route = routes.find(request.method(), request.path());
        if (route.isEmpty()) {
            return problem(404, "There is no " + request + " in the control API; see the simulator's README");
        }
        try {
            return Response.prettyJson(200, route.get().handler().apply(request));
        } catch (IllegalArgumentException refused) {
            return problem(400, String.valueOf(refused.getMessage()));
        }
    }

    private ObjectNode state() {
        ObjectNode state = Json.object();
        state.put("simulator", imitation.name());
        state.set("clock", clock.state());
        state.set("settings", imitation.settings());
        state.setAll(counts());
        state.set("rules", faults.rulesState());
        return state;
    }

    private ObjectNode counts() {
        ObjectNode counts = Json.object();
        counts.setAll(imitation.counts());
        ObjectNode requests = counts.putObject("requests");
        answered.get().forEach(requests::put);
        counts.set("faults", faults.countsState());
        imitation.webhooks().ifPresent(sender -> {
            ObjectNode webhooks = sender.state();
            webhooks.remove("unsettled");
            counts.set("webhooks", webhooks);
        });
        counts.put("journal", imitation.journal().last());
        return counts;
    }

    private ObjectNode faultsState() {
        ObjectNode state = Json.object();
        state.set("counts", faults.countsState());
        state.set("rules", faults.rulesState());
        return state;
    }

    private JsonNode putScenario(Request request) {
        faults.replace(Scenario.read(body(request), "scenario"));
        return faultsState();
    }

    private JsonNode resetFaults(Request request) {
        faults.reset();
        if ("true".equals(query(request).get("counts"))) {
            faults.resetCounts();
        }
        return faultsState();
    }

    private JsonNode moveClock(Request request) {
        ObjectNode wish = body(request);
        refuseUnknown(wish, Set.of("advance", "set", "frozen"));
        // Frozen first: then the instant that is set is exactly the one that is shown.
        if (wish.path("frozen").isBoolean()) {
            if (wish.path("frozen").booleanValue()) {
                clock.freeze();
            } else {
                clock.resume();
            }
        }
        if (wish.has("set")) {
            clock.set(instant(wish.path("set").asText()));
        }
        if (wish.has("advance")) {
            clock.advance(Durations.parse(wish.path("advance").asText(), "advance"));
        }
        return clock.state();
    }

    private JsonNode putSettings(Request request) {
        ObjectNode changes = body(request);
        Set<String> known = new TreeSet<>();
        imitation.settings().fieldNames().forEachRemaining(known::add);
        refuseUnknown(changes, known);
        imitation.change(changes);
        return imitation.settings();
    }

    private JsonNode journal(Request request) {
        Map<String, String> query = query(request);
        long after = number(query, "after", 0);
        int limit = (int) Math.min(MAX_JOURNAL_PAGE, number(query, "limit", 1000));
        ObjectNode page = Json.object();
        ArrayNode entries = page.putArray("entries");
        imitation
                .journal()
                .read(
                        after,
                        limit,
                        entry -> fits(entry, query, "kind") && fits(entry, query, "type") && fits(entry, query, "id"))
                .forEach(entries::add);
        page.put("last", imitation.journal().last());
        page.put("more", entries.size() >= limit);
        return page;
    }

    private JsonNode webhooks() {
        return imitation.webhooks().map(WebhookSender::state).orElseGet(Json::object);
    }

    private static boolean fits(ObjectNode entry, Map<String, String> query, String key) {
        String wanted = query.get(key);
        return wanted == null || wanted.equals(entry.path(key).asText());
    }

    private static long number(Map<String, String> query, String key, long absent) {
        String text = query.get(key);
        if (text == null) {
            return absent;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException unreadable) {
            throw new IllegalArgumentException(
                    "'" + key + "' must be a whole number, found '" + text + "'", unreadable);
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "'set' must be an instant like 2026-01-31T12:00:00Z, found '" + text + "'", unreadable);
        }
    }

    private static Map<String, String> query(Request request) {
        Map<String, String> values = new HashMap<>();
        for (FormData.Field field : FormData.fields(request.query())) {
            values.put(field.name(), field.value());
        }
        return values;
    }

    private static ObjectNode body(Request request) {
        return request.body().length == 0 ? Json.object() : Json.parseObject(request.body(), "body");
    }

    private static void refuseUnknown(ObjectNode tree, Set<String> known) {
        for (Iterator<String> names = tree.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException("Unknown key '" + name + "'; expected one of " + known);
            }
        }
    }

    private static Response problem(int status, String detail) {
        return Response.prettyJson(status, Json.object().put("status", status).put("detail", detail));
    }
}
