/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.event.Lifecycle;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Follows the service that takes news of bundles, which comes and goes with the engine's lease. */
final class LifecycleTracker extends ServiceTracker<Lifecycle, Lifecycle> {
    private final HeldNews news;

    LifecycleTracker(BundleContext context, HeldNews news) {
        super(context, Lifecycle.class, null);
        this.news = news;
    }

    @Override
    public @Nullable Lifecycle addingService(ServiceReference<Lifecycle> reference) {
        Lifecycle service = super.addingService(reference);
        news.passTo(service);
        return service;
    }

    @Override
    public void removedService(ServiceReference<Lifecycle> reference, Lifecycle service) {
        news.passTo(null);
        super.removedService(reference, service);
    }
}
