/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The document is written by hand; these tests keep it true. */
final class OpenApiTest {
    @TempDir
    private Path folder;

    private RestFixture rest;
    private JsonNode document;

    @BeforeEach
    void open() throws IOException {
        rest = new RestFixture(folder);
        document = new ObjectMapper().readTree(OpenApiHandlers.document());
    }

    @Test
    void describesExactlyTheRoutes() {
        List<String> described = new ArrayList<>();
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(rest.router.routes().stream()
                        .map(route -> route.method() + " " + route.template())
                        .toList());
    }

    @Test
    void saysWhichRoutesNeedNoToken() {
        for (Route route : rest.router.routes()) {
            JsonNode operation = document.at("/paths")
                    .path(route.template())
                    .path(route.method().toLowerCase(Locale.ROOT));
            assertThat(operation.has("security")).as(route.template()).isEqualTo(route.isOpen());
        }
    }

    @Test
    void saysWhichScopeEachRouteNeeds() {
        for (Route route : rest.router.routes()) {
            JsonNode operation = document.at("/paths")
                    .path(route.template())
                    .path(route.method().toLowerCase(Locale.ROOT));
            assertThat(operation.path("x-scope").asText())
                    .as(route.template())
                    .isEqualTo(route.scope() == null ? "" : route.scope().word());
            assertThat(operation.path("responses").has("403"))
                    .as(route.template())
                    .isEqualTo(!route.isOpen());
        }
        for (String schema : List.of("Token", "NewToken", "MadeToken")) {
            List<String> words = new ArrayList<>();
            document.at("/components/schemas/" + schema + "/properties/scopes/items/enum")
                    .forEach(word -> words.add(word.asText()));
            assertThat(words).containsExactlyElementsOf(Scope.words(Scope.all()));
        }
    }

    @Test
    void namesEveryVariablePartOfEachPath() {
        for (Route route : rest.router.routes()) {
            JsonNode operation = document.at("/paths")
                    .path(route.template())
                    .path(route.method().toLowerCase(Locale.ROOT));
            TreeSet<String> named = new TreeSet<>();
            for (JsonNode parameter : operation.path("parameters")) {
                JsonNode definition =
                        document.at(parameter.path("$ref").asText().substring(1));
                if (definition.path("in").asText().equals("path")) {
                    named.add("{" + definition.path("name").asText() + "}");
                }
            }
            assertThat(named)
                    .as(route.template())
                    .containsExactlyInAnyOrderElementsOf(Pattern.compile("\\{[^}]+}")
                            .matcher(route.template())
                            .results()
                            .map(MatchResult::group)
                            .toList());
        }
    }

    @Test
    void pointsOnlyAtWhatIsThere() {
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
        assertThat(document.findValuesAsText("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void describesTheMembersThatResponsesReallyHave() {
        rest.client.post("/catalog/customer", "{\"fields\":{\"name\":\"Ada\"}}");
        rest.client.with("If-Match", "*").patch("/catalog/customer/id-0001", "{\"name\":\"B\"}");
        Map.of(
                        "/catalog/customer", "Record",
                        "/catalog/customer/id-0001/history", "HistoryEntry",
                        "/catalog/customer/id-0001/links", "Link",
                        "/integrations", "Integration",
                        "/configurations", "Configuration",
                        "/configurations/shop/versions", "ConfigurationVersion",
                        "/integrations/shop/updates", "WholeConnectorUpdate",
                        "/work", "Work",
                        "/conflicts", "Conflict",
                        "/types", "EntityType")
                .forEach((path, schema) -> matches(rest.client.get(path).json().at("/items/0"), schema));
        matches(rest.client.get("/types").json().at("/items/0/fields/0"), "FieldDefinition");
        matches(rest.client.get("/health").json(), "Health");
        matches(rest.client.get("/health/ready").json(), "Up");
        matches(rest.client.get("/health/components").json().at("/items/0"), "HealthComponent");
        matches(rest.client.get("/integrations/shop").json(), "Integration");
        matches(rest.client.get("/integrations/shop").json().at("/rollback"), "ConnectorUpdate");
        matches(rest.client.get("/integrations/shop/updates").json().at("/items/0/effects/0"), "UpdateEffect");
        matches(rest.client.send("POST", "/integrations/shop:check", null).json(), "CheckResult");
        matches(rest.client.get("/tokens").json().at("/items/0"), "Token");
        matches(
                rest.client
                        .post("/tokens", "{\"name\":\"ci\",\"scopes\":[\"read\"]}")
                        .json(),
                "MadeToken");
        matches(rest.client.get("/outbox").json(), "Outbox");
        matches(rest.client.send("POST", "/topics/customer:refill", null).json(), "Refill");
        matches(rest.client.get("/nothing").json(), "Problem");
    }

    private void matches(JsonNode found, String schema) {
        JsonNode definition = document.at("/components/schemas/" + schema);
        List<String> members = new ArrayList<>();
        found.fieldNames().forEachRemaining(members::add);
        List<String> known = new ArrayList<>();
        definition.path("properties").fieldNames().forEachRemaining(known::add);
        List<String> required = new ArrayList<>();
        definition.path("required").forEach(name -> required.add(name.asText()));
        assertThat(known).as(schema).containsAll(members);
        assertThat(members).as(schema).containsAll(required);
    }

    @Test
    void isServedToThoseWithTheToken() {
        assertThat(rest.client.get("/openapi.json").json()).isEqualTo(document);
        assertThat(rest.stranger.get("/openapi.json").status()).isEqualTo(401);
    }
}
