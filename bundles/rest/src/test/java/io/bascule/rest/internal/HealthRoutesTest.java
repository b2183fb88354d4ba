/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.error.ErrorCode;
import io.bascule.api.health.HealthComponent;
import io.bascule.api.health.HealthComponent.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The integration of the fakes misses its connector. */
final class HealthRoutesTest {
    @TempDir
    private Path folder;

    private RestFixture rest;

    @BeforeEach
    void open() throws IOException {
        rest = new RestFixture(folder);
    }

    private void source(String part, String name, Status status) {
        rest.sources.add(() -> List.of(new HealthComponent(part, name, status, "Because of " + name + ".")));
    }

    @Test
    void everyPartIsToldToAnybodyWithoutNamesAndReasons() {
        source("kafka", "broker", Status.UP);
        source("deployer", "a.jar", Status.UP);
        source("deployer", "b.jar", Status.DEGRADED);

        Client.Reply reply = rest.stranger.get("/health");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo("{\"status\":\"degraded\",\"live\":\"up\",\"ready\":\"up\",\"catalog\":\"up\","
                        + "\"deployer\":\"degraded\",\"integrations\":\"down\",\"kafka\":\"up\",\"sync\":\"up\"}");
    }

    @Test
    void aRuntimeWithoutItsCatalogIsDownAndLives() {
        rest.catalog.failWith(FakeCatalog.error(ErrorCode.STORE_FAILED));

        Client.Reply down = rest.stranger.get("/health");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.body())
                .startsWith("{\"status\":\"down\",\"live\":\"up\",\"ready\":\"down\",\"catalog\":\"down\"");
        assertThat(rest.stranger.get("/health/ready").status()).isEqualTo(503);
        assertThat(rest.stranger.get("/health/ready").body()).isEqualTo("{\"status\":\"down\"}");
        assertThat(rest.stranger.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void whatIsDownBesideTheCatalogKeepsTheRuntimeReady() {
        source("kafka", "broker", Status.DOWN);

        assertThat(rest.stranger.get("/health").status()).isEqualTo(200);
        assertThat(rest.stranger.get("/health/ready").status()).isEqualTo(200);
        assertThat(rest.stranger.get("/health/ready").body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void componentsAreToldWithNamesAndReasonsToThoseWhoMayRead() {
        source("kafka", "broker", Status.DOWN);

        assertThat(rest.stranger.get("/health/components").status()).isEqualTo(401);
        assertThat(rest.client.get("/health/components").json().at("/items").toString())
                .isEqualTo("[{\"part\":\"catalog\",\"name\":\"catalog\",\"status\":\"up\","
                        + "\"detail\":\"Records can be read.\"},"
                        + "{\"part\":\"integrations\",\"name\":\"shop\",\"status\":\"down\","
                        + "\"detail\":\"Put the connector back.\"},"
                        + "{\"part\":\"sync\",\"name\":\"sync\",\"status\":\"up\",\"detail\":\"The engine works.\"},"
                        + "{\"part\":\"kafka\",\"name\":\"broker\",\"status\":\"down\","
                        + "\"detail\":\"Because of broker.\"}]");
    }

    @Test
    void aSourceThatFailsIsDownAndHidesNoOther() {
        rest.sources.add(() -> {
            throw new IllegalStateException("not foreseen");
        });
        source("kafka", "broker", Status.UP);

        Client.Reply reply = rest.stranger.get("/health");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/status").asText()).isEqualTo("degraded");
        assertThat(reply.json().at("/kafka").asText()).isEqualTo("up");
        assertThat(reply.body()).doesNotContain("foreseen");
    }
}
