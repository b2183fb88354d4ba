/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.sync.ConnectorUse;
import io.bascule.api.sync.ConnectorUse.Stay;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Installs bundles into the framework that runs. */
final class FrameworkBundleHost implements BundleHost {
    private static final Logger log = LoggerFactory.getLogger(FrameworkBundleHost.class);
    private static final long REFRESH_LIMIT_SECONDS = 30;

    /** The innermost complaint of the framework's resolver, for example {@code osgi.wiring.package; (osgi.wiring.package=a.b)}. */
    private static final Pattern MISSING = Pattern.compile("missing requirement \\[[^]]*]\\([^)]*\\)] (.*)");

    private final BundleContext context;
    private final Supplier<@Nullable ConnectorUse> uses;

    /** @param uses who knows what integrations are bound to; gives null while the engine is not there */
    FrameworkBundleHost(BundleContext context, Supplier<@Nullable ConnectorUse> uses) {
        this.context = context;
        this.uses = uses;
    }

    @Override
    public List<Hosted> hosted() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith(ConnectorUse.LOCATION))
                .map(FrameworkBundleHost::hosted)
                .toList();
    }

    @Override
    public Hosted install(Jar jar) throws Refusal {
        String location = ConnectorUse.LOCATION + jar.sha256();
        Bundle bundle;
        try (InputStream bytes = Files.newInputStream(jar.copy())) {
            bundle = context.installBundle(location, bytes);
        } catch (BundleException | IOException e) {
            throw refusal("it cannot be installed", e);
        }
        try {
            bundle.start();
            return hosted(bundle);
        } catch (BundleException e) {
            uninstall(hosted(bundle));
            throw refusal("it cannot be started", e);
        }
    }

    @Override
    public boolean isBound(Hosted hosted, Stay stay) {
        Bundle bundle = context.getBundle(hosted.id());
        if (bundle == null || !offersConnector(bundle)) {
            return false;
        }
        ConnectorUse use = uses.get();
        // While the engine is starting nobody knows; what leaves in any case does not wait for it.
        return use == null ? stay == Stay.REPLACED : use.isBound(hosted.id(), stay);
    }

    private static boolean offersConnector(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services != null
                && Arrays.stream(services)
                        .flatMap(service -> Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS)))
                        .anyMatch(ConnectorFactory.class.getName()::equals);
    }

    @Override
    public void start(Hosted hosted) throws Refusal {
        Bundle bundle = context.getBundle(hosted.id());
        if (bundle == null) {
            throw refusal("it cannot be started", new BundleException("it is not installed"));
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            throw refusal("it cannot be started", e);
        }
    }

    @Override
    public void uninstall(Hosted hosted) {
        Bundle bundle = context.getBundle(hosted.id());
        if (bundle == null) {
            return;
        }
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            log.warn("Bundle {} complained while it was uninstalled", bundle.getSymbolicName(), e);
        }
        refresh(bundle);
    }

    private static Hosted hosted(Bundle bundle) {
        return new Hosted(bundle.getBundleId(), bundle.getLocation(), bundle.getLastModified());
    }

    /** Of this bundle alone: without a name the framework would refresh whatever else is waiting for it. */
    private void refresh(Bundle bundle) {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_ID)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> done.countDown());
        try {
            if (!done.await(REFRESH_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                log.warn(
                        "Refreshing bundle {} takes longer than {} s", bundle.getSymbolicName(), REFRESH_LIMIT_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Refusal refusal(String what, Exception e) {
        if (e instanceof BundleException resolving && resolving.getType() == BundleException.RESOLVE_ERROR) {
            String message = String.valueOf(e.getMessage());
            Matcher matcher = MISSING.matcher(message);
            String missing = matcher.find() ? matcher.group(1).replaceAll(" Unresolved requirements:.*", "") : message;
            return Refusal.because(
                    what,
                    "that the runtime offers all it requires",
                    "missing requirement " + missing,
                    "Build it against this version of Bascule.");
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (e instanceof BundleException rejected && rejected.getType() == BundleException.REJECTED_BY_HOOK) {
            return Refusal.because(
                    what,
                    "that it is approved",
                    String.valueOf(cause.getMessage()),
                    "It is tried again when its file changes.");
        }
        log.debug("Bundle failed: {}", what, e);
        return Refusal.because(
                what, "that it starts", cause.toString(), "See the log of the bundle, mend it, and copy it again.");
    }
}
