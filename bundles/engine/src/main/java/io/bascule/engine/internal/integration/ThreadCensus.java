/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.connector.Connector;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds threads that a connector runs of its own, against its contract: they would hold on to its classes after it is gone. A
 * thread counts as the connector's if its class, its context class loader or anything on its stack is of the connector's
 * bundle. An idle thread of a pool shows nothing of who made it and is not found.
 */
public interface ThreadCensus {
    /**
     * Such threads. Those of another build of the same connector look the same, so what was there before it was opened is to be
     * left out of account.
     *
     * @param connector the open connector itself
     */
    Set<Thread> strangers(Connector connector);

    /** Looks at all threads of this process; costs a few milliseconds. */
    static Set<Thread> ofProcess(Connector connector) {
        ClassLoader loader = connector.getClass().getClassLoader();
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> !isOurs(thread.getValue()) && isOf(loader, thread))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A thread of the engine that is in a call of the connector. */
    private static boolean isOurs(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(ObservedConnector.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(ClassLoader loader, Map.Entry<Thread, StackTraceElement[]> thread) {
        if (thread.getKey().getClass().getClassLoader() == loader
                || thread.getKey().getContextClassLoader() == loader) {
            return true;
        }
        for (StackTraceElement frame : thread.getValue()) {
            if (defines(loader, frame.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean defines(ClassLoader loader, String name) {
        if (name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.")) {
            return false;
        }
        try {
            // Hidden classes of lambdas are found by their host.
            int hidden = name.indexOf("$$");
            return Class.forName(hidden < 0 ? name : name.substring(0, hidden), false, loader)
                            .getClassLoader()
                    == loader;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
