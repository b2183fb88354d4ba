/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** Serves the description of this interface. A test holds it against the routes. */
final class OpenApiHandlers {
    private static final String RESOURCE = "openapi.json";

    List<Route> routes() {
        return List.of(Route.of("GET", "/openapi.json", Scope.READ, request -> {
            request.query().allowOnly();
            return new Answer(200, Answer.JSON, document(), Collections.emptySortedMap());
        }));
    }

    static String document() {
        try (InputStream stream = OpenApiHandlers.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is not in this bundle");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
