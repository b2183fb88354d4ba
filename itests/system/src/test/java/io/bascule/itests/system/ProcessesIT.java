/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A runtime with its broker, as it is shipped: the newest Java has nothing to warn of; what is left after its end, and what is
 * there again after a start.
 */
final class ProcessesIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 40;
    private static final int BROKER_PORT = PORT + 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void leavesNoBrokerBehindAndKeepsWhatItHeld() throws Exception {
        Shipped shipped = Shipped.below(folder.resolve("shipped"));
        try (RunningBascule first = start(shipped, "out-first")) {
            first.awaitReady().awaitOutput("Kafka broker: ready on 127.0.0.1:" + BROKER_PORT);
            assertThat(first.output()).doesNotContain("WARNING");
            makeTopic("kept");
            List<ProcessHandle> children = first.children();
            assertThat(children).isNotEmpty();

            first.kill();

            await("end of the broker")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
        try (RunningBascule second = start(shipped, "out-second")) {
            second.awaitReady().awaitOutput("Kafka broker: ready on 127.0.0.1:" + BROKER_PORT);
            assertThat(topics()).contains("kept");
            assertThat(second.output()).doesNotContain("shown this once");
            killBroker(second);
            second.awaitOutput("next start in 1 s");
            assertThat(second.request("GET", PORT, "/system/console/bundles").statusCode())
                    .isEqualTo(401);
            List<ProcessHandle> children = second.children();

            assertThat(second.terminate()).isZero();

            // Log lines of what stops may stand between the two.
            assertThat(second.output()).contains("Stopping\n").endsWith("Stopped\n");
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
        // Where the commands were given: nothing beside the data folder.
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data", "out-first", "out-second", "shipped");
        assertThat(Files.readString(folder.resolve("data/log/broker.log")))
                .doesNotContain("WARNING")
                .doesNotContain("Unrecognized");
    }

    private RunningBascule start(Shipped shipped, String output) throws IOException {
        return RunningBascule.start(
                shipped.home(),
                folder.resolve(output),
                shipped.environment(),
                "--dir",
                folder.resolve("data").toString(),
                "--port",
                "" + PORT,
                "--broker-port",
                "" + BROKER_PORT);
    }

    private static void killBroker(RunningBascule bascule) {
        List<ProcessHandle> children = bascule.children();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void makeTopic(String name) throws Exception {
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static Set<String> topics() throws Exception {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + BROKER_PORT));
    }
}
