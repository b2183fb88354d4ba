/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/**
 * One run from the first check to the last process's end. {@link #run} belongs to the main thread; {@link #stop} may come
 * from any other, at any time.
 */
final class Run {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Distribution distribution;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Map<String, String> environment;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broker-supervision");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable OsgiRuntime runtime;
    private @Nullable BrokerProcess broker;

    /** @param environment the process's environment variables */
    Run(Distribution distribution, Terminal terminal, InstantSource clock, Map<String, String> environment) {
        this.distribution = distribution;
        this.terminal = terminal;
        this.clock = clock;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs until the framework is stopped.
     *
     * @param processStart when the virtual machine started, for the time shown
     * @throws StartFailure if it cannot start
     */
    void run(RunOptions options, Instant processStart) throws BundleException, InterruptedException {
        Path folder = options.folder().orElseGet(this::defaultFolder);
        // Before any class reads it: temporary files belong into the data folder as well.
        System.setProperty(
                "java.io.tmpdir", folder.toAbsolutePath().resolve("tmp").toString());
        try (DataFolder data = DataFolder.open(folder, distribution.etc())) {
            Settings settings = Settings.read(data.at("etc"), options);
            Ports.requireFree(settings.host(), settings.port(), "console and REST", "--port N");
            Ports.requireFree(settings.webhookHost(), settings.webhookPort(), "webhooks", "--webhook-port N");
            List<Feature> features = new FeatureReader().readAll(distribution.features());
            Optional<BrokerPorts> brokerPorts = settings.broker()
                    ? Optional.of(BrokerPorts.of(data.at("kafka"), settings.brokerPort()))
                    : Optional.empty();
            String kafka = settings.kafka()
                    .or(() -> brokerPorts.map(BrokerPorts::bootstrap))
                    .orElse("");
            terminal.say("Data folder: " + data.root());
            terminal.say(
                    "Console: " + Readiness.url(settings.host(), settings.port(), "/system/console") + " (user admin)");
            Map<String, String> properties = FrameworkProperties.of(settings, data, kafka);
            try {
                Instant begin = processStart;
                boolean again;
                do {
                    start(features, properties, settings);
                    terminal.say("Ready after %.1f s"
                            .formatted(Duration.between(begin, clock.instant()).toMillis() / 1000.0));
                    startBroker(data, brokerPorts);
                    again = current().awaitStop();
                    begin = clock.instant();
                } while (again && stopping.getCount() > 0 && halt());
            } finally {
                stop();
            }
        }
    }

    private void start(List<Feature> features, Map<String, String> properties, Settings settings)
            throws BundleException, InterruptedException {
        OsgiRuntime created = OsgiRuntime.create(properties);
        synchronized (this) {
            runtime = created;
        }
        created.start(features, distribution, new FeatureConfigurations(properties), START_LIMIT);
        new Readiness(clock, stopping).await(settings, ANSWER_LIMIT);
    }

    /** An update of the framework restarts it half way; a whole start of our own follows. */
    private boolean halt() throws BundleException, InterruptedException {
        terminal.event("INFO", "Starting again");
        return current().stop(STOP_LIMIT);
    }

    private synchronized OsgiRuntime current() {
        return Objects.requireNonNull(runtime, "started before");
    }

    private synchronized void startBroker(DataFolder data, Optional<BrokerPorts> ports) {
        if (ports.isEmpty() || broker != null || stopping.getCount() == 0) {
            return;
        }
        List<String> command = BrokerCommand.of(
                Path.of(System.getProperty("java.home")),
                distribution,
                data,
                ports.get(),
                environment.getOrDefault("BASCULE_BROKER_JAVA_OPTS", ""));
        broker = new BrokerProcess(
                command, data.at("log").resolve("broker.log"), ports.get().bootstrap(), terminal, scheduler);
        broker.start();
    }

    /**
     * Stops the framework, then the broker; idempotent.
     *
     * @return false if the bundles needed longer than ten seconds
     */
    synchronized boolean stop() throws BundleException, InterruptedException {
        stopping.countDown();
        boolean inTime = true;
        OsgiRuntime running = runtime;
        if (running != null) {
            inTime = running.stop(STOP_LIMIT);
        }
        BrokerProcess child = broker;
        if (child != null) {
            child.stop(STOP_LIMIT);
        }
        scheduler.shutdownNow();
        return inTime;
    }

    private Path defaultFolder() {
        String chosen = environment.get("BASCULE_DIR");
        return chosen == null || chosen.isBlank()
                ? Path.of(System.getProperty("user.home"), ".bascule")
                : Path.of(chosen);
    }
}
