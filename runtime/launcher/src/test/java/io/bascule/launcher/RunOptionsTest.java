/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class RunOptionsTest {
    @Test
    void leavesEveryChoiceOpenWithoutOptions() {
        RunOptions options = RunOptions.parse(List.of());

        assertThat(options.folder()).isEmpty();
        assertThat(options.port()).isEmpty();
        assertThat(options.kafka()).isEmpty();
        assertThat(options.broker()).isTrue();
    }

    @Test
    void readsEveryOption() {
        RunOptions options = RunOptions.parse(List.of(
                "--dir",
                "/data",
                "--port",
                "81",
                "--webhook-port",
                "82",
                "--kafka",
                "k:9092",
                "--broker-port",
                "83",
                "--no-broker"));

        assertThat(options.folder()).contains(Path.of("/data"));
        assertThat(options.port()).contains(81);
        assertThat(options.webhookPort()).contains(82);
        assertThat(options.kafka()).contains("k:9092");
        assertThat(options.brokerPort()).contains(83);
        assertThat(options.broker()).isFalse();
    }

    @Test
    void namesAnUnknownOption() {
        assertThat(failure("--prot", "80").text()).contains("\"--prot\"").contains("Usage: bascule run");
    }

    @Test
    void namesTheOptionWhoseValueIsMissing() {
        assertThat(failure("--dir").text()).contains("Option --dir needs a value");
        assertThat(failure("--dir", "--no-broker").text()).contains("Option --dir needs a value");
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThat(failure("--port", "http").text())
                .contains("--port")
                .contains("1 to 65535")
                .contains("\"http\"");
        assertThat(failure("--port", "65536").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure("--port", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private static StartFailure failure(String... arguments) {
        return catchThrowableOfType(StartFailure.class, () -> RunOptions.parse(List.of(arguments)));
    }
}
