/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SweepTimesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SweepTimes times = new SweepTimes(HOUR);

    @Test
    void twoWalksOverOneTypeAreNeverUnderWayAtOnce() {
        assertThat(times.begins("customer")).isTrue();

        assertThat(times.begins("customer")).isFalse();
        assertThat(times.begins("product")).isTrue();

        times.ends("customer", true, NOON);
        assertThat(times.begins("customer")).isTrue();
    }

    @Test
    void theFirstIsDueAtOnceAndTheNextAfterTheInterval() {
        assertThat(times.isDue("customer", NOON)).isTrue();

        assertThat(walk(true, NOON)).isEqualTo(HOUR);

        assertThat(times.isDue("customer", NOON.plus(HOUR).minusNanos(1))).isFalse();
        assertThat(times.isDue("customer", NOON.plus(HOUR))).isTrue();
        assertThat(times.isDue("product", NOON)).isTrue();
    }

    @Test
    void oneThatWasNotCleanIsRepeatedSoonAndThenLessAndLessOften() {
        assertThat(walk(false, NOON)).isEqualTo(Duration.ofSeconds(5));
        assertThat(walk(false, NOON)).isEqualTo(Duration.ofSeconds(10));
        for (int i = 0; i < 20; i++) {
            walk(false, NOON);
        }
        assertThat(walk(false, NOON)).isEqualTo(HOUR);

        assertThat(walk(true, NOON)).isEqualTo(HOUR);
        assertThat(walk(false, NOON)).isEqualTo(Duration.ofSeconds(5));
    }

    private Duration walk(boolean clean, Instant now) {
        assertThat(times.begins("customer")).isTrue();
        return times.ends("customer", clean, now);
    }
}
