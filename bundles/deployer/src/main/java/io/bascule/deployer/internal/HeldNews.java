/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import io.bascule.api.event.Lifecycle;
import io.bascule.api.event.Lifecycle.Subject;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what becomes of bundles, and keeps it while nobody takes it: connectors are deployed before the engine has its
 * lease. Thread-safe.
 */
final class HeldNews implements BundleNews {
    /** Of more than so many the oldest are given up: a runtime may stand by for another one for weeks. */
    private static final int MOST_WAITING = 1_000;

    private final Deque<Entry> waiting = new ArrayDeque<>();
    private @Nullable Lifecycle lifecycle;

    private record Entry(String name, Lifecycle.Event event, String detail) {}

    @Override
    public synchronized void tell(String name, Lifecycle.Event event, String detail) {
        Lifecycle taker = lifecycle;
        if (taker != null) {
            taker.tell(Subject.BUNDLE, name, event, detail);
            return;
        }
        if (waiting.size() == MOST_WAITING) {
            waiting.removeFirst();
        }
        waiting.addLast(new Entry(name, event, detail));
    }

    /** Passes on to this one from now on; null for nobody. */
    synchronized void passTo(@Nullable Lifecycle taker) {
        lifecycle = taker;
        if (taker != null) {
            waiting.forEach(entry -> taker.tell(Subject.BUNDLE, entry.name(), entry.event(), entry.detail()));
            waiting.clear();
        }
    }
}
