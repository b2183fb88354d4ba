/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A service that may come and go while the interface stays: it is looked up for each use. Thread-safe.
 *
 * @param <S> the service
 */
interface OptionalService<S> {
    /** Uses the service; empty if nobody offers it now. */
    <R> Optional<R> use(Function<S, R> call);

    /** The service of a framework. */
    static <S> OptionalService<S> of(BundleContext context, Class<S> type) {
        return new OptionalService<>() {
            @Override
            public <R> Optional<R> use(Function<S, R> call) {
                ServiceReference<S> reference = context.getServiceReference(type);
                S service = reference == null ? null : context.getService(reference);
                if (reference == null || service == null) {
                    return Optional.empty();
                }
                try {
                    return Optional.of(call.apply(service));
                } finally {
                    context.ungetService(reference);
                }
            }
        };
    }
}
