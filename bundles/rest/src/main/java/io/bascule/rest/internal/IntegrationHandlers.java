/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.sync.IntegrationActions;
import io.bascule.api.sync.IntegrationActions.CheckResult;
import io.bascule.api.sync.SyncStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Shows integrations, and has them checked and synchronised. */
final class IntegrationHandlers {
    private static final String INTEGRATION = "integration";
    private static final String NAME = "name";
    private static final int MOST_UPDATES = 100;

    private final SyncStatus sync;
    private final IntegrationActions actions;
    private final Duration longestWait;

    /** @param longestWait how long a check may hold the thread of its request */
    IntegrationHandlers(SyncStatus sync, IntegrationActions actions, Duration longestWait) {
        this.sync = sync;
        this.actions = actions;
        this.longestWait = longestWait;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/integrations", Scope.READ, this::list),
                Route.of("GET", "/integrations/{name}", Scope.READ, this::read),
                Route.of("GET", "/integrations/{name}/updates", Scope.READ, this::updates),
                Route.of("POST", "/integrations/{name}:check", Scope.DECIDE, this::check),
                Route.of("POST", "/integrations/{name}:sync", Scope.DECIDE, this::synchronise));
    }

    private Answer list(Request request) {
        request.query().allowOnly();
        return Answer.json(
                200,
                Map.of(
                        "items",
                        sync.integrations().stream()
                                .map(IntegrationHandlers::json)
                                .toList()));
    }

    private Answer read(Request request) {
        request.query().allowOnly();
        return Answer.json(200, json(known(request.variable(NAME))));
    }

    private SyncStatus.Integration known(String name) {
        return sync.integration(name)
                .orElseThrow(() -> HttpProblem.notFound(
                        "There is no integration " + Shown.of(name) + ". See " + Whiteboard.PATH + "/integrations."));
    }

    private Answer updates(Request request) {
        request.query().allowOnly();
        String name = known(request.variable(NAME)).name();
        return Answer.json(
                200,
                Map.of(
                        "items",
                        sync.updates(name, MOST_UPDATES).stream()
                                .map(IntegrationHandlers::whole)
                                .toList()));
    }

    private Answer check(Request request) {
        request.query().allowOnly();
        String name = request.variable(NAME);
        CheckResult result = await(actions.check(name));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(INTEGRATION, name);
        json.put("ok", result.ok());
        json.put("detail", result.detail());
        return Answer.json(200, json);
    }

    /** The engine answers in time by itself; this is for one that is just being stopped. */
    private CheckResult await(CompletionStage<CheckResult> asked) {
        try {
            return asked.toCompletableFuture().get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new CheckResult(false, "No answer within " + longestWait.toSeconds() + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CheckResult(false, "The runtime stopped before there was an answer.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("A check has a result, whatever it met", e);
        }
    }

    private Answer synchronise(Request request) {
        request.query().allowOnly();
        String name = request.variable(NAME);
        actions.sync(name);
        return Answer.json(202, Map.of(INTEGRATION, name));
    }

    private static Map<String, @Nullable Object> json(SyncStatus.Integration integration) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(NAME, integration.name());
        json.put("kind", integration.kind());
        json.put("connectorVersion", integration.connectorVersion());
        json.put("state", RecordJson.word(integration.state()));
        json.put("detail", integration.detail());
        json.put("since", integration.since().toString());
        json.put("links", integration.links());
        json.put("effects", integration.effects());
        json.put("overwritten", integration.overwritten());
        json.put("unwatched", integration.unwatched());
        json.put("update", integration.update() == null ? null : json(integration.update()));
        json.put("rollback", integration.rollback() == null ? null : json(integration.rollback()));
        return json;
    }

    private static Map<String, @Nullable Object> json(ConnectorUpdate update) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", update.id());
        json.put("from", update.from());
        json.put("to", update.to());
        json.put("begun", update.begun().toString());
        json.put("outcome", RecordJson.word(update.outcome()));
        json.put("reason", update.reason());
        json.put("ended", update.ended() == null ? null : update.ended().toString());
        json.put("effects", update.effects().size());
        return json;
    }

    private static Map<String, @Nullable Object> whole(ConnectorUpdate update) {
        Map<String, @Nullable Object> json = json(update);
        json.put(
                "effects",
                update.effects().stream()
                        .map(effect -> {
                            Map<String, @Nullable Object> one = new LinkedHashMap<>();
                            one.put("link", effect.linkId());
                            one.put("type", effect.type());
                            one.put("record", effect.recordId());
                            one.put("externalId", effect.externalId());
                            return one;
                        })
                        .toList());
        return json;
    }
}
