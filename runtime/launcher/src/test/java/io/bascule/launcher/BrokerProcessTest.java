/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With small shell scripts in the broker's place. */
final class BrokerProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void closeScheduler() {
        scheduler.shutdownNow();
    }

    @Test
    void saysWhenTheBrokerServesAndEndsItByClosingItsInput() throws InterruptedException {
        BrokerProcess broker = broker("echo READY; cat; echo ended properly >&2");
        broker.start();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(said()).contains("INFO  Kafka broker: ready on host:1"));

        broker.stop(LIMIT);

        assertThat(folder.resolve("broker.log")).hasContent("ended properly\n");
        assertThat(said()).doesNotContain("next start");
    }

    @Test
    void startsABrokerThatEndedAgain() throws InterruptedException {
        BrokerProcess broker = broker("echo started >&2; exit 7");
        broker.start();

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(folder.resolve("broker.log")).content().startsWith("started\nstarted\n"));
        assertThat(said()).contains("ended with status 7; next start in 1 s").contains("broker.log");
        broker.stop(LIMIT);
    }

    @Test
    void killsABrokerThatDoesNotEnd() throws InterruptedException {
        BrokerProcess broker = broker("echo READY; trap '' TERM; while :; do sleep 1; done");
        broker.start();
        await().atMost(LIMIT).until(() -> said().contains("ready"));

        broker.stop(Duration.ofMillis(100));

        assertThat(said()).doesNotContain("next start");
    }

    private BrokerProcess broker(String script) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                InstantSource.fixed(Instant.EPOCH),
                ZoneOffset.UTC);
        return new BrokerProcess(
                List.of("/bin/sh", "-c", script), folder.resolve("broker.log"), "host:1", terminal, scheduler);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
