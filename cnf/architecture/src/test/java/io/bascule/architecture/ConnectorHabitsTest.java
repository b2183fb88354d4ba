/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ConnectorHabitsTest {
    /** An imitation of ours, or, where the system is a library, the real thing: an H2 server. */
    private static final Pattern IMITATION = Pattern.compile(
            "^import (io\\.bascule\\.simulator\\.(?!kit\\.)\\w+\\.|org\\.h2\\.tools\\.Server;)", Pattern.MULTILINE);

    static List<Room> connectors() {
        return Room.connectors();
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void hasAReadme(Room connector) {
        assertThat(connector.folder().resolve("README.md"))
                .as("%s: settings, what is declared to the engine, limits and quirks with their source", connector)
                .isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void isTestedAgainstAnImitation(Room connector) {
        assertThat(connector.sources("test"))
                .as(
                        "%s: scripted answers prove only that both were written by the same hand; test against an imitation"
                                + " that keeps state",
                        connector)
                .anyMatch(file -> IMITATION.matcher(Room.text(file)).find());
    }
}
