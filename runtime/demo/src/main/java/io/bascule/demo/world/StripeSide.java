/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.bascule.demo.edit.EditableSide;
import io.bascule.demo.oracle.Edit.Outcome;
import io.bascule.demo.oracle.Side;
import io.bascule.demo.oracle.SideObject;
import io.bascule.demo.oracle.Subject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody who works in Stripe's own pages, and the doors of the imitation that tests have. Thread-safe. */
final class StripeSide implements EditableSide {
    /** How the idempotency keys of the demonstration's own writes begin; all others are Bascule's. */
    static final String OWN_KEY = "demo-user-";

    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int JOURNAL_PAGE = 5000;

    private final JsonHttp http;
    private final Waiting waiting;
    private final AtomicLong lastKey = new AtomicLong();

    StripeSide(JsonHttp http, Waiting waiting) {
        this.http = http;
        this.waiting = waiting;
    }

    @Override
    public Side side() {
        return Side.STRIPE;
    }

    @Override
    public Outcome update(String type, String objectId, String field, ValueChange change) {
        String place = String.valueOf(
                FieldMap.of(Side.STRIPE, type).orElseThrow().fields().get(field));
        JsonHttp.Reply found = http.get("/v1/customers/" + objectId);
        for (int attempt = 1; attempt < TRIES && !found.isOk(); attempt++) {
            pause();
            found = http.get("/v1/customers/" + objectId);
        }
        if (!found.isOk() || found.body().path("deleted").asBoolean()) {
            return Outcome.REFUSED;
        }
        String value = change.apply(FlatFields.text(at(found.body(), place)));
        return outcome(post("/v1/customers/" + objectId, form(Map.of(place, value))));
    }

    @Override
    public Created create(String type, SortedMap<String, String> fields) {
        Map<String, String> places =
                FieldMap.of(Side.STRIPE, type).orElseThrow().fields();
        Map<String, String> parameters = new TreeMap<>();
        fields.forEach((path, value) -> {
            String place = places.get(path);
            if (place != null) {
                parameters.put(place, value);
            }
        });
        JsonHttp.Reply reply = post("/v1/customers", form(parameters));
        return new Created(
                outcome(reply), reply.isOk() ? reply.body().path("id").textValue() : null);
    }

    /** Has events sent to an address, as an operator does in Stripe's dashboard; the answer is the signing secret. */
    String sendWebhooksTo(String url) {
        JsonHttp.Reply reply = post("/v1/webhook_endpoints", "url=" + encoded(url) + "&enabled_events%5B0%5D=*");
        if (!reply.isOk()) {
            throw new WorldFailure("The webhook endpoint could not be set up: " + reply.body());
        }
        return reply.body().path("secret").asText();
    }

    /** Sends a write, again under the same key if there is no clear answer. */
    private JsonHttp.Reply post(String path, String form) {
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Idempotency-Key",
                OWN_KEY + lastKey.incrementAndGet());
        JsonHttp.Reply reply = http.send("POST", path, form, headers);
        for (int attempt = 1; attempt < TRIES && isUnclear(reply); attempt++) {
            pause();
            reply = http.send("POST", path, form, headers);
        }
        return reply;
    }

    private static boolean isUnclear(JsonHttp.Reply reply) {
        return reply.status() <= 0 || reply.status() == 429 || reply.status() == 409 || reply.status() >= 500;
    }

    private static Outcome outcome(JsonHttp.Reply reply) {
        return reply.isOk() ? Outcome.ACKNOWLEDGED : isUnclear(reply) ? Outcome.UNKNOWN : Outcome.REFUSED;
    }

    private void pause() {
        try {
            waiting.pause(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<SideObject> readAll(String type) {
        Optional<FieldMap> map = FieldMap.of(Side.STRIPE, type);
        if (map.isEmpty()) {
            return List.of();
        }
        List<SideObject> objects = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = http.read("/v1/customers?limit=100" + after);
            for (JsonNode customer : page.path("data")) {
                SortedMap<String, String> fields = fields(map.get(), customer);
                Subject subject =
                        new Subject(type, fields.getOrDefault(map.get().key(), ""));
                objects.add(
                        new SideObject(Side.STRIPE, subject, customer.path("id").asText(), fields));
                after = "&starting_after=" + customer.path("id").asText();
            }
            if (!page.path("has_more").asBoolean()) {
                return objects;
            }
        }
    }

    /** What an object of Stripe's holds, by catalog path. */
    static SortedMap<String, String> fields(FieldMap map, JsonNode object) {
        SortedMap<String, String> fields = new TreeMap<>();
        map.fields().forEach((path, place) -> {
            String text = FlatFields.text(at(object, place));
            if (text != null) {
                fields.put(path, text);
            }
        });
        return fields;
    }

    private static JsonNode at(JsonNode object, String place) {
        return object.at("/" + place.replace('.', '/'));
    }

    /** Numbers of the imitation: objects, requests, faults, journal. */
    JsonNode counts() {
        return http.read("/_simulator/counts");
    }

    /** Puts a scenario of faults in force. */
    void setScenario(String json) {
        JsonHttp.Reply reply =
                http.send("PUT", "/_simulator/scenario", json, Map.of("Content-Type", "application/json"));
        if (!reply.isOk()) {
            throw new WorldFailure("The imitation refuses the scenario: " + reply.body());
        }
    }

    /** Ends all faults. */
    void endFaults() {
        http.send("POST", "/_simulator/faults/reset", null, Map.of());
    }

    /** Every accepted write, oldest first. */
    List<JsonNode> journal() {
        List<JsonNode> entries = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode page = http.read("/_simulator/journal?kind=write&limit=" + JOURNAL_PAGE + "&after=" + after);
            for (JsonNode entry : page.path("entries")) {
                entries.add(entry);
                after = entry.path("sequence").asLong();
            }
            if (!page.path("more").asBoolean()) {
                return entries;
            }
        }
    }

    /** Parameters as Stripe takes them, for example {@code address[city]=Wien}. */
    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(bracketed(parameter.getKey())) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String bracketed(String place) {
        int dot = place.indexOf('.');
        return dot < 0 ? place : place.substring(0, dot) + "[" + place.substring(dot + 1) + "]";
    }

    private static String encoded(@Nullable String text) {
        return URLEncoder.encode(text == null ? "" : text, StandardCharsets.UTF_8);
    }
}
