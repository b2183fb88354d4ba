/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one integration has done since the runtime started, over every change of its settings and of its connector. Thread-safe.
 */
public final class Counts {
    private final AtomicLong effects = new AtomicLong();
    private final AtomicLong overwritten = new AtomicLong();
    private final AtomicLong unwatched = new AtomicLong();

    /** Counts an effect. */
    public void effect() {
        effects.incrementAndGet();
    }

    /** How many effects it has had. */
    public long effects() {
        return effects.get();
    }

    /** Counts edits of others that were found to have been overwritten unread. */
    public void overwritten(int edits) {
        overwritten.addAndGet(edits);
    }

    /** How many edits of others its updates have overwritten unread, as far as its change stream tells. */
    public long overwritten() {
        return overwritten.get();
    }

    /** Counts updates of which nothing tells what they replaced. */
    public void unwatched(int updates) {
        unwatched.addAndGet(updates);
    }

    /** Of how many of its updates nothing tells what they replaced. */
    public long unwatched() {
        return unwatched.get();
    }
}
