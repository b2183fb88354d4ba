/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class WhiteboardTest {
    @ParameterizedTest
    @ValueSource(strings = {"RestContext", "RestServlet"})
    void everythingKeepsToTheMainListener(String component) throws IOException {
        try (InputStream stream =
                getClass().getResourceAsStream("/OSGI-INF/io.bascule.rest.internal." + component + ".xml")) {
            assertThat(stream).isNotNull();
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("osgi.http.whiteboard.target")
                    .contains("(org.apache.felix.http.name=main)");
        }
    }
}
