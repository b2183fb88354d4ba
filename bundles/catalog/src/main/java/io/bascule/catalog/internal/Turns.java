/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.util.function.Supplier;

/** Decides when a write may run, beside which others, and whether it runs again. Thread-safe. */
interface Turns {
    /**
     * Runs a write.
     *
     * @param attempt one transaction from its begin to its end; {@link RunAgain} if another one was in its way
     */
    <T> T take(Supplier<T> attempt);
}
