/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The OSGi framework with the bundles of the feature files in it. */
final class OsgiRuntime {
    private static final Duration POLL = Duration.ofMillis(25);

    private final Framework framework;
    private final ApprovalHook approval;
    private final BundleReport report = new BundleReport();

    private OsgiRuntime(Framework framework, ApprovalHook approval) {
        this.framework = framework;
        this.approval = approval;
    }

    /**
     * A framework that is not started yet, so that it can be stopped from the first moment on.
     *
     * @param approval decides what may run besides the bundles of the feature files
     * @param warnings gets a line for each bundle that may not
     */
    static OsgiRuntime create(Map<String, String> properties, Approval approval, Consumer<String> warnings) {
        ApprovalHook hook = new ApprovalHook(
                approval, Path.of(Objects.requireNonNull(properties.get(Constants.FRAMEWORK_STORAGE))), warnings);
        Map<String, Object> all = new TreeMap<>(properties);
        // With the system bundle: there before any other bundle, after a restart of the framework too.
        all.put(FelixConstants.SYSTEMBUNDLE_ACTIVATORS_PROP, List.of(hook));
        return new OsgiRuntime(new FrameworkFactory().newFramework(all), hook);
    }

    /**
     * Installs and starts everything; returns when every bundle runs.
     *
     * @param limit how long to wait for the last start level
     * @throws StartFailure with {@link ExitCode#NOT_READY} naming every bundle that does not run, and why
     */
    void start(List<Feature> features, Distribution distribution, FeatureConfigurations configurations, Duration limit)
            throws BundleException, InterruptedException {
        framework.init(report);
        BundleContext context = framework.getBundleContext();
        for (Feature feature : features) {
            for (Feature.FeatureBundle bundle : feature.bundles()) {
                install(context, distribution, bundle);
            }
        }
        framework.start();
        complete(features, configurations, limit);
    }

    /**
     * Completes a restart: a framework that was updated comes up again by itself, as far as the configuration level.
     *
     * @param stopping ends the wait when opened
     */
    void resume(List<Feature> features, FeatureConfigurations configurations, Duration limit, CountDownLatch stopping)
            throws InterruptedException {
        while (framework.getState() != Bundle.ACTIVE) {
            if (stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        complete(features, configurations, limit);
    }

    private void complete(List<Feature> features, FeatureConfigurations configurations, Duration limit)
            throws InterruptedException {
        BundleContext context = framework.getBundleContext();
        context.addFrameworkListener(report);
        configurations.apply(features, context);
        boolean reached = raiseStartLevel(limit);
        List<String> problems = report.problems(context);
        if (!reached || !problems.isEmpty()) {
            throw new StartFailure(ExitCode.NOT_READY, describe(reached, problems, limit));
        }
        context.removeFrameworkListener(report);
    }

    private void install(BundleContext context, Distribution distribution, Feature.FeatureBundle wanted)
            throws BundleException {
        // By reference: the jar stays where it is, nothing is copied into the data folder.
        Bundle bundle = context.installBundle(
                "reference:" + distribution.jarOf(wanted.id()).toUri());
        approval.isOwn(bundle);
        bundle.adapt(BundleStartLevel.class).setStartLevel(wanted.startLevel());
        if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
            bundle.start();
        }
    }

    private boolean raiseStartLevel(Duration limit) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(FrameworkProperties.FINAL_LEVEL, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
            }
        });
        return reached.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String describe(boolean reached, List<String> problems, Duration limit) {
        String heading = reached
                ? "Not everything could be started:"
                : "Starting took longer than " + limit.toSeconds() + " s; not running yet:";
        return heading + "\n  " + String.join("\n  ", problems);
    }

    /** Waits until the framework stops, and tells whether it is about to start again. */
    boolean awaitStop() throws InterruptedException {
        int type = framework.waitForStop(0).getType();
        return type == FrameworkEvent.STOPPED_UPDATE || type == FrameworkEvent.STOPPED_SYSTEM_REFRESHED;
    }

    /**
     * Stops all bundles in the reverse order of their start levels.
     *
     * @return false if the limit passed before that was done
     */
    boolean stop(Duration limit) throws BundleException, InterruptedException {
        framework.stop();
        return framework.waitForStop(limit.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }
}
