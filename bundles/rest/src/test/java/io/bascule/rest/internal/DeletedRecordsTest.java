/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Records that go, what is told of them afterwards, and their way back. */
final class DeletedRecordsTest {
    private static final String RECORD = "/catalog/customer/id-0001";

    @TempDir
    private Path folder;

    private RestFixture rest;

    @BeforeEach
    void create() throws IOException {
        rest = new RestFixture(folder);
        rest.client.post("/catalog/customer", "{\"fields\":{\"name\":\"Ada\",\"email\":\"ada@x.org\"}}");
    }

    @Test
    void deletesTheVersionThatTheClientSaw() {
        Client.Reply reply = delete("\"1\"");
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers()).containsEntry("ETag", "\"2\"");
    }

    @Test
    void deletesNothingThatHasChangedSince() {
        rest.client.with("If-Match", "*").patch(RECORD, "{\"phone\":\"1\"}");
        assertThat(delete("\"1\"").status()).isEqualTo(412);
        assertThat(rest.client.get(RECORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE /catalog/customer/id-0001", "POST /catalog/customer/id-0001:restore"})
    void asksForThePrecondition(String request) {
        String[] parts = request.split(" ", 2);
        assertThat(rest.client.send(parts[0], parts[1], null).status()).isEqualTo(428);
        assertThat(rest.client.get(RECORD).headers()).containsEntry("ETag", "\"1\"");
    }

    @Test
    void tellsThatARecordIsDeletedAndHowItComesBack() {
        delete("*");
        Client.Reply reply = rest.client.get(RECORD);
        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.headers()).containsEntry("ETag", "\"2\"").doesNotContainKey("Link");
        assertThat(reply.json().at("/code").asText()).isEqualTo("record-deleted");
        assertThat(reply.json().at("/detail").asText())
                .contains("2026-11-24T04:32:00Z", "token:default", "id-0001:restore");
    }

    @Test
    void changesAndDeletesNoRecordThatIsDeleted() {
        delete("*");
        Client.Reply patched = rest.client.with("If-Match", "*").patch(RECORD, "{\"phone\":\"1\"}");
        assertThat(patched.status()).isEqualTo(410);
        assertThat(patched.json().at("/code").asText()).isEqualTo("record-deleted");
        assertThat(delete("*").status()).isEqualTo(410);
        assertThat(rest.client.get(RECORD).headers()).containsEntry("ETag", "\"2\"");
    }

    @Test
    void leavesDeletedRecordsOutOfListsAndSearches() {
        delete("*");
        assertThat(rest.client.get("/catalog/customer").json().at("/items")).isEmpty();
        assertThat(rest.client
                        .get("/catalog/customer?key=email&email=ada%40x.org")
                        .json()
                        .at("/items"))
                .isEmpty();
    }

    @Test
    void stillTellsTheHistoryAndTheLinksOfADeletedRecord() {
        delete("*");
        Client.Reply history = rest.client.get(RECORD + "/history");
        assertThat(history.json().at("/items").findValuesAsText("deleted")).containsExactly("true");
        assertThat(history.json().at("/items/0/actor").asText()).isEqualTo("token:default");
        assertThat(rest.client.get(RECORD + "/links").status()).isEqualTo(200);
    }

    @Test
    void restoresWhatWasDeleted() {
        delete("*");
        Client.Reply restored = restore("\"2\"");
        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.headers()).containsEntry("ETag", "\"3\"");
        assertThat(restored.json().at("/fields/email").asText()).isEqualTo("ada@x.org");
        assertThat(rest.client.get(RECORD).body()).isEqualTo(restored.body());
    }

    @Test
    void restoresNothingThatWasRestoredByAnother() {
        delete("*");
        restore("\"2\"");
        assertThat(restore("\"2\"").status()).isEqualTo(412);
        assertThat(restore("*").headers()).containsEntry("ETag", "\"3\"");
    }

    @Test
    void showsTheWayToTheRecordThatTookOverAMergedOne() {
        rest.client.post("/catalog/customer", "{\"fields\":{\"name\":\"Ada L.\"}}");
        rest.catalog.merge("id-0001", "id-0002");
        Client.Reply reply = rest.client.get(RECORD);
        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.headers())
                .containsEntry("Link", "</api/v1/catalog/customer/id-0002>; rel=\"successor-version\"");
        assertThat(reply.json().at("/detail").asText()).contains("merged into id-0002");
    }

    @Test
    void knowsNothingOfWhatWasNeverThere() {
        Client client = rest.client.with("If-Match", "*");
        assertThat(client.send("DELETE", "/catalog/customer/none", null).status())
                .isEqualTo(404);
        assertThat(client.send("POST", "/catalog/customer/none:restore", null).status())
                .isEqualTo(404);
    }

    private Client.Reply delete(String ifMatch) {
        return rest.client.with("If-Match", ifMatch).send("DELETE", RECORD, null);
    }

    private Client.Reply restore(String ifMatch) {
        return rest.client.with("If-Match", ifMatch).send("POST", RECORD + ":restore", null);
    }
}
