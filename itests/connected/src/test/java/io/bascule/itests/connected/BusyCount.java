/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** An executor that knows whether any task of its is waiting or running. Thread-safe. */
final class BusyCount implements Executor {
    private final Executor executor;
    private final AtomicInteger open = new AtomicInteger();

    BusyCount(Executor executor) {
        this.executor = executor;
    }

    boolean isBusy() {
        return open.get() > 0;
    }

    @Override
    public void execute(Runnable task) {
        open.incrementAndGet();
        executor.execute(() -> {
            try {
                task.run();
            } finally {
                open.decrementAndGet();
            }
        });
    }
}
