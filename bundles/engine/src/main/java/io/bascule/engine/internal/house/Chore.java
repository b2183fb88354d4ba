/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.house;

import io.bascule.api.catalog.StoreTransaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes away what is old from one table, a little at a time. Free of state: a step may run more than once. */
interface Chore {
    /** What it takes away, for people. */
    String what();

    /** How many days these things are kept; 0 for good. */
    int days(RetentionTimes times);

    /**
     * One step, in a small transaction.
     *
     * @param moment what is older goes
     * @param after where the step before has ended; null for the first
     */
    Step step(StoreTransaction tx, Instant moment, @Nullable String after);

    /**
     * What a step did.
     *
     * @param removed how many rows
     * @param next where to go on; null if all is done
     */
    record Step(int removed, @Nullable String next) {}
}
