/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.health.HealthComponent;
import io.bascule.api.health.HealthComponent.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells how the runtime stands. To anybody who asks: no names, no numbers, no reasons; those are for tokens that may read. A part
 * that is down makes the runtime degraded; not ready is only one that cannot serve records, since an integration that is down
 * does not get up by sending programs elsewhere.
 */
final class HealthHandlers {
    /** The process answers. Nothing else is asked, or a database that is away would have the runtime ended. */
    static final Map<String, Object> LIVE = Map.of("status", "up");

    private static final String STATUS = "status";

    private final HealthParts parts;

    HealthHandlers(HealthParts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.open("GET", "/health", this::health),
                Route.open("GET", "/health/live", this::live),
                Route.open("GET", "/health/ready", this::ready),
                Route.of("GET", "/health/components", Scope.READ, this::components));
    }

    private Answer health(Request request) {
        request.query().allowOnly();
        List<HealthComponent> all = parts.ask();
        Map<String, Status> worst = new TreeMap<>();
        all.forEach(component -> worst.merge(component.part(), component.status(), HealthHandlers::worse));
        boolean ready = isReady(all);
        Status status = worst.values().stream().reduce(Status.UP, HealthHandlers::worse);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(STATUS, RecordJson.word(!ready ? Status.DOWN : status == Status.UP ? Status.UP : Status.DEGRADED));
        json.put("live", RecordJson.word(Status.UP));
        json.put("ready", RecordJson.word(ready ? Status.UP : Status.DOWN));
        worst.forEach((part, stands) -> json.put(part, RecordJson.word(stands)));
        return Answer.json(ready ? 200 : 503, json);
    }

    private Answer live(Request request) {
        request.query().allowOnly();
        return Answer.json(200, LIVE);
    }

    private Answer ready(Request request) {
        request.query().allowOnly();
        boolean ready = isReady(parts.ask());
        return Answer.json(ready ? 200 : 503, Map.of(STATUS, RecordJson.word(ready ? Status.UP : Status.DOWN)));
    }

    private Answer components(Request request) {
        request.query().allowOnly();
        return Answer.json(
                200,
                Map.of("items", parts.ask().stream().map(HealthHandlers::json).toList()));
    }

    private static boolean isReady(List<HealthComponent> all) {
        return all.stream()
                .filter(component -> component.part().equals(HealthParts.CATALOG)
                        || component.part().equals(HealthParts.SYNC))
                .allMatch(component -> component.status() == Status.UP);
    }

    private static Status worse(Status one, Status other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Map<String, Object> json(HealthComponent component) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("part", component.part());
        json.put("name", component.name());
        json.put(STATUS, RecordJson.word(component.status()));
        json.put("detail", component.detail());
        return json;
    }
}
