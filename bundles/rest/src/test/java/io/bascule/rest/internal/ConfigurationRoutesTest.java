/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ConfigurationRoutesTest {
    @TempDir
    private Path folder;

    private RestFixture rest;

    @BeforeEach
    void open() throws IOException {
        rest = new RestFixture(folder);
    }

    private Client json(String name, String value) {
        return rest.client.with("Content-Type", "application/json").with(name, value);
    }

    @Test
    void showsWhatIsInEffectAndWhyTheFileIsRefused() {
        Client.Reply shop = rest.client.get("/configurations/shop");

        assertThat(shop.headers()).containsEntry("ETag", "\"2\"");
        assertThat(shop.json().at("/status").asText()).isEqualTo("refused");
        assertThat(shop.json().at("/reason").asText()).contains("line 2").contains("Expected: a number");
        assertThat(shop.json().at("/effective/enabled").asText()).isEqualTo("true");
        assertThat(shop.json().at("/content").asText()).isEqualTo("lanes = 2\n");
        assertThat(rest.client.get("/configurations").json().at("/items/0")).isEqualTo(shop.json());
        assertThat(rest.client
                        .get("/configurations/io.bascule.connector.jdbc~shop")
                        .json())
                .isEqualTo(shop.json());
        assertThat(rest.client
                        .get("/configurations/io.bascule.connector.jdbc%7Eshop")
                        .json())
                .isEqualTo(shop.json());
        assertThat(rest.client.get("/configurations/nothing").status()).isEqualTo(404);
    }

    @Test
    void showsVersionsAndWhatChanged() {
        assertThat(rest.client
                        .get("/configurations/shop/versions")
                        .json()
                        .at("/items/1/actor")
                        .asText())
                .isEqualTo("ann");
        assertThat(rest.client
                        .get("/configurations/shop/diff")
                        .json()
                        .at("/diff")
                        .asText())
                .isEqualTo("-lanes = 1\n+lanes = 2\n");
        assertThat(rest.client
                        .get("/configurations/shop/diff?from=2&to=1")
                        .json()
                        .at("/diff")
                        .asText())
                .isEqualTo("-lanes = 2\n+lanes = 1\n");
        assertThat(rest.client.get("/configurations/shop/diff?from=x").status()).isEqualTo(400);
        assertThat(rest.client.get("/configurations/nothing/versions").status()).isEqualTo(404);
    }

    @Test
    void changesWithTheVersionThatWasRead() {
        String body = "{\"values\": {\"lanes\": 8, \"enabled\": true, \"note\": \"häufig\"}}";

        assertThat(json("If-Match", "\"2\"")
                        .send("PUT", "/configurations/shop", body)
                        .status())
                .isEqualTo(200);
        assertThat(json("If-Match", "*")
                        .send("PUT", "/configurations/shop.customer.fields", "{\"document\": \"{}\"}")
                        .status())
                .isEqualTo(200);
        assertThat(json("If-None-Match", "*")
                        .send("PUT", "/configurations/io.bascule.connector.jdbc~new", body)
                        .status())
                .isEqualTo(201);
        assertThat(json("If-Match", "\"2\"")
                        .send("POST", "/configurations/shop:rollback", "{\"version\": 1}")
                        .status())
                .isEqualTo(200);

        assertThat(rest.configurations.changes)
                .containsExactly(
                        "set shop {enabled=true, lanes=8, note=häufig} expecting 2 by token:default",
                        "write shop.customer.fields {} expecting null by token:default",
                        "set io.bascule.connector.jdbc~new {enabled=true, lanes=8, note=häufig} expecting 0 by"
                                + " token:default",
                        "rollback shop 1 expecting 2 by token:default");
    }

    @Test
    void saysWhatIsWrong() {
        String wrong = "{\"values\": {\"lanes\": \"wrong\"}}";
        Client.Reply refused = json("If-Match", "*").send("PUT", "/configurations/shop", wrong);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/code").asText()).isEqualTo("setting-invalid");

        rest.configurations.refuses(ErrorCode.CONFIGURATION_READ_ONLY);
        assertThat(json("If-Match", "*")
                        .send("PUT", "/configurations/shop", wrong)
                        .status())
                .isEqualTo(409);
        rest.configurations.refuses(ErrorCode.VERSION_MISMATCH);
        assertThat(json("If-Match", "\"1\"")
                        .send("PUT", "/configurations/shop", wrong)
                        .status())
                .isEqualTo(412);
        rest.configurations.refuses(ErrorCode.CONNECTOR_MISSING);
        assertThat(json("If-Match", "*")
                        .send("PUT", "/configurations/shop", wrong)
                        .status())
                .isEqualTo(409);
        assertThat(rest.configurations.changes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"values\": 1}",
                "{\"values\": {\"a\": []}}",
                "{\"values\": {\"a\": null}}",
                "{\"values\": {}, \"document\": \"{}\"}",
                "{\"document\": {}}"
            })
    void takesNoOtherBody(String body) {
        assertThat(json("If-Match", "*")
                        .send("PUT", "/configurations/shop", body)
                        .status())
                .isEqualTo(400);
        assertThat(json("If-Match", "*")
                        .send("POST", "/configurations/shop:rollback", body)
                        .status())
                .isEqualTo(400);
        assertThat(rest.configurations.changes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"1\"", "99999999999999999999"})
    void takesNoOtherVersion(String version) {
        assertThat(json("If-Match", "*")
                        .send("POST", "/configurations/shop:rollback", "{\"version\": " + version + "}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aChangeNeedsAPrecondition() {
        Client client = rest.client.with("Content-Type", "application/json");
        assertThat(client.send("PUT", "/configurations/shop", "{\"values\": {}}")
                        .status())
                .isEqualTo(428);
        assertThat(client.send("POST", "/configurations/shop:rollback", "{\"version\": 1}")
                        .status())
                .isEqualTo(428);
    }
}
