/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Keeps bundles that are not approved from being resolved, so that not a line of them runs, whichever way they came in: a file in
 * {@code deploy/}, an upload in the console, a command of the shell. What the distribution brings needs no approval, unless
 * somebody gave it other bytes. Thread-safe.
 */
final class ApprovalHook implements BundleActivator, ResolverHookFactory, SynchronousBundleListener {
    private final Approval approval;
    private final Path storage;
    private final Consumer<String> warnings;

    /** By the id of a bundle of the distribution: when it was last changed. */
    private final Map<Long, Long> own = new HashMap<>();

    private final Set<String> told = new HashSet<>();

    /**
     * A hook, to be started with the system bundle.
     *
     * @param storage the folder in which the framework keeps its copies of bundles
     * @param warnings gets a line for each bundle that is kept out
     */
    ApprovalHook(Approval approval, Path storage, Consumer<String> warnings) {
        this.approval = approval;
        this.storage = storage;
        this.warnings = warnings;
    }

    @Override
    public void start(BundleContext context) {
        context.registerService(ResolverHookFactory.class, this, null);
        context.addBundleListener(this);
    }

    @Override
    public void stop(BundleContext context) {}

    /** A bundle of the distribution. */
    synchronized void isOwn(Bundle bundle) {
        own.put(bundle.getBundleId(), bundle.getLastModified());
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        if (triggers.size() == 1) {
            Bundle bundle = triggers.iterator().next().getBundle();
            refusal(bundle).ifPresent(why -> {
                // Whoever tries to start it is told so by the exception that the framework makes of this.
                throw new IllegalStateException(text(bundle, why));
            });
        }
        return new Filter();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() != BundleEvent.INSTALLED && event.getType() != BundleEvent.UPDATED) {
            return;
        }
        Bundle bundle = event.getBundle();
        Optional<String> refusal = refusal(bundle);
        if (refusal.isEmpty()) {
            return;
        }
        String host = bundle.getHeaders().get(Constants.FRAGMENT_HOST);
        if (host != null && host.contains(Constants.EXTENSION_DIRECTIVE)) {
            // The framework takes an extension of itself in without resolving it.
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                warnings.accept(text(bundle, "it cannot be uninstalled: " + e));
            }
        }
    }

    private Optional<String> refusal(Bundle bundle) {
        if (isExempt(bundle)) {
            return Optional.empty();
        }
        Optional<String> refusal;
        try {
            refusal = bytes(bundle).stream()
                    .map(approval::refusal)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IOException e) {
            refusal = Optional.of("its bytes cannot be read: " + e.getMessage());
        }
        refusal.ifPresent(why -> {
            synchronized (this) {
                if (told.add(bundle.getBundleId() + why)) {
                    warnings.accept(text(bundle, why));
                }
            }
        });
        return refusal;
    }

    private synchronized boolean isExempt(Bundle bundle) {
        return approval.policy() == Approval.Policy.OPEN
                || bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID
                || Long.valueOf(bundle.getLastModified()).equals(own.get(bundle.getBundleId()));
    }

    private static String text(Bundle bundle, String why) {
        return "Bundle " + bundle.getSymbolicName() + " " + bundle.getVersion() + " (" + bundle.getLocation()
                + ") is kept from running: " + why;
    }

    /** The framework's copies of a bundle, those of an update that is not refreshed yet included. */
    private List<Path> bytes(Bundle bundle) throws IOException {
        List<Path> copies;
        try (Stream<Path> found = Files.find(
                storage.resolve("bundle" + bundle.getBundleId()),
                2,
                (path, attributes) -> path.endsWith("bundle.jar") && attributes.isRegularFile())) {
            copies = found.toList();
        }
        if (copies.isEmpty()) {
            throw new IOException("it was installed by reference, so its file may change at any time");
        }
        return copies;
    }

    /** Takes what is not approved out of what may be resolved. */
    private final class Filter implements ResolverHook {
        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            candidates.removeIf(revision -> refusal(revision.getBundle()).isPresent());
        }

        @Override
        public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {}

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {}

        @Override
        public void end() {}
    }
}
