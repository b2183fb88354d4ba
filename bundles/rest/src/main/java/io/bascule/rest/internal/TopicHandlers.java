/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.sync.TopicRefill;
import io.bascule.api.sync.TopicRefill.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills topics from the catalog, and tells how far that has come. */
final class TopicHandlers {
    private static final String TYPE = "type";

    private final OptionalService<TopicRefill> refill;

    TopicHandlers(OptionalService<TopicRefill> refill) {
        this.refill = refill;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/topics/{type}:refill", Scope.DECIDE, this::refill),
                Route.of("GET", "/topics/{type}", Scope.READ, this::progress));
    }

    private Answer refill(Request request) {
        request.query().allowOnly();
        String type = request.variable(TYPE);
        return refill.use(service -> service.refill(type))
                .map(begun -> Answer.json(202, json(begun)))
                .orElseThrow(TopicHandlers::bridgeIsMissing);
    }

    private Answer progress(Request request) {
        request.query().allowOnly();
        String type = request.variable(TYPE);
        Optional<Progress> progress =
                refill.use(service -> service.progress(type)).orElseThrow(TopicHandlers::bridgeIsMissing);
        return Answer.json(
                200,
                progress.map(TopicHandlers::json)
                        .orElseThrow(() -> HttpProblem.notFound("The topic of " + Shown.of(type)
                                + " was not filled since the runtime started. Begin with POST " + Whiteboard.PATH
                                + "/topics/" + Shown.of(type) + ":refill.")));
    }

    private static BasculeException bridgeIsMissing() {
        return new BasculeException(new Problem(
                ErrorCode.NOT_RUNNING,
                "The bridge to Kafka does not run",
                "etc/io.bascule.kafka.cfg",
                null,
                null,
                "Look for its settings in the log, and ask again."));
    }

    private static Map<String, @Nullable Object> json(Progress progress) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(TYPE, progress.type());
        json.put("topic", progress.topic());
        json.put("state", RecordJson.word(progress.state()));
        json.put("sent", progress.sent());
        json.put("began", progress.began().toString());
        json.put("ended", progress.ended() == null ? null : progress.ended().toString());
        json.put("detail", progress.detail());
        return json;
    }
}
