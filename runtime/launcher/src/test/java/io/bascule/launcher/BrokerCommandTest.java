/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class BrokerCommandTest {
    @TempDir
    private Path folder = Path.of("replaced");

    @Test
    void java17IsGivenNoOptionThatItDoesNotKnow() {
        assertThat(command(17)).noneMatch(option -> option.startsWith("--"));
        assertThat(command(23)).noneMatch(option -> option.startsWith("--"));
    }

    @Test
    void javaThatWarnsOfNativeCodeIsToldThatItIsMeant() {
        assertThat(command(24)).contains("--enable-native-access=ALL-UNNAMED");
        assertThat(command(25)).contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void optionsOfTheOperatorComeLastAndPathsKeepTheirBlanks() {
        List<String> command = command(17);
        assertThat(command.subList(command.indexOf("-Xmx512m"), command.indexOf("-cp")))
                .containsExactly("-Xmx512m", "-Dmine=1");
        assertThat(command.get(command.indexOf("-cp") + 1)).isEqualTo("/opt/with blank/broker/*");
    }

    private List<String> command(int javaVersion) {
        try (DataFolder data = DataFolder.open(folder.resolve("data"), folder)) {
            return BrokerCommand.of(
                    Path.of("/opt/java"),
                    javaVersion,
                    new Distribution(Path.of("/opt/with blank")),
                    data,
                    new BrokerPorts(9092, 9093),
                    "  -Xmx512m   -Dmine=1 ");
        }
    }
}
