/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** A service that may be there or not at any moment. Thread-safe. */
final class OptionalService<S> implements AutoCloseable {
    private final ServiceTracker<S, S> tracker;

    OptionalService(BundleContext context, Class<S> type) {
        tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
    }

    /** The service; null while it is not there. */
    @Nullable
    S get() {
        return tracker.getService();
    }

    @Override
    public void close() {
        tracker.close();
    }
}
