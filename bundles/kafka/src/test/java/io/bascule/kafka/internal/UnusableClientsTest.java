/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import io.bascule.api.health.HealthComponent.Status;
import io.bascule.api.runtime.Faults;
import io.bascule.api.secret.SecretFiles;
import io.bascule.kafka.internal.client.BrokerSettings;
import io.bascule.kafka.internal.client.KafkaClients;
import io.bascule.kafka.internal.client.Retention;
import io.bascule.kafka.internal.client.Security;
import io.bascule.kafka.internal.log.Events;
import io.bascule.kafka.internal.log.InMemoryOutbox;
import io.bascule.kafka.internal.log.TopicNames;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Settings and secrets with which no client of Kafka can be made. */
final class UnusableClientsTest {
    @TempDir
    private Path secrets;

    @Test
    void aMissingSecretIsToldAsTheStateOfKafka() throws Exception {
        assertDown(new Security("SASL_PLAINTEXT", "PLAIN", "ada", "secret:kafka", "", "", ""), "kafka");
    }

    @Test
    void aCertificateThatIsNoneIsToldAsTheStateOfKafka() throws Exception {
        Files.writeString(secrets.resolve("ca"), "private-matter");
        assertDown(new Security("SSL", "PLAIN", "", "", "secret:ca", "", ""), "PEM");
    }

    private void assertDown(Security security, String reason) throws Exception {
        TopicNames names = new TopicNames("bascule");
        try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Bridge bridge = new Bridge(
                        new KafkaClients(
                                new BrokerSettings(
                                        "127.0.0.1:" + port.getLocalPort(),
                                        security,
                                        "classic",
                                        Duration.ofSeconds(10),
                                        3,
                                        0,
                                        Retention.ofDays(7)),
                                names,
                                new SecretFiles(secrets)),
                        names,
                        new Rooms(
                                new InMemoryOutbox(),
                                Events.routes("shop"),
                                records -> {},
                                (type, after, limit) -> List.of(),
                                null,
                                Faults.NONE),
                        InstantSource.system())) {
            bridge.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> bridge.health().status() == Status.DOWN);
            assertThat(bridge.health().detail()).contains(reason).doesNotContain("private-matter");
        }
    }
}
