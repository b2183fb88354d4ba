/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.StaleException;
import io.bascule.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class RestServletTest {
    private static final String ADA = "{\"fields\":{\"name\":\"Ada\",\"email\":\"ada@x.org\",\"discount\":12.50}}";

    @TempDir
    private Path folder;

    private RestFixture rest;

    @BeforeEach
    void open() throws IOException {
        rest = new RestFixture(folder);
    }

    @Test
    void createsARecordAndTellsWhereItIs() {
        Client.Reply reply = rest.client.post("/catalog/customer", ADA);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers())
                .containsEntry("Location", "/api/v1/catalog/customer/id-0001")
                .containsEntry("ETag", "\"1\"")
                .containsEntry("Content-Type", "application/json");
        assertThat(reply.json().toString())
                .isEqualTo("{\"type\":\"customer\",\"id\":\"id-0001\",\"version\":1,\"fields\":{\"discount\":12.5,"
                        + "\"email\":\"ada@x.org\",\"name\":\"Ada\"},\"created\":\"2026-11-24T04:32:00Z\","
                        + "\"updated\":\"2026-11-24T04:32:00Z\",\"origin\":\"catalog\",\"actor\":\"token:default\"}");
        assertThat(rest.client.get("/catalog/customer/id-0001").body()).isEqualTo(reply.body());
    }

    @Test
    void setsTheSafetyHeadersOnGoodAndBadResponsesAlike() {
        for (Client.Reply reply :
                new Client.Reply[] {rest.client.get("/types"), rest.client.get("/nothing"), rest.stranger.get("/types")
                }) {
            assertThat(reply.headers())
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("X-Content-Type-Options", "nosniff");
        }
    }

    @Test
    void namesEachFieldThatDoesNotFit() {
        Client.Reply reply = rest.client.post("/catalog/customer", "{\"fields\":{\"emali\":\"x\",\"phone\":5}}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(reply.json().at("/code").asText()).isEqualTo("record-invalid");
        assertThat(reply.json().at("/errors").findValuesAsText("path")).containsExactly("emali", "name", "phone");
        assertThat(reply.json().at("/detail").asText()).doesNotContain("[record-invalid]");
    }

    @Test
    void refusesMembersBesideTheFields() {
        Client.Reply reply = rest.client.post("/catalog/customer", "{\"fields\":{\"name\":\"Ada\"},\"id\":\"mine\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/path").asText()).isEqualTo("id");
    }

    @Test
    void patchesTheVersionThatTheClientSaw() {
        rest.client.post("/catalog/customer", ADA);
        Client.Reply reply = rest.client
                .with("If-Match", "\"1\"")
                .patch("/catalog/customer/id-0001", "{\"name\":\"Ada L.\",\"email\":null}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("ETag", "\"2\"");
        assertThat(reply.json().at("/fields").toString()).isEqualTo("{\"discount\":12.5,\"name\":\"Ada L.\"}");
    }

    @Test
    void acceptsPlainJsonAndAStarForAPatch() {
        rest.client.post("/catalog/customer", ADA);
        Client.Reply reply = rest.client
                .with("If-Match", "*")
                .with("Content-Type", "application/json")
                .send("PATCH", "/catalog/customer/id-0001", "{\"phone\":\"1\"}");
        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "7"       | 412
            W/"1"     | 412
            "abc"     | 412
            1         | 400
            "1", "2"  | 400
            "1" x     | 400
            """)
    void refusesAPatchWhosePreconditionIsNoPresentVersion(String ifMatch, int status) {
        rest.client.post("/catalog/customer", ADA);
        Client.Reply reply =
                rest.client.with("If-Match", ifMatch).patch("/catalog/customer/id-0001", "{\"name\":\"x\"}");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(rest.client.get("/catalog/customer/id-0001").headers()).containsEntry("ETag", "\"1\"");
    }

    @Test
    void asksForThePreconditionOfAPatch() {
        rest.client.post("/catalog/customer", ADA);
        Client.Reply reply = rest.client.patch("/catalog/customer/id-0001", "{\"name\":\"x\"}");
        assertThat(reply.status()).isEqualTo(428);
        assertThat(reply.json().at("/detail").asText()).contains("If-Match");
    }

    @Test
    void answersWithoutABodyWhenTheClientHasTheVersion() {
        rest.client.post("/catalog/customer", ADA);
        Client.Reply reply = rest.client.with("If-None-Match", "W/\"1\"").get("/catalog/customer/id-0001");
        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
        assertThat(rest.client
                        .with("If-None-Match", "\"2\"")
                        .get("/catalog/customer/id-0001")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() {
        rest.client.post("/catalog/customer", ADA);
        Client.Reply get = rest.client.get("/catalog/customer/id-0001");
        Client.Reply head = rest.client.send("HEAD", "/catalog/customer/id-0001", null);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers()).isEqualTo(get.headers());
    }

    @Test
    void walksThroughAllPages() {
        for (int i = 0; i < 5; i++) {
            rest.client.post("/catalog/customer", ADA);
        }
        Client.Reply first = rest.client.get("/catalog/customer?limit=3");
        assertThat(first.json().at("/items").findValuesAsText("id")).containsExactly("id-0001", "id-0002", "id-0003");
        Client.Reply second = rest.client.get(
                "/catalog/customer?limit=3&after=" + first.json().at("/next").asText());
        assertThat(second.json().at("/items").findValuesAsText("id")).containsExactly("id-0004", "id-0005");
        assertThat(second.json().at("/next").isNull()).isTrue();
    }

    @Test
    void findsByMatchKey() {
        rest.client.post("/catalog/customer", ADA);
        rest.client.post("/catalog/customer", ADA.replace("ada@", "bob@"));
        Client.Reply reply = rest.client.get("/catalog/customer?key=email&email=ADA%40x.org");
        assertThat(reply.json().at("/items").findValuesAsText("id")).containsExactly("id-0001");
        assertThat(reply.json().at("/next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?limit=x",
                "?after=%20",
                "?limit=1&limit=2",
                "?emial=x",
                "?key=name",
                "?key=email",
                "?key=email&email=",
                "?key=email&email=a&limit=3",
                "?email=%zz",
                "?email=%C3",
                "?email=%4",
                "?email=%00"
            })
    void refusesAQueryItDoesNotUnderstandInsteadOfAnsweringWithEverything(String query) {
        assertThat(rest.client.get("/catalog/customer" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/catalog",
                "/catalog/",
                "/catalog/invoice",
                "/catalog/customer/",
                "/catalog/customer/none",
                "/catalog/customer/..%2f..",
                "/catalog/customer/id-0001%2Fhistory",
                "/catalog/customer/none/history",
                "/catalog/customer/none/links",
                "//types",
                "/types/"
            })
    void answersNotFoundWithAProblem(String path) {
        Client.Reply reply = rest.client.get(path);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().at("/status").asInt()).isEqualTo(404);
    }

    @Test
    void namesTheMethodsThatAPathKnows() {
        Client.Reply reply = rest.client.send("PUT", "/catalog/customer/id-0001", null);
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("Allow", "DELETE, GET, HEAD, PATCH");
        assertThat(rest.client.send("TRACE", "/types", null).status()).isEqualTo(405);
    }

    @Test
    void tellsWhatEachVersionChanged() {
        rest.client.post("/catalog/customer", ADA);
        rest.client
                .with("If-Match", "*")
                .patch("/catalog/customer/id-0001", "{\"name\":\"B\",\"email\":null,\"phone\":\"1\"}");
        Client.Reply reply = rest.client.get("/catalog/customer/id-0001/history");
        assertThat(reply.json().at("/items/0/changes").toString())
                .isEqualTo("{\"email\":{\"before\":\"ada@x.org\"},\"name\":{\"before\":\"Ada\",\"after\":\"B\"},"
                        + "\"phone\":{\"after\":\"1\"}}");
        assertThat(reply.json().at("/items/0/cause").asText()).isEqualTo("rest");
    }

    @Test
    void letsNobodyInWithoutTheToken() {
        rest.client.post("/catalog/customer", ADA);
        Client stranger = rest.stranger;
        for (Client.Reply reply : new Client.Reply[] {
            stranger.get("/catalog/customer/id-0001"),
            stranger.get("/nothing"),
            stranger.send("DELETE", "/types", null),
            stranger.with("Cookie", "token=" + rest.token).get("/types"),
            stranger.get("/types?access_token=" + rest.token),
            stranger.with("Authorization", "Basic " + rest.token).get("/types"),
            stranger.with("Authorization", rest.token).get("/types"),
            stranger.with("Authorization", "Bearer").get("/types"),
            stranger.with("Authorization", "Bearer " + rest.token.substring(1)).get("/types"),
            stranger.with("Authorization", "Bearer " + rest.token + "x").get("/types"),
        }) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.headers().get("WWW-Authenticate")).startsWith("Bearer ");
            assertThat(reply.body()).doesNotContain(rest.token.substring(1));
        }
        assertThat(stranger.with("authorization", "bearer  " + rest.token)
                        .get("/types")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void slowsDownGuessingForAMinuteWithoutShuttingOutTheRightToken() {
        Client guesser = rest.stranger.with("Authorization", "Bearer wrong");
        for (int i = 0; i < 10; i++) {
            assertThat(guesser.get("/types").status()).isEqualTo(401);
            rest.pass(Duration.ofSeconds(1));
        }
        Client.Reply refused = guesser.get("/types");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("Retry-After", "51");
        assertThat(rest.client.get("/types").status()).isEqualTo(200);
        assertThat(guesser.from("192.0.2.2").get("/types").status()).isEqualTo(401);
        rest.pass(Duration.ofSeconds(51));
        assertThat(guesser.get("/types").status()).isEqualTo(401);
    }

    @Test
    void tellsItsHealthToAnybodyAndNothingElse() {
        Client.Reply up = rest.stranger.get("/health");
        assertThat(up.status()).isEqualTo(200);
        assertThat(up.body()).isEqualTo("{\"catalog\":\"up\",\"status\":\"up\",\"sync\":\"up\"}");

        rest.catalog.failWith(FakeCatalog.error(ErrorCode.STORE_FAILED));
        Client.Reply down = rest.stranger.get("/health");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.body()).isEqualTo("{\"catalog\":\"down\",\"status\":\"down\",\"sync\":\"up\"}");
    }

    @Test
    void hidesWhatNobodyForesawBehindAnId() {
        rest.catalog.failWith(new IllegalStateException("secret insides"));
        Client.Reply reply = rest.client.get("/catalog/customer");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body())
                .contains("problem-id")
                .doesNotContain("secret insides")
                .doesNotContain("java");
    }

    @ParameterizedTest
    @CsvSource({
        "STORE_FAILED, 503",
        "RECORD_NOT_FOUND, 404",
        "RECORD_DELETED, 410",
        "TYPE_INVALID, 404",
        "REJECTED, 409",
        "BUG, 500",
        "UNAUTHORISED, 502",
        "RATE_LIMITED, 429",
        "VERSION_MISMATCH, 412",
        "SETTING_INVALID, 409"
    })
    void translatesTheCodesOfTheCatalog(ErrorCode code, int status) {
        rest.catalog.failWith(FakeCatalog.error(code));
        Client.Reply reply = rest.client.get("/catalog/customer");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers().containsKey("Retry-After")).isEqualTo(status == 503 || status == 429);
        assertThat(reply.json().at("/title").asText()).isNotEqualTo("Error");
        if (status != 500) {
            assertThat(reply.json().at("/code").asText()).isEqualTo(code.text());
            assertThat(reply.json().at("/detail").asText())
                    .isEqualTo("It failed (here). Expected: this. Found: that. Do something.");
        }
    }

    @Test
    void asksForAnotherTryWhenTheRecordIsTooBusy() {
        rest.catalog.failWith(new StaleException("record 1"));
        Client.Reply reply = rest.client.post("/catalog/customer", ADA);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "1");
    }
}
