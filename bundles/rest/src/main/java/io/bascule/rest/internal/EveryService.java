/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import java.util.Collection;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * All services of a type that are offered at the moment of each use. Thread-safe.
 *
 * @param <S> the type
 */
@FunctionalInterface
interface EveryService<S> {
    /** Uses each of them. */
    void use(Consumer<S> call);

    /** The services of a framework. */
    static <S> EveryService<S> of(BundleContext context, Class<S> type) {
        return call -> references(context, type).forEach(reference -> {
            S service = context.getService(reference);
            if (service != null) {
                try {
                    call.accept(service);
                } finally {
                    context.ungetService(reference);
                }
            }
        });
    }

    private static <S> Collection<ServiceReference<S>> references(BundleContext context, Class<S> type) {
        try {
            return context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("There is no filter that could be wrong", e);
        }
    }
}
