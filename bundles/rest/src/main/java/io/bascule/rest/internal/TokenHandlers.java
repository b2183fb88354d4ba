/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows, makes and revokes tokens. A token itself is in one answer only: that to its making. */
final class TokenHandlers {
    private final ApiTokens tokens;
    private final InstantSource clock;

    TokenHandlers(ApiTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/tokens", Scope.TOKENS, this::list),
                Route.of("POST", "/tokens", Scope.TOKENS, this::make),
                Route.of("DELETE", "/tokens/{name}", Scope.TOKENS, this::revoke));
    }

    private Answer list(Request request) {
        request.query().allowOnly();
        return Answer.json(
                200,
                Map.of("items", tokens.all().stream().map(TokenHandlers::json).toList()));
    }

    private Answer make(Request request) {
        request.query().allowOnly();
        ApiTokens.Made made = tokens.make(request.token(), NewToken.read(request, clock.instant()));
        Map<String, @Nullable Object> json = json(made.token());
        json.put("token", made.text());
        return Answer.json(201, json);
    }

    private Answer revoke(Request request) {
        request.query().allowOnly();
        tokens.revoke(request.token(), request.variable("name"));
        return Answer.empty(204);
    }

    private static Map<String, @Nullable Object> json(Token token) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", token.name());
        json.put("scopes", Scope.words(token.scopes()));
        json.put("created", token.created().toString());
        json.put("expires", RecordJson.text(token.expires()));
        json.put("lastUsed", RecordJson.text(token.lastUsed()));
        return json;
    }
}
