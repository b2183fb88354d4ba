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

/** The interface over fakes, with a clock that the test moves. */
final class RestFixture {
    final FakeCatalog catalog = new FakeCatalog();
    final FakeSync sync = new FakeSync();
    final FakeResolutions resolutions = new FakeResolutions();
    final List<String> said = new ArrayList<>();
    final Router router;
    final Client stranger;
    final Client client;
    final String token;
    private Instant now = FakeCatalog.NOW;

    RestFixture(Path folder) throws IOException {
        ApiTokens tokens = ApiTokens.open(new TokenFile(folder), Optional.empty(), new SecureRandom(), said::add);
        token = said.get(0).substring(said.get(0).lastIndexOf(' ') + 1);
        router = RestInterface.router(
                new CatalogHandlers(catalog, catalog, sync),
                new SyncHandlers(sync),
                new ResolutionHandlers(resolutions),
                new TypeHandlers(catalog),
                new HealthHandlers(catalog, catalog, sync),
                new OpenApiHandlers());
        RestServlet servlet = new RestServlet(new RestInterface(
                router, new Door(tokens, new FailedAttempts(() -> now)), new Problems(() -> now, () -> "problem-id")));
        stranger = new Client(servlet);
        client = stranger.with("Authorization", "Bearer " + token);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
