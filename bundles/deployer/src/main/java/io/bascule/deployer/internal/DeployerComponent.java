/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.health.HealthComponent;
import io.bascule.api.health.HealthSource;
import io.bascule.api.runtime.Faults;
import io.bascule.api.sync.ConnectorUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the deployer five times a second on a thread of its own. Its bundles go on when it stops. */
@Component(service = HealthSource.class, immediate = true)
public final class DeployerComponent implements HealthSource {
    private static final Logger log = LoggerFactory.getLogger(DeployerComponent.class);
    private static final long POLL_MILLIS = 200;
    private static final long STOP_LIMIT_SECONDS = 5;

    private final ScheduledExecutorService executor;
    private final ScheduledFuture<?> rounds;
    private final OptionalService<ConnectorUse> services;
    private final LifecycleTracker lifecycle;
    private final DeployReport report;

    /**
     * Made by the component runtime.
     *
     * @throws IOException if the folder {@code deploy/} cannot be made
     */
    @Activate
    public DeployerComponent(
            BundleContext context,
            @Reference(name = "faults", cardinality = ReferenceCardinality.OPTIONAL) @Nullable Faults faults)
            throws IOException {
        String data = context.getProperty("bascule.data");
        if (data == null) {
            throw new IOException("The framework property bascule.data must name the data folder");
        }
        Path root = Path.of(data);
        Path deploy = Files.createDirectories(root.resolve("deploy"));
        Path own = root.resolve("deployer");
        // Asked at each look: the engine comes later than this, and may come and go.
        OptionalService<ConnectorUse> use = new OptionalService<>(context, ConnectorUse.class);
        services = use;
        HeldNews news = new HeldNews();
        lifecycle = new LifecycleTracker(context, news);
        report = new DeployReport(DeployReport::toLog, news);
        Deployer deployer = new Deployer(
                new DeployFolder(deploy),
                new Staging(
                        own.resolve("staged"), new JarChecks(Runtime.version().feature())),
                new FrameworkBundleHost(context, use::get),
                new StateFile(own.resolve("deployed.txt")),
                report,
                InstantSource.system(),
                faults == null ? Faults.NONE : faults);
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "bascule-deployer");
            thread.setDaemon(true);
            return thread;
        });
        rounds = executor.scheduleWithFixedDelay(() -> guarded(deployer::round), 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        lifecycle.open();
        log.info("Watching {}", deploy);
    }

    @Override
    public List<HealthComponent> health() {
        return DeployHealth.of(report.statuses());
    }

    /** Stops watching; waits up to five seconds for a bundle that is just being started. */
    @Deactivate
    public void stop() throws InterruptedException {
        rounds.cancel(false);
        executor.shutdown();
        services.close();
        if (!executor.awaitTermination(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            log.warn("A bundle from deploy/ takes longer than {} s to start or stop", STOP_LIMIT_SECONDS);
        }
        lifecycle.close();
    }

    /** What a task throws would end the watch in silence. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
                log.error("Looking after deploy/ failed; it goes on with the next round", e);
            }
        }
    }
}
