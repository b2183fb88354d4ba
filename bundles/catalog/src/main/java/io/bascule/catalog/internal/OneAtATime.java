/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One write after the other, in the order in which they came. None is ever in another's way. */
final class OneAtATime implements Turns {
    /** Fair, so that no writer is passed over. */
    private final Lock writing = new ReentrantLock(true);

    @Override
    public <T> T take(Supplier<T> attempt) {
        writing.lock();
        try {
            return attempt.get();
        } catch (RunAgain e) {
            throw e.failure();
        } finally {
            writing.unlock();
        }
    }
}
