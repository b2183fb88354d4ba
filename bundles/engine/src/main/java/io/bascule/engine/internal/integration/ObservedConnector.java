/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.connector.Connector;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a connector and counts how its calls go. It has the connector's operations and no others. What a broken bundle
 * throws as an {@link Error}, such as a class that cannot be loaded, comes out as a {@link RuntimeException}: it is that
 * connector's trouble, not the runtime's. Thread-safe.
 */
public final class ObservedConnector implements InvocationHandler {
    private static final String CONTRACT = Connector.class.getPackageName();

    private static final Problem CLOSED = new Problem(
            ErrorCode.UNREACHABLE,
            "This version of the connector was closed, because another one took its place",
            "connector",
            null,
            null,
            "Nothing; it is tried again with the one in its place.");

    private final Calls calls;

    /** Let go when it is closed: whoever still holds the integration must not hold the connector's classes. */
    private volatile @Nullable Connector connector;

    private ObservedConnector(Connector connector, Calls calls) {
        this.connector = connector;
        this.calls = calls;
    }

    /** The connector, observed. */
    public static Connector of(Connector connector, Calls calls) {
        Set<Class<?>> operations = new LinkedHashSet<>();
        for (Class<?> type = connector.getClass(); type != null; type = type.getSuperclass()) {
            collect(type, operations);
        }
        return (Connector) Proxy.newProxyInstance(
                Connector.class.getClassLoader(),
                operations.toArray(Class<?>[]::new),
                new ObservedConnector(connector, calls));
    }

    /** What is opened here, observed; the opening itself counts as a call of the engine's, not as a thread of the connector's. */
    public static Connector opened(Supplier<Connector> opening, Calls calls) {
        return of(opening.get(), calls);
    }

    private static void collect(Class<?> type, Set<Class<?>> operations) {
        for (Class<?> implemented : type.getInterfaces()) {
            if (implemented.getPackageName().equals(CONTRACT)) {
                operations.add(implemented);
            }
            collect(implemented, operations);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "observed " + connector;
            };
        }
        Connector open = connector;
        if (open == null) {
            throw new BasculeException(CLOSED);
        }
        if (method.getName().equals("close")) {
            connector = null;
        }
        Object call = calls.begin();
        try {
            Object answer = method.invoke(open, arguments);
            note(method, arguments, answer);
            return answer;
        } catch (InvocationTargetException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            calls.failed(method.getName(), failure);
            if (failure instanceof OutOfMemoryError || !(failure instanceof Error)) {
                throw failure;
            }
            throw new IllegalStateException("The connector is broken: " + failure, failure);
        } finally {
            calls.end(call);
        }
    }

    private void note(Method method, Object @Nullable [] arguments, @Nullable Object answer) {
        if (!(answer instanceof List<?> items)) {
            calls.good(1);
            return;
        }
        for (Object item : items) {
            if (item instanceof WriteOutcome.Unknown
                    || item instanceof WriteOutcome.Rejected
                    || item instanceof WriteOutcome.TransientFailure) {
                calls.strange();
            } else {
                calls.good(1);
            }
        }
        int asked = arguments != null && arguments[arguments.length - 1] instanceof List<?> list ? list.size() : -1;
        boolean isWrite = items.stream().anyMatch(WriteOutcome.class::isInstance) || items.isEmpty();
        if (isWrite && asked > items.size()) {
            calls.bug(method.getName() + " answered " + items.size() + " of " + asked + " items");
        }
    }
}
