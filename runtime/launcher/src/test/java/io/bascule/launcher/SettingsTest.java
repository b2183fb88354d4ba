/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class SettingsTest {
    @TempDir
    Path etc;

    @Test
    void bindsTheLoopbackAddressUnlessToldOtherwise() {
        Settings settings = read();

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.webhookHost()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8765);
        assertThat(settings.webhookPort()).isEqualTo(8766);
        assertThat(settings.broker()).isTrue();
    }

    @Test
    void movesBothListenersWithOneOption() throws IOException {
        file("bascule.webhook.port = 9000");

        assertThat(read("--port", "7000").webhookPort()).isEqualTo(7001);
    }

    @Test
    void putsOptionsBeforeTheFile() throws IOException {
        file("bascule.http.port = 9000\nbascule.kafka.bootstrap = file:9092");

        assertThat(read().port()).isEqualTo(9000);
        assertThat(read("--port", "7000", "--kafka", "option:9092").port()).isEqualTo(7000);
        assertThat(read("--kafka", "option:9092").kafka()).contains("option:9092");
    }

    @Test
    void startsNoBrokerBesideACluster() throws IOException {
        file("bascule.kafka.bootstrap = file:9092");

        assertThat(read().kafka()).contains("file:9092");
        assertThat(read().broker()).isFalse();
    }

    @Test
    void runsWithoutKafkaOnRequest() throws IOException {
        file("bascule.kafka.bootstrap = file:9092");

        assertThat(read("--no-broker").kafka()).isEmpty();
        assertThat(read("--no-broker").broker()).isFalse();
    }

    @Test
    void refusesASettingThatNobodyReads() throws IOException {
        file("port = 1");

        assertThat(failure().text())
                .contains("\"port\"")
                .contains("bascule.properties")
                .contains("\"bascule.\"");
    }

    @Test
    void refusesATruthValueThatIsNone() throws IOException {
        file("bascule.broker = no");

        assertThat(failure().text())
                .contains("bascule.broker must be true or false")
                .contains("\"no\"");
    }

    @Test
    void refusesOnePortForBothListeners() {
        StartFailure failure =
                catchThrowableOfType(StartFailure.class, () -> read("--port", "7000", "--webhook-port", "7000"));

        assertThat(failure.text()).contains("7000").contains("--webhook-port");
    }

    private void file(String content) throws IOException {
        Files.writeString(etc.resolve(Settings.FILE), content);
    }

    private StartFailure failure() {
        return catchThrowableOfType(StartFailure.class, this::read);
    }

    private Settings read(String... arguments) {
        return Settings.read(etc, RunOptions.parse(List.of(arguments)));
    }
}
