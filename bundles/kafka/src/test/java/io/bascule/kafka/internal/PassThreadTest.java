/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class PassThreadTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final PassThread thread = new PassThread("test-pass", new PassThread.Task() {
        @Override
        public Duration pass() {
            passes.incrementAndGet();
            if (failuresLeft.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
            return Duration.ofHours(1);
        }

        @Override
        public void hurry() {}

        @Override
        public void close() {
            closed.countDown();
        }
    });

    @AfterEach
    void end() {
        thread.stop();
    }

    @Test
    void runsAgainWhenWoken() {
        thread.start();
        await().atMost(LIMIT).until(() -> passes.get() == 1);

        thread.wake();

        await().atMost(LIMIT).until(() -> passes.get() == 2);
    }

    @Test
    void triesAgainByItselfAfterFailures() {
        failuresLeft.set(2);

        thread.start();

        await().atMost(LIMIT).until(() -> passes.get() == 3);
    }

    @Test
    void endsAtOnceAlsoFromALongPauseAndClosesItsTask() {
        thread.start();
        await().atMost(LIMIT).until(() -> passes.get() == 1);

        thread.stop();

        assertThat(thread.awaitEnd(LIMIT)).isTrue();
        assertThat(closed.getCount()).isZero();
    }
}
