/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runtime under test: the distribution's own start script. Belongs to one thread. */
final class RuntimeProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final Places places;
    private final WorldPorts ports;
    private final Waiting waiting;
    private @Nullable ChildProcess process;
    private volatile String passwordLine = "";
    private long kills;

    RuntimeProcess(Places places, WorldPorts ports, Waiting waiting) {
        this.places = places;
        this.ports = ports;
        this.waiting = waiting;
    }

    /** Starts it and returns at once. */
    void start() {
        Path script = places.distribution().resolve("bin").resolve("bascule");
        process = ChildProcess.start(
                "bascule",
                List.of(
                        script.toString(),
                        "run",
                        "--dir",
                        places.runtime().toString(),
                        "--port",
                        Integer.toString(ports.first()),
                        "--webhook-port",
                        Integer.toString(ports.webhooks())),
                Map.of(),
                places.logs().resolve("bascule.log"),
                line -> line.startsWith("Ready"),
                line -> {
                    if (line.startsWith("Password of console")) {
                        passwordLine = line;
                    }
                });
    }

    void awaitReady() throws InterruptedException {
        running().awaitReady(START_LIMIT, waiting);
    }

    boolean isAlive() {
        ChildProcess current = process;
        return current != null && current.isAlive();
    }

    /** Ends it as {@code kill -9} does; its broker ends by itself. */
    void kill() throws InterruptedException {
        running().kill();
        kills++;
    }

    long kills() {
        return kills;
    }

    Optional<String> passwordLine() {
        return passwordLine.isEmpty() ? Optional.empty() : Optional.of(passwordLine);
    }

    private ChildProcess running() {
        ChildProcess current = process;
        if (current == null) {
            throw new IllegalStateException("The runtime was not started");
        }
        return current;
    }

    /** Asks it to end, and sees to it. */
    void stop() throws InterruptedException {
        ChildProcess current = process;
        if (current != null) {
            current.stop(STOP_LIMIT);
        }
    }
}
