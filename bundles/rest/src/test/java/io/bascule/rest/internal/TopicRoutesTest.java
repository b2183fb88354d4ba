/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class TopicRoutesTest {
    private static final String REFILL = "/topics/customer:refill";

    @TempDir
    private Path folder;

    private RestFixture rest;

    @BeforeEach
    void open() throws IOException {
        rest = new RestFixture(folder);
    }

    private Client.Reply post(String path) {
        return rest.client.send("POST", path, null);
    }

    @Test
    void beginsToFillATopicAndTellsHowFarItIs() {
        assertThat(rest.client.get("/topics/customer").status()).isEqualTo(404);

        Client.Reply begun = post(REFILL);

        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.body())
                .isEqualTo("{\"type\":\"customer\",\"topic\":\"bascule.catalog.customer\",\"state\":\"running\","
                        + "\"sent\":0,\"began\":\"2026-11-24T04:32:00Z\",\"ended\":null,\"detail\":null}");
        assertThat(rest.client.get("/topics/customer").json()).isEqualTo(begun.json());
        assertThat(post(REFILL).status()).isEqualTo(409);
        assertThat(post("/topics/supplier:refill").status()).isEqualTo(404);
    }

    @Test
    void saysSoWhenTheBridgeIsGone() {
        rest.refill.gone = true;
        assertThat(post(REFILL).status()).isEqualTo(409);
        assertThat(post(REFILL).json().at("/code").asText()).isEqualTo("not-running");
        assertThat(rest.client.get("/topics/customer").status()).isEqualTo(409);
    }

    @Test
    void needsTheScopeOfThoseWhoDecide() {
        assertThat(rest.with("reader", Scope.READ).send("POST", REFILL, null).status())
                .isEqualTo(403);
        assertThat(rest.with("decider", Scope.DECIDE).send("POST", REFILL, null).status())
                .isEqualTo(202);
    }
}
