/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.runtime;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Runs tasks later. The only way to wait in Bascule: nothing sleeps. Thread-safe. */
@ProviderType
public interface Scheduler {
    /**
     * Runs a task once after a delay, on a thread of the scheduler's choosing.
     *
     * @param name a short constant for thread dumps and simulation traces, for example {@code "poll"}
     * @param delay how long from now; zero or negative means as soon as possible
     * @param task must not block for long; what it throws is logged and otherwise ignored
     * @return a handle to call the task off
     */
    Scheduled after(String name, Duration delay, Runnable task);

    /** A task that waits for its time. */
    @ProviderType
    interface Scheduled {
        /** Calls the task off if it has not started; idempotent. */
        void cancel();
    }
}
