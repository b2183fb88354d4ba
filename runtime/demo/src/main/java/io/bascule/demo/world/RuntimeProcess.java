/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The runtime under test: the distribution's own start script. Belongs to one thread. */
final class RuntimeProcess {
    private static final String BROKER = "io.bascule.broker.Broker";
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
    /** With what an integration says when it starts. */
    private static final Pattern OPEN_INTENTS = Pattern.compile("Integration (\\w+): (\\d+) open intents found");

    private final Places places;
    private final WorldPorts ports;
    private final Waiting waiting;
    private final Map<String, Long> openIntents = new ConcurrentHashMap<>();
    private @Nullable ChildProcess process;
    private volatile String passwordLine = "";

    RuntimeProcess(Places places, WorldPorts ports, Waiting waiting) {
        this.places = places;
        this.ports = ports;
        this.waiting = waiting;
    }

    /** Starts it and returns at once. */
    void start() {
        openIntents.clear();
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
                this::read);
    }

    private void read(String line) {
        if (line.startsWith("Password of console")) {
            passwordLine = line;
        }
        Matcher intents = OPEN_INTENTS.matcher(line);
        if (intents.find()) {
            openIntents.put(String.valueOf(intents.group(1)), Long.parseLong(intents.group(2)));
        }
    }

    void awaitReady() throws InterruptedException {
        running().awaitReady(START_LIMIT, waiting);
    }

    /**
     * What its integrations found when they started: writes that had been begun and not settled.
     *
     * @param integrations how many there are; waits until each has spoken
     * @return by integration
     */
    SortedMap<String, Long> awaitOpenIntents(int integrations) throws InterruptedException {
        if (!waiting.until(() -> openIntents.size() >= integrations || !isAlive(), PAUSE, START_LIMIT)
                || openIntents.size() < integrations) {
            throw new WorldFailure("Only %s of %d integrations started again; see %s"
                    .formatted(openIntents.keySet(), integrations, places.logs().resolve("bascule.log")));
        }
        return new TreeMap<>(openIntents);
    }

    /** The process of its Kafka broker; empty if there is none at the moment. */
    Optional<ProcessHandle> broker() {
        return running()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(BROKER))
                .findFirst();
    }

    boolean isAlive() {
        ChildProcess current = process;
        return current != null && current.isAlive();
    }

    /** Ends it as {@code kill -9} does; its broker ends by itself. */
    void kill() throws InterruptedException {
        running().kill();
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
