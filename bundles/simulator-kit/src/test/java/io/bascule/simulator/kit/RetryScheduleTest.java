/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RetryScheduleTest {
    @Test
    void delaysGrowThreefoldUpToSixHours() {
        assertThat(delays(RetrySchedule.threeDays(), 4))
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45), Duration.ofSeconds(135));
        assertThat(RetrySchedule.threeDays().delayAfter(30)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void noDelayIsLongerThanAskedFor() {
        RetrySchedule schedule = RetrySchedule.threeDays(Duration.ofMillis(500)).noLongerThan(Duration.ofSeconds(5));

        assertThat(delays(schedule, 5))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(4500),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        assertThat(schedule.giveUpAfter()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void theFirstDelayIsBoundedToo() {
        assertThat(delays(RetrySchedule.threeDays().noLongerThan(Duration.ofSeconds(1)), 2))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    private static List<Duration> delays(RetrySchedule schedule, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(schedule::delayAfter).toList();
    }
}
