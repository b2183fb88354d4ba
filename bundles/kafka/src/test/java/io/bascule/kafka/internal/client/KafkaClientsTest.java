/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.client;

import io.bascule.api.secret.SecretFiles;
import io.bascule.kafka.internal.log.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class KafkaClientsTest {
    private static final SecretFiles SECRETS = new SecretFiles(Path.of("nowhere"));

    @Test
    void areMadeUnderAForeignContextClassLoaderWhichIsLeftAsItWas() {
        KafkaClients clients = new KafkaClients(settings("127.0.0.1:1"), new TopicNames("bascule"), SECRETS);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader foreign = ClassLoader.getPlatformClassLoader();
        Thread.currentThread().setContextClassLoader(foreign);
        try {
            clients.reader().close();
            TopicMaker topics = clients.topicMaker(() -> {});
            clients.writer(topics).close();
            topics.close();
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(foreign);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void knowWithoutAClientWhetherABrokerIsThere() {
        assertThat(new KafkaClients(settings("127.0.0.1:1"), new TopicNames("bascule"), SECRETS).reachable())
                .isFalse();
    }

    @Test
    void refuseAddressesThatAreNone() {
        assertThatThrownBy(() -> settings("kafka"))
                .hasMessageContaining("host:port")
                .hasMessageContaining("\"kafka\"");
        assertThatThrownBy(() -> settings("kafka:99999")).hasMessageContaining("kafka:99999");
        assertThatThrownBy(() -> settings("a:1,")).hasMessageContaining("a:1,");
        assertThat(settings("kafka-1:9092, kafka-2:9092").addresses()).hasSize(2);
    }

    @Test
    void refuseSettingsOutOfTheirRange() {
        assertThatThrownBy(() -> new BrokerSettings(
                        "a:1", Security.none(), "classic", Duration.ofSeconds(10), 0, 0, Retention.ofDays(7)))
                .hasMessageContaining("partitions must be 1 to 1000; found 0");
    }

    private static BrokerSettings settings(String bootstrap) {
        return new BrokerSettings(
                bootstrap, Security.none(), "classic", Duration.ofSeconds(10), 3, 0, Retention.ofDays(7));
    }
}
