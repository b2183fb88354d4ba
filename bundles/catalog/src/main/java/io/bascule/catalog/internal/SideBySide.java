/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Writes run beside each other. One that another was in the way of runs again; after a few runs it runs without any other of
 * this runtime beside it, so that it comes through however many want the same rows. One that waited too long for another goes
 * alone at once: the two may have been waiting for each other.
 */
final class SideBySide implements Turns {
    private static final int RUNS_BESIDE_OTHERS = 3;
    /** Alone, only another runtime that tries for the lease can be in the way. */
    private static final int RUNS = 6;

    /** Fair: whoever waits to run alone is not passed over. */
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);

    @Override
    public <T> T take(Supplier<T> attempt) {
        boolean alone = false;
        for (int run = 1; ; run++) {
            Lock turn = alone || run > RUNS_BESIDE_OTHERS ? turns.writeLock() : turns.readLock();
            turn.lock();
            try {
                return attempt.get();
            } catch (RunAgain e) {
                if (run == RUNS) {
                    throw e.failure();
                }
                alone = alone || e.alone();
            } finally {
                turn.unlock();
            }
        }
    }
}
