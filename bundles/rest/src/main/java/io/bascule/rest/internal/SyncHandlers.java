/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import io.bascule.api.sync.SyncStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what is not done yet, and gives parked work a new try. */
final class SyncHandlers {
    private final SyncStatus sync;

    SyncHandlers(SyncStatus sync) {
        this.sync = sync;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/work", Scope.READ, this::work),
                Route.of("GET", "/conflicts", Scope.READ, this::conflicts),
                Route.of("GET", "/outbox", Scope.READ, this::outbox));
    }

    private Answer work(Request request) {
        request.query().allowOnly("integration", "state", "after", "limit");
        int limit = Parameters.limit(request);
        List<Work> work = sync.work(
                request.query().find("integration").orElse(null),
                Parameters.constant(request, "state", Work.State.class),
                Parameters.after(request),
                limit);
        String next = work.size() < limit ? null : work.get(work.size() - 1).linkId();
        return Answer.json(200, Parameters.page(work.stream().map(this::json).toList(), next));
    }

    private Answer conflicts(Request request) {
        request.query().allowOnly("winner", "after", "limit");
        int limit = Parameters.limit(request);
        Winner winner = Parameters.constant(request, "winner", Winner.class);
        List<Conflict> conflicts = sync.conflicts(winner, Parameters.after(request), limit);
        String next = conflicts.size() < limit
                ? null
                : conflicts.get(conflicts.size() - 1).id();
        return Answer.json(
                200, Parameters.page(conflicts.stream().map(SyncHandlers::json).toList(), next));
    }

    private Answer outbox(Request request) {
        request.query().allowOnly();
        SyncStatus.Unsent unsent = sync.unsent();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("events", unsent.events());
        json.put("since", unsent.since() == null ? null : unsent.since().toString());
        return Answer.json(200, json);
    }

    private Map<String, @Nullable Object> json(Work work) {
        Optional<Link> link = sync.link(work.linkId());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("link", work.linkId());
        json.put("integration", work.integration());
        json.put("type", work.type());
        json.put("record", link.map(Link::recordId).orElse(null));
        json.put("externalId", link.map(Link::externalId).orElse(null));
        json.put("state", RecordJson.word(work.state()));
        json.put("code", work.code());
        json.put("reason", work.reason());
        json.put("attempts", work.attempts());
        json.put("wantedVersion", work.wantedVersion());
        json.put("since", work.since().toString());
        json.put("nextAt", work.nextAt().toString());
        return json;
    }

    private static Map<String, @Nullable Object> json(Conflict conflict) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", conflict.id());
        json.put("link", conflict.linkId());
        json.put("integration", conflict.integration());
        json.put("type", conflict.type());
        json.put("record", conflict.recordId());
        json.put("path", conflict.path());
        // Absent at a first contact, where there is no base; null is a base that is known to be empty.
        if (conflict.base() != null) {
            json.put("base", conflict.base().toPlain());
        }
        json.put("catalog", conflict.catalogValue().toPlain());
        json.put("external", conflict.externalValue().toPlain());
        json.put("policy", conflict.policy());
        json.put("winner", RecordJson.word(conflict.winner()));
        json.put("at", conflict.at().toString());
        json.put("recordVersion", conflict.recordVersion());
        json.put("resolution", conflict.resolution() == null ? null : json(conflict.resolution()));
        return json;
    }

    private static Map<String, @Nullable Object> json(Conflict.Resolution resolution) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("winner", RecordJson.word(resolution.winner()));
        json.put("by", resolution.by());
        json.put("at", resolution.at().toString());
        return json;
    }
}
