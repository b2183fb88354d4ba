/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SequenceTest {
    @Test
    void eachStampIsGreaterThanTheOneBefore() {
        Sequence sequence = Sequence.ofEpoch(3);
        long first = sequence.next();

        assertThat(sequence.next()).isGreaterThan(first);
    }

    @Test
    void everyStampOfALaterEpochIsGreaterThanAllOfAnEarlierOne() {
        Sequence earlier = Sequence.ofEpoch(3);
        long last = 0;
        for (int i = 0; i < 1_000_000; i++) {
            last = earlier.next();
        }

        assertThat(Sequence.ofEpoch(4).next()).isGreaterThan(last);
        // A thousand stamps a second for 34 years.
        assertThat(Sequence.ofEpoch(4).next() - Sequence.ofEpoch(3).next()).isGreaterThan(1_000L * 86_400 * 365 * 34);
    }

    @Test
    void noStampIsDrawnTwiceByManyThreads() {
        Sequence sequence = Sequence.ofEpoch(1);

        long distinct = IntStream.range(0, 10_000)
                .parallel()
                .mapToLong(i -> sequence.next())
                .distinct()
                .count();

        assertThat(distinct).isEqualTo(10_000);
    }

    @Test
    void thereAreEpochsForEightMillionStarts() {
        assertThat(Sequence.ofEpoch(8_000_000).next()).isPositive();
    }
}
