/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which bundles integrations are bound to, for those who must not wait for the reconciler. A bundle counts as bound until a
 * whole round of the reconciler that began after it was asked for says otherwise. Thread-safe.
 */
final class BundleUses {
    private final Map<Long, Long> asked = new HashMap<>();
    private Set<Long> bound = Set.of();
    private long begun;
    private long ended;

    /** Something about a bundle has changed: what was known of it no longer counts. */
    synchronized void ask(long bundle) {
        asked.put(bundle, begun + 1);
    }

    /** Whether a bundle is or may be bound. */
    synchronized boolean contains(long bundle) {
        long round = asked.computeIfAbsent(bundle, any -> begun + 1);
        return ended < round || bound.contains(bundle);
    }

    /** A round begins. */
    synchronized void begin() {
        begun++;
    }

    /** The round that began last has ended. */
    synchronized void end(Set<Long> bundles) {
        ended = begun;
        bound = Set.copyOf(bundles);
    }
}
