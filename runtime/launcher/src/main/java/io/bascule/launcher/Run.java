/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
        Path folder = options.folder().orElseGet(() -> defaultFolder(environment));
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
            Path dump = data.at("log").resolve("out-of-memory.hprof");
            if (HeapDump.writeTo(dump)) {
                terminal.event(
                        "WARN",
                        "An earlier run ended because it had too little memory. Its heap lies in " + dump
                                + "; no other is written until this one is taken away");
            }
            terminal.say(
                    "Console: " + Readiness.url(settings.host(), settings.port(), "/system/console") + " (user admin)");
            Approval approval = Approval.of(settings, data.at("etc"));
            if (approval.policy() == Approval.Policy.OPEN && !settings.isLoopback()) {
                terminal.event(
                        "WARN",
                        "Everybody who reaches the console from another machine and knows its password can have any bundle"
                                + " run here. Set " + Approval.KEY + " in etc/" + Settings.FILE
                                + " to listed or signed");
            }
            Map<String, String> properties = FrameworkProperties.of(settings, data, kafka);
            // Logging asks the framework for this one, and the virtual machine where it has no framework to ask: before
            // its
            // own bundle is active, and after. Unset, ${bascule.log} would become the name of a folder.
            System.setProperty(FrameworkProperties.LOG, data.at("log").toString());
            try {
                FeatureConfigurations configurations = new FeatureConfigurations(properties);
                OsgiRuntime framework = create(properties, approval);
                // Beside the framework: both take seconds, and what is committed first is to find its way at once.
                startBroker(data, brokerPorts);
                framework.start(features, distribution, configurations, START_LIMIT);
                ready(settings, processStart);
                while (framework.awaitStop() && stopping.getCount() > 0) {
                    Instant again = clock.instant();
                    terminal.event("INFO", "Starting again");
                    framework.resume(features, configurations, START_LIMIT, stopping);
                    ready(settings, again);
                }
            } finally {
                stop();
            }
        }
    }

    private synchronized OsgiRuntime create(Map<String, String> properties, Approval approval) {
        OsgiRuntime created = OsgiRuntime.create(properties, approval, line -> terminal.event("WARN", line));
        runtime = created;
        return created;
    }

    private void ready(Settings settings, Instant begin) throws InterruptedException {
        new Readiness(clock, stopping).await(settings, ANSWER_LIMIT);
        if (stopping.getCount() > 0) {
            double seconds = Duration.between(begin, clock.instant()).toMillis() / 1000.0;
            terminal.say("Ready after %.1f s".formatted(seconds));
        }
    }

    private synchronized void startBroker(DataFolder data, Optional<BrokerPorts> ports) {
        if (ports.isEmpty() || broker != null || stopping.getCount() == 0) {
            return;
        }
        List<String> command = BrokerCommand.of(
                Path.of(System.getProperty("java.home")),
                Runtime.version().feature(),
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

    /** The data folder where none is named. */
    static Path defaultFolder(Map<String, String> environment) {
        String chosen = environment.get("BASCULE_DIR");
        return chosen == null || chosen.isBlank()
                ? Path.of(System.getProperty("user.home"), ".bascule")
                : Path.of(chosen);
    }
}
