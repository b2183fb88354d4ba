/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class PortsTest {
    @TempDir
    Path folder;

    @Test
    void namesPortPurposeAndOptionWhenTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            StartFailure failure = catchThrowableOfType(
                    StartFailure.class,
                    () -> Ports.requireFree("127.0.0.1", taken.getLocalPort(), "webhooks", "--webhook-port N"));

            assertThat(failure.exitCode()).isEqualTo(ExitCode.PORT);
            assertThat(failure.text())
                    .contains("Port " + taken.getLocalPort())
                    .contains("(webhooks)")
                    .contains("--webhook-port N");
        }
    }

    @Test
    void acceptsAFreePort() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }

        assertThatCode(() -> Ports.requireFree("127.0.0.1", port, "webhooks", "--webhook-port N"))
                .doesNotThrowAnyException();
    }

    @Test
    void keepsTheBrokersPortsFromStartToStart() throws IOException {
        BrokerPorts first = BrokerPorts.of(folder, Optional.empty());
        try (ServerSocket taken = new ServerSocket(first.broker(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThat(BrokerPorts.of(folder, Optional.empty())).isEqualTo(first);
        }
    }

    @Test
    void takesTheBrokersPortFromTheOption() {
        assertThat(BrokerPorts.of(folder, Optional.of(7000))).isEqualTo(new BrokerPorts(7000, 7001));
    }

    @Test
    void explainsABrokenFileOfPorts() throws IOException {
        Files.writeString(folder.resolve("ports"), "9092");

        StartFailure failure = catchThrowableOfType(StartFailure.class, () -> BrokerPorts.of(folder, Optional.empty()));

        assertThat(failure.text()).contains("two port numbers").contains("delete it");
    }
}
