/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What tokens allow, and how they are made and revoked. */
final class TokensTest {
    @TempDir
    private Path folder;

    private RestFixture rest;

    @BeforeEach
    void open() throws IOException {
        rest = new RestFixture(folder);
    }

    private List<String> names() {
        return rest.client.get("/tokens").json().at("/items").findValuesAsText("name");
    }

    /** Written once more, so that a route that needs less than it should is noticed. */
    @Test
    void everyRouteNeedsTheScopeThatItShould() {
        Map<String, String> needed = new TreeMap<>();
        rest.router
                .routes()
                .forEach(route -> needed.put(
                        route.method() + " " + route.template(),
                        route.scope() == null ? "" : route.scope().word()));
        needed.keySet().removeAll(Set.of("GET /health", "GET /health/live", "GET /health/ready"));
        needed.forEach((route, scope) -> {
            boolean tokens = route.contains(" /tokens");
            boolean catalog = route.contains(" /catalog/");
            boolean configure = route.contains(" /configurations/");
            assertThat(scope)
                    .as(route)
                    .isEqualTo(
                            tokens
                                    ? "tokens"
                                    : route.startsWith("GET ")
                                            ? "read"
                                            : catalog ? "catalog" : configure ? "configure" : "decide");
        });
        assertThat(rest.router.routes().stream().filter(Route::isOpen).map(Route::template))
                .containsExactlyInAnyOrder("/health", "/health/live", "/health/ready");
    }

    @Test
    void aTokenWithoutTheScopeOfARouteIsToldWhichOneIsMissing() {
        rest.client.post("/catalog/customer", "{\"fields\":{\"name\":\"Ada\"}}");
        for (Scope missing : Scope.values()) {
            Client client = rest.with(
                    "without-" + missing.word(),
                    EnumSet.complementOf(EnumSet.of(missing)).toArray(Scope[]::new));
            for (Route route : rest.router.routes()) {
                String target = route.template().replaceAll("\\{[^}]+}", "x");
                Client.Reply reply =
                        client.with("Content-Type", "application/json").send(route.method(), target, "{}");
                if (route.scope() != missing) {
                    assertThat(reply.status()).as(target).isNotIn(401, 403);
                    continue;
                }
                assertThat(reply.status()).as(target).isEqualTo(403);
                assertThat(reply.json().at("/code").asText()).isEqualTo("not-allowed");
                assertThat(reply.json().at("/title").asText()).isEqualTo("The token does not allow this");
                assertThat(reply.json().at("/detail").asText())
                        .startsWith("This needs the scope " + missing.word() + ", and the token without-");
                assertThat(reply.headers())
                        .containsEntry(
                                "WWW-Authenticate",
                                "Bearer realm=\"bascule\", error=\"insufficient_scope\", scope=\"" + missing.word()
                                        + "\"");
            }
        }
        assertThat(rest.resolutions.decided).doesNotHaveDuplicates();
    }

    @Test
    void whatATokenMayNotDoIsNotDone() {
        Client reader = rest.with("reader", Scope.READ);
        reader.post("/catalog/customer", "{\"fields\":{\"name\":\"Ada\"}}");
        reader.send("POST", "/work/link-1:retry", null);
        reader.send("POST", "/work/link-1:keep-apart", null);
        reader.send("DELETE", "/tokens/default", null);

        assertThat(reader.get("/catalog/customer").json().at("/items")).isEmpty();
        assertThat(rest.resolutions.decided).isEmpty();
        assertThat(names()).containsExactly("default", "reader");
        assertThat(reader.send("HEAD", "/types", null).status()).isEqualTo(200);
        assertThat(rest.with("writer", Scope.CATALOG)
                        .send("HEAD", "/types", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void showsATokenOnceAndItsActorInHistories() {
        Client.Reply made = rest.client.post("/tokens", "{\"name\":\"ci\",\"scopes\":[\"catalog\",\"read\"]}");
        JsonNode json = made.json();
        assertThat(json.at("/token").asText()).matches("bsc_[A-Za-z0-9_-]{43}");
        assertThat(made.body())
                .startsWith("{\"name\":\"ci\",\"scopes\":[\"read\",\"catalog\"],\"created\":\"2026-11-24T04:32:00Z\","
                        + "\"expires\":null,\"lastUsed\":null,\"token\":");

        Client ci = rest.with(made);
        ci.post("/catalog/customer", "{\"fields\":{\"name\":\"Ada\"}}");
        assertThat(ci.get("/catalog/customer/id-0001").json().at("/actor").asText())
                .isEqualTo("token:ci");

        Client.Reply list = rest.client.get("/tokens");
        assertThat(list.body()).doesNotContain("bsc_").doesNotContain("sha256");
        assertThat(list.json().at("/items/1").toString())
                .isEqualTo("{\"name\":\"ci\",\"scopes\":[\"read\",\"catalog\"],\"created\":\"2026-11-24T04:32:00Z\","
                        + "\"expires\":null,\"lastUsed\":\"2026-11-24T04:32:00Z\"}");
        assertThat(rest.said).hasSize(1);
    }

    @Test
    void aRevokedTokenLetsNobodyInFromTheNextRequestOn() {
        Client ci = rest.with("ci", Scope.READ);
        assertThat(ci.get("/types").status()).isEqualTo(200);

        Client.Reply revoked = rest.client.send("DELETE", "/tokens/ci", null);
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(revoked.body()).isEmpty();

        Client.Reply refused = ci.get("/types");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers().get("WWW-Authenticate")).contains("invalid_token");
        assertThat(rest.client.send("DELETE", "/tokens/ci", null).status()).isEqualTo(404);
        assertThat(rest.client.send("DELETE", "/tokens/%2e%2e", null).status()).isEqualTo(404);

        assertThat(rest.with("ci", Scope.READ).get("/types").status()).isEqualTo(200);
        assertThat(ci.get("/types").status()).isEqualTo(401);
    }

    @Test
    void theLastTokenThatCanMakeTokensStays() {
        rest.with("reader", Scope.READ);
        rest.with(rest.client.post(
                "/tokens", "{\"name\":\"soon\",\"scopes\":[\"tokens\"],\"expires\":\"2030-01-01T00:00:00Z\"}"));
        Client.Reply refused = rest.client.send("DELETE", "/tokens/default", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/code").asText()).isEqualTo("last-token");
        assertThat(refused.json().at("/detail").asText()).contains("Make another one like it first");

        Client other = rest.with("ann", Scope.TOKENS);
        assertThat(other.send("DELETE", "/tokens/default", null).status()).isEqualTo(204);
        assertThat(rest.client.get("/types").status()).isEqualTo(401);
        assertThat(other.send("DELETE", "/tokens/ann", null).status()).isEqualTo(409);
        assertThat(other.send("DELETE", "/tokens/soon", null).status()).isEqualTo(204);
    }

    @Test
    void aTokenGivesNothingThatItHasNot() {
        Client ann = rest.with("ann", Scope.TOKENS, Scope.READ);
        assertThat(ann.post("/tokens", "{\"name\":\"a\",\"scopes\":[\"read\",\"tokens\"]}")
                        .status())
                .isEqualTo(201);
        Client.Reply refused = ann.post("/tokens", "{\"name\":\"b\",\"scopes\":[\"read\",\"catalog\"]}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().at("/detail").asText()).contains("ann has not catalog");
        assertThat(names()).containsExactly("default", "ann", "a");
    }

    @Test
    void aTokenMakesNoneThatOutlivesIt() {
        Client soon = rest.with(rest.client.post(
                "/tokens", "{\"name\":\"soon\",\"scopes\":[\"tokens\"],\"expires\":\"2030-01-01T00:00:00Z\"}"));
        String start = "{\"name\":\"x\",\"scopes\":[\"tokens\"]";
        assertThat(soon.post("/tokens", start + "}").status()).isEqualTo(403);
        assertThat(soon.post("/tokens", start + ",\"expires\":\"2030-01-01T00:00:01Z\"}")
                        .status())
                .isEqualTo(403);
        assertThat(soon.post("/tokens", start + ",\"expires\":\"2030-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aTokenEndsWhenItExpires() {
        Client ci = rest.with(rest.client.post(
                "/tokens", "{\"name\":\"ci\",\"scopes\":[\"read\"],\"expires\":\"2026-11-24T06:32:00+01:00\"}"));
        rest.pass(Duration.ofMinutes(60).minusSeconds(1));
        assertThat(ci.get("/types").status()).isEqualTo(200);
        rest.pass(Duration.ofSeconds(1));
        Client.Reply refused = ci.get("/types");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().at("/detail").asText()).startsWith("The token has expired");
        assertThat(rest.client.get("/tokens").json().at("/items/1/expires").asText())
                .isEqualTo("2026-11-24T05:32:00Z");
        assertThat(rest.client
                        .post("/tokens", "{\"name\":\"ci\",\"scopes\":[\"read\"]}")
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {}                                                                           | name scopes
            {"name":"ci"}                                                                | scopes
            {"name":"ci","scopes":[]}                                                    | scopes
            {"name":"ci","scopes":"read"}                                                | scopes
            {"name":"ci","scopes":["READ"]}                                              | scopes
            {"name":"ci","scopes":["read","all"]}                                        | scopes
            {"name":"ci","scopes":[["read"]]}                                            | scopes
            {"scopes":["read"]}                                                          | name
            {"name":1,"scopes":["read"]}                                                 | name
            {"name":"","scopes":["read"]}                                                | name
            {"name":"Ci","scopes":["read"]}                                              | name
            {"name":"1ci","scopes":["read"]}                                             | name
            {"name":"c/i","scopes":["read"]}                                             | name
            {"name":"ci\\n","scopes":["read"]}                                           | name
            {"name":"abcdefghijklmnopqrstuvwxyz-123456","scopes":["read"]}               | name
            {"name":"ci","scopes":["read"],"expires":"2026-11-24T04:32:00Z"}             | expires
            {"name":"ci","scopes":["read"],"expires":"2030-01-01"}                       | expires
            {"name":"ci","scopes":["read"],"expires":null}                               | expires
            {"name":"ci","scopes":["read"],"expires":1900000000}                         | expires
            {"name":"ci","scopes":["read"],"token":"mine"}                               | token
            """)
    void namesWhatIsWrongWithAToken(String body, String members) {
        Client.Reply reply = rest.client.post("/tokens", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(String.join(" ", reply.json().at("/errors").findValuesAsText("path")))
                .isEqualTo(members);
        assertThat(names()).containsExactly("default");
    }

    @Test
    void aNameIsTakenOnce() {
        String longest = "abcdefghijklmnopqrstuvwxyz_1-34";
        assertThat(Set.of(rest.with(longest, Scope.READ).get("/types").status()))
                .containsExactly(200);
        Client.Reply reply = rest.client.post("/tokens", "{\"name\":\"" + longest + "\",\"scopes\":[\"read\"]}");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().at("/code").asText()).isEqualTo("name-taken");
        assertThat(rest.client.send("DELETE", "/tokens/" + longest, null).status())
                .isEqualTo(204);
    }
}
