/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.framework;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits inside the framework, where no library for it is installed. */
final class Until {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Until() {}

    /**
     * Comes back as soon as a condition holds.
     *
     * @param what the condition for people, worked out when it did not come to hold
     * @throws AssertionError after two minutes
     */
    static void holds(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not so after " + LONGEST.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
