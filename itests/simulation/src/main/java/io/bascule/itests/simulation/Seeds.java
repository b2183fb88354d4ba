/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Runs seeds on all cores. Worlds share nothing, so the order in which they run changes nothing. */
final class Seeds {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** So many runs ahead of the one that is waited for. */
    private static final int AHEAD = 4 * CORES;

    private Seeds() {}

    /**
     * Runs seeds until there are no more, or enough is known.
     *
     * @param run what to do with a seed, on any thread
     * @param more takes the outcomes, on this thread and in the order of the seeds, and tells whether to go on
     * @throws IllegalStateException if a run threw anything
     */
    static <T> void run(LongStream seeds, LongFunction<T> run, Predicate<T> more) {
        ExecutorService cores = Executors.newFixedThreadPool(CORES);
        try {
            Deque<Future<T>> started = new ArrayDeque<>();
            PrimitiveIterator.OfLong left = seeds.iterator();
            boolean goOn = true;
            while (goOn && (left.hasNext() || !started.isEmpty())) {
                while (left.hasNext() && started.size() < AHEAD) {
                    long seed = left.nextLong();
                    started.add(cores.submit(() -> run.apply(seed)));
                }
                goOn = more.test(started.remove().get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            cores.shutdownNow();
        }
    }

    /** Found failures first, then 1 to {@code count} without those. */
    static LongStream standard(List<Long> found, long count) {
        return LongStream.concat(
                found.stream().mapToLong(Long::longValue),
                LongStream.rangeClosed(1, count).filter(seed -> !found.contains(seed)));
    }
}
