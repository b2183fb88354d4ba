/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.sync.IntegrationActions.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the interface tells of synchronisation, and what people decide and ask for over it. */
final class SyncRoutesTest {
    private static final String ADA = "{\"fields\":{\"name\":\"Ada\",\"email\":\"ada@x.org\",\"discount\":12.50}}";

    @TempDir
    private Path folder;

    private RestFixture rest;

    @BeforeEach
    void open() throws IOException {
        rest = new RestFixture(folder);
    }

    @Test
    void showsLinksIntegrationsConflictsAndTypes() {
        rest.client.post("/catalog/customer", ADA);
        assertThat(rest.client
                        .get("/catalog/customer/id-0001/links")
                        .json()
                        .at("/items/0/externalId")
                        .asText())
                .isEqualTo("42");
        assertThat(rest.client.get("/integrations").json().at("/items/0").toString())
                .isEqualTo("{\"name\":\"shop\",\"kind\":\"jdbc\",\"connectorVersion\":null,"
                        + "\"state\":\"connector-missing\",\"detail\":\"Put the connector back.\","
                        + "\"since\":\"2026-11-24T04:32:00Z\",\"links\":{\"linked\":7,\"parked\":1},\"effects\":12,"
                        + "\"overwritten\":2,\"unwatched\":3,\"update\":" + update("1") + ",\"rollback\":" + update("1")
                        + "}");
        var conflict = rest.client.get("/conflicts").json().at("/items/0");
        assertThat(conflict.at("/winner").asText()).isEqualTo("held");
        assertThat(conflict.has("base")).isFalse();
        assertThat(conflict.at("/external").isNull()).isTrue();
        assertThat(rest.client.get("/types").json().at("/items/0/keys").toString())
                .contains("\"name\":\"email\"")
                .contains("\"paths\":[\"email\"]");
    }

    private static String update(String effects) {
        return "{\"id\":\"update-1\",\"from\":\"1.0\",\"to\":\"1.1+0123456789ab\","
                + "\"begun\":\"2026-11-24T04:32:00Z\",\"outcome\":\"rolled-back\",\"reason\":\"A write threw.\","
                + "\"ended\":\"2026-11-24T04:32:00Z\",\"effects\":" + effects + "}";
    }

    @Test
    void showsUpdatesWithWhatBadVersionsWrote() {
        assertThat(rest.client
                        .get("/integrations/shop/updates")
                        .json()
                        .at("/items/0")
                        .toString())
                .isEqualTo(update("[{\"link\":\"link-1\",\"type\":\"customer\",\"record\":\"id-0001\","
                        + "\"externalId\":null}]"));
        assertThat(rest.client.get("/integrations/nowhere/updates").status()).isEqualTo(404);
    }

    @Test
    void showsOneIntegration() {
        assertThat(rest.client.get("/integrations/shop").json())
                .isEqualTo(rest.client.get("/integrations").json().at("/items/0"));
        Client.Reply unknown = rest.client.get("/integrations/nowhere");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().at("/detail").asText()).contains("nowhere");
        assertThat(rest.client.get("/integrations/shop:check").status()).isEqualTo(404);
        assertThat(rest.client.send("POST", "/integrations/shop", null).headers())
                .containsEntry("Allow", "GET, HEAD");
    }

    @Test
    void tellsWhatCameOutOfACheckWhateverItIs() {
        rest.actions.answers(new CheckResult(true, "It works."));
        Client.Reply works = rest.client.send("POST", "/integrations/shop:check", null);
        assertThat(works.status()).isEqualTo(200);
        assertThat(works.body()).isEqualTo("{\"integration\":\"shop\",\"ok\":true,\"detail\":\"It works.\"}");

        rest.actions.answers(new CheckResult(false, "Nobody is there."));
        Client.Reply fails = rest.client.send("POST", "/integrations/shop:check", null);
        assertThat(fails.status()).isEqualTo(200);
        assertThat(fails.body()).isEqualTo("{\"integration\":\"shop\",\"ok\":false,\"detail\":\"Nobody is there.\"}");
    }

    @Test
    void waitsForACheckNoLongerThanItMust() {
        rest.actions.neverAnswers();
        Client.Reply reply = rest.client.send("POST", "/integrations/shop:check", null);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/ok").asBoolean()).isFalse();
        assertThat(reply.json().at("/detail").asText()).startsWith("No answer within");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "sync"})
    void asksOnlyIntegrationsThatCanAnswer(String action) {
        assertThat(rest.client
                        .send("POST", "/integrations/nowhere:" + action, null)
                        .status())
                .isEqualTo(404);
        Client.Reply resting = rest.client.send("POST", "/integrations/rests:" + action, null);
        assertThat(resting.status()).isEqualTo(409);
        assertThat(resting.json().at("/code").asText()).isEqualTo("not-running");
        assertThat(resting.json().at("/detail").asText()).contains("disabled");
        assertThat(rest.client
                        .send("POST", "/integrations/shop:" + action + "?now=yes", null)
                        .status())
                .isEqualTo(400);
        assertThat(rest.actions.synchronised).isEmpty();
    }

    @Test
    void hasAnIntegrationSynchronised() {
        Client.Reply reply = rest.client.send("POST", "/integrations/shop:sync", null);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body()).isEqualTo("{\"integration\":\"shop\"}");
        assertThat(rest.actions.synchronised).containsExactly("shop");
    }

    @Test
    void saysWhatKafkaHasNotAcknowledged() {
        assertThat(rest.client.get("/outbox").json().toString()).isEqualTo("{\"events\":0,\"since\":null}");
        rest.sync.events = 12;
        assertThat(rest.client.get("/outbox").json().toString())
                .isEqualTo("{\"events\":12,\"since\":\"2026-11-24T04:32:00Z\"}");
        assertThat(rest.stranger.get("/outbox").status()).isEqualTo(401);
    }

    @Test
    void filtersWork() {
        Client.Reply work = rest.client.get("/work?integration=shop&state=parked-for-person&after=link-0&limit=7");
        assertThat(rest.sync.asked).containsExactly("shop PARKED_FOR_PERSON link-0 7");
        assertThat(work.json().at("/items/0/code").asText()).isEqualTo("ambiguous");
        assertThat(rest.client.get("/work?state=PARKED").status()).isEqualTo(400);
    }

    @Test
    void takesWhatAPersonDecides() {
        assertThat(rest.client
                        .post("/conflicts/conflict-1:resolve", "{\"winner\":\"external\"}")
                        .json()
                        .toString())
                .isEqualTo("{\"conflict\":\"conflict-1\"}");
        assertThat(rest.client
                        .post("/work/link-1:link", "{\"externalId\":\"cus_1\"}")
                        .status())
                .isEqualTo(202);
        assertThat(rest.client
                        .post("/work/link-2:link", "{\"record\":\"id-0001\"}")
                        .status())
                .isEqualTo(202);
        assertThat(rest.client.send("POST", "/work/link-3:keep-apart", null).status())
                .isEqualTo(202);
        assertThat(rest.client.send("POST", "/work/link-4:retry", null).status())
                .isEqualTo(202);

        assertThat(rest.resolutions.decided)
                .containsExactly(
                        "conflict-1: EXTERNAL by token:default",
                        "link-1: object cus_1 by token:default",
                        "link-2: record id-0001 by token:default",
                        "link-3: apart by token:default",
                        "link-4: again by token:default");
        assertThat(rest.client.send("POST", "/work/nowhere:retry", null).status())
                .isEqualTo(404);
        assertThat(rest.client.send("POST", "/work/:retry", null).status()).isEqualTo(404);
        assertThat(rest.client.get("/work/link-4:retry").headers()).containsEntry("Allow", "POST");
        assertThat(rest.client
                        .post("/conflicts/nowhere:resolve", "{\"winner\":\"catalog\"}")
                        .status())
                .isEqualTo(404);
        Client.Reply late = rest.client.send("POST", "/work/settled:keep-apart", null);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().at("/code").asText()).isEqualTo("not-decidable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"winner\":\"held\"}",
                "{\"winner\":1}",
                "{\"winner\":\"catalog\",\"by\":\"me\"}",
                "{\"record\":\"id-0001\"}",
                "[]"
            })
    void refusesADecisionThatIsNone(String body) {
        assertThat(rest.client.post("/conflicts/conflict-1:resolve", body).status())
                .isEqualTo(400);
        assertThat(rest.resolutions.decided).isEmpty();
    }

    @Test
    void parkedDeletesAreAllowed() {
        Client.Reply reply = rest.client.post("/integrations/shop:allow-deletes", "{\"type\":\"customer\"}");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().at("/allowed").asInt()).isEqualTo(7);
        assertThat(rest.resolutions.decided).containsExactly("shop: deletes of customer by token:default");
        assertThat(rest.client.post("/integrations/shop:allow-deletes", "{}").status())
                .isEqualTo(400);
    }

    @Test
    void filtersConflictsByTheirWinner() {
        rest.client.get("/conflicts?winner=held&after=conflict-0&limit=3");
        assertThat(rest.sync.asked).containsExactly("HELD conflict-0 3");
        assertThat(rest.client.get("/conflicts?winner=me").status()).isEqualTo(400);
    }
}
