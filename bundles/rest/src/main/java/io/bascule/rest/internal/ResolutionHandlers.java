/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Fields;
import io.bascule.api.sync.Resolutions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes what people decide about conflicts and about parked work. */
final class ResolutionHandlers {
    private static final String EXTERNAL_ID = "externalId";
    private static final String RECORD = "record";
    private static final String WINNER = "winner";
    /** Longer than the id of any system known. */
    private static final int LONGEST_ID = 1_000;

    private final Resolutions resolutions;

    ResolutionHandlers(Resolutions resolutions) {
        this.resolutions = resolutions;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/conflicts/{conflict}:resolve", Scope.DECIDE, this::resolve),
                Route.of("POST", "/work/{link}:retry", Scope.DECIDE, this::retry),
                Route.of("POST", "/work/{link}:link", Scope.DECIDE, this::link),
                Route.of("POST", "/work/{link}:keep-apart", Scope.DECIDE, this::keepApart),
                Route.of("POST", "/integrations/{name}:allow-deletes", Scope.DECIDE, this::allowDeletes));
    }

    private Answer resolve(Request request) {
        request.query().allowOnly();
        String conflict = Parameters.id(request, "conflict");
        String word = only(request, Set.of(WINNER), "{\"winner\": \"catalog\"} or {\"winner\": \"external\"}")
                .getValue();
        Winner winner = switch (word) {
            case "catalog" -> Winner.CATALOG;
            case "external" -> Winner.EXTERNAL;
            default -> throw malformed(WINNER, "must be catalog or external; found " + Shown.of(word));
        };
        resolutions.resolve(conflict, winner, request.actor());
        return Answer.json(202, Map.of("conflict", conflict));
    }

    private Answer retry(Request request) {
        request.query().allowOnly();
        String link = Parameters.id(request, "link");
        resolutions.retry(link, request.actor());
        return Answer.json(202, Map.of("link", link));
    }

    private Answer link(Request request) {
        request.query().allowOnly();
        String link = Parameters.id(request, "link");
        Map.Entry<String, String> other =
                only(request, Set.of(EXTERNAL_ID, RECORD), "{\"externalId\": \"...\"} or {\"record\": \"...\"}");
        if (other.getKey().equals(RECORD)) {
            resolutions.linkRecord(link, other.getValue(), request.actor());
        } else {
            resolutions.linkObject(link, other.getValue(), request.actor());
        }
        return Answer.json(202, Map.of("link", link));
    }

    private Answer keepApart(Request request) {
        request.query().allowOnly();
        String link = Parameters.id(request, "link");
        resolutions.keepApart(link, request.actor());
        return Answer.json(202, Map.of("link", link));
    }

    private Answer allowDeletes(Request request) {
        request.query().allowOnly();
        String integration = request.variable("name");
        String type = only(request, Set.of("type"), "{\"type\": \"customer\"}").getValue();
        int allowed = resolutions.allowDeletes(integration, type, request.actor());
        return Answer.json(202, Map.of("integration", integration, "type", type, "allowed", allowed));
    }

    /** The one member of a body: one of some names, with a text. */
    private static Map.Entry<String, String> only(Request request, Set<String> names, String expected) {
        Fields body = JsonBody.read(request, Answer.JSON);
        if (body.asMap().size() != 1 || !names.containsAll(body.asMap().keySet())) {
            throw new HttpProblem(400, "body-malformed", "The body must be " + expected + " and nothing more.");
        }
        String name = body.asMap().keySet().iterator().next();
        String text = body.text(name);
        if (text == null || text.isBlank() || text.length() > LONGEST_ID) {
            throw malformed(name, "must be a text of 1 to " + LONGEST_ID + " characters");
        }
        return Map.entry(name, text);
    }

    private static HttpProblem malformed(String path, String message) {
        return new HttpProblem(400, "body-malformed", "The body is not as it must be.")
                .withErrors(List.of(new FieldError(path, message)));
    }
}
