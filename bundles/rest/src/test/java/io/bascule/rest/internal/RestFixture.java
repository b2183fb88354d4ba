/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The interface over fakes, with a clock that the test moves. */
final class RestFixture {
    final FakeCatalog catalog = new FakeCatalog();
    final FakeSync sync = new FakeSync();
    final FakeActions actions = new FakeActions();
    final FakeRefill refill = new FakeRefill();
    final FakeResolutions resolutions = new FakeResolutions();
    final List<String> said = new ArrayList<>();
    final Router router;
    final Client stranger;
    final Client client;
    final String token;
    private Instant now = FakeCatalog.NOW;

    RestFixture(Path folder) throws IOException {
        ApiTokens tokens =
                ApiTokens.open(new TokenFile(folder), Optional.empty(), () -> now, new SecureRandom(), said::add);
        token = said.get(0).substring(said.get(0).lastIndexOf(' ') + 1);
        router = RestInterface.router(
                new CatalogHandlers(catalog, catalog, sync),
                new IntegrationHandlers(sync, actions, Duration.ofMillis(10)),
                new SyncHandlers(sync),
                new ResolutionHandlers(resolutions),
                new TopicHandlers(refill),
                new TokenHandlers(tokens, () -> now),
                new TypeHandlers(catalog),
                new HealthHandlers(catalog, catalog, sync),
                new OpenApiHandlers());
        RestServlet servlet = new RestServlet(new RestInterface(
                router, new Door(tokens, new FailedAttempts(() -> now)), new Problems(() -> now, () -> "problem-id")));
        stranger = new Client(servlet);
        client = stranger.with("Authorization", "Bearer " + token);
    }

    /** A client with a token of its own, made by the first one. */
    Client with(String name, Scope... scopes) {
        String words = Stream.of(scopes).map(scope -> '"' + scope.word() + '"').collect(Collectors.joining(","));
        return with(client.post("/tokens", "{\"name\":\"" + name + "\",\"scopes\":[" + words + "]}"));
    }

    /** A client with the token of an answer. */
    Client with(Client.Reply made) {
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return stranger.with(
                "Authorization", "Bearer " + made.json().at("/token").asText());
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
