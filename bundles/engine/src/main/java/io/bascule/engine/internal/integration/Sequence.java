/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The order in which an integration's reads began and its effects ended. A read takes its stamp before it asks, an effect
 * after its answer: a read with a lower stamp than an effect may show the state before it. Thread-safe.
 */
public final class Sequence {
    /** Stamps of one epoch of the lease; more than any runtime draws in its life. */
    private static final int EPOCH_BITS = 40;

    private final AtomicLong last;

    private Sequence(long last) {
        this.last = new AtomicLong(last);
    }

    /** A sequence whose stamps are greater than all of earlier epochs. */
    public static Sequence ofEpoch(long epoch) {
        return new Sequence(epoch << EPOCH_BITS);
    }

    /** The next stamp. */
    public long next() {
        return last.incrementAndGet();
    }
}
