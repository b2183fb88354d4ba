/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class BackoffTest {
    /** Near to the most that a random source gives. */
    private static final double MOST = 0.999;

    private static List<Duration> delays(double random, int attempts) {
        Backoff backoff = new Backoff(() -> random);
        return IntStream.range(0, attempts).mapToObj(backoff::after).toList();
    }

    @Test
    void doublesWithEachFailure() {
        assertThat(delays(0, 4))
                .containsExactly(
                        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void spreadsOverTheUpperHalf() {
        assertThat(delays(0.5, 1)).containsExactly(Duration.ofMillis(375));
        assertThat(delays(MOST, 1)).containsExactly(Duration.ofMillis(499));
    }

    @Test
    void isNeverLongerThanFiveMinutesHoweverOftenItFailed() {
        Backoff longest = new Backoff(() -> MOST);
        Backoff shortest = new Backoff(() -> 0);

        for (int attempts : new int[] {12, 31, 63, 64, Integer.MAX_VALUE}) {
            assertThat(longest.after(attempts))
                    .as("%d attempts", attempts)
                    .isBetween(Duration.ofSeconds(299), Duration.ofMinutes(5));
            assertThat(shortest.after(attempts)).as("%d attempts", attempts).isEqualTo(Duration.ofSeconds(150));
        }
    }
}
