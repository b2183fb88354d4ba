/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The whole interface without the servlet around it. Thread-safe. */
final class RestInterface {
    private final Router router;
    private final Door door;
    private final Problems problems;

    RestInterface(Router router, Door door, Problems problems) {
        this.router = router;
        this.door = door;
        this.problems = problems;
    }

    /**
     * Answers a request; never throws.
     *
     * @param method with {@code HEAD} told as {@code GET}
     * @param path below {@code /api/v1}, as sent
     * @param query as sent; null if there is none
     * @param headers by name, in any case
     * @param address the peer's address
     */
    Answer answer(
            String method,
            String path,
            @Nullable String query,
            Map<String, List<String>> headers,
            RequestBody body,
            String address) {
        try {
            Token token = router.isOpen(method, path)
                    ? null
                    : door.enter(headers.getOrDefault("Authorization", List.of()), address);
            Router.Match match = router.find(method, path);
            Door.check(token, match.route().scope());
            Request request = new Request(match.variables(), QueryParameters.parse(query), headers, body, token);
            return match.route().handler().handle(request);
        } catch (RuntimeException e) {
            return problems.of(e);
        }
    }

    /** All routes of these handlers. */
    static Router router(
            CatalogHandlers catalog,
            IntegrationHandlers integrations,
            SyncHandlers sync,
            ResolutionHandlers resolutions,
            TopicHandlers topics,
            TokenHandlers tokens,
            TypeHandlers types,
            HealthHandlers health,
            OpenApiHandlers open) {
        return new Router(Stream.of(
                        catalog.routes(),
                        integrations.routes(),
                        sync.routes(),
                        resolutions.routes(),
                        topics.routes(),
                        tokens.routes(),
                        types.routes(),
                        health.routes(),
                        open.routes())
                .flatMap(List::stream)
                .toList());
    }
}
