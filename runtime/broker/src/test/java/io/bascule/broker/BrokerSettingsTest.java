/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.broker;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class BrokerSettingsTest {
    private final BrokerSettings settings = new BrokerSettings(Path.of("data"), 22100, 22101);

    @Test
    void isAConfigurationThatKafkaAccepts() {
        KafkaConfig config = KafkaConfig.fromProps(settings.properties(), false);

        assertThat(config.logDirs())
                .containsExactly(Path.of("data").toAbsolutePath().toString());
        assertThat(config.autoCreateTopicsEnable()).isFalse();
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(settings.properties().getProperty("listeners"))
                .isEqualTo("PLAINTEXT://127.0.0.1:22100,CONTROLLER://127.0.0.1:22101");
    }

    @Test
    void compactsWithLessMemoryThanTheHeapHas() {
        assertThat(settings.properties().getProperty("log.cleaner.enable")).isEqualTo("true");
        assertThat(Long.parseLong(settings.properties().getProperty("log.cleaner.dedupe.buffer.size")))
                .isLessThan(256L * 1024 * 1024 / 4);
    }

    @Test
    void needsTwoPorts() {
        assertThatThrownBy(() -> new BrokerSettings(Path.of("data"), 1, 1)).hasMessageContaining("must differ");
    }
}
