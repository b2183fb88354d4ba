/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SideBySideTest {
    private final SideBySide turns = new SideBySide();
    private final AtomicInteger runs = new AtomicInteger();

    private static RunAgain again(boolean alone) {
        return new RunAgain(new IllegalStateException("met another"), alone);
    }

    @Test
    void aWriteThatMetAnotherRunsAgain() {
        int run = turns.take(() -> {
            if (runs.incrementAndGet() < 3) {
                throw again(false);
            }
            return runs.get();
        });

        assertThat(run).isEqualTo(3);
    }

    @Test
    void givesUpAfterSomeRunsAndTellsWhatItMet() {
        assertThatThrownBy(() -> turns.take(() -> {
                    runs.incrementAndGet();
                    throw again(false);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("met another");
        assertThat(runs).hasValue(6);
    }

    @Test
    void whatFailedForAnotherReasonDoesNotRunAgain() {
        assertThatThrownBy(() -> turns.take(() -> {
                    runs.incrementAndGet();
                    throw new IllegalArgumentException("wrong");
                }))
                .hasMessage("wrong");
        assertThat(runs).hasValue(1);
    }

    @Test
    void writesRunBesideEachOther() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> turns.take(() -> meet(bothRun)));

        assertThat(turns.take(() -> meet(bothRun))).isTrue();
        assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
    }

    /** One that is under way when another wants to be alone comes to its end first; none begins beside the one that is alone. */
    @Test
    void oneThatWaitedForALockRunsWithoutAnyOtherBesideIt() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch wantsToBeAlone = new CountDownLatch(1);
        AtomicInteger beside = new AtomicInteger();
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> turns.take(() -> {
            beside.incrementAndGet();
            underWay.countDown();
            boolean asked = await(wantsToBeAlone);
            beside.decrementAndGet();
            return asked;
        }));
        assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();

        int found = turns.take(() -> {
            if (runs.incrementAndGet() == 1) {
                wantsToBeAlone.countDown();
                throw again(true);
            }
            return beside.get();
        });

        assertThat(found).isZero();
        assertThat(runs).hasValue(2);
        assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean meet(CountDownLatch latch) {
        latch.countDown();
        return await(latch);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
