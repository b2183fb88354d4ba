/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class QuotaTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void lendsASecondsWorthAtOnceAndThenTellsHowLongToWait() {
        Quota quota = new Quota(4, NOON);

        assertThat(quota.take(2, NOON)).isZero();
        assertThat(quota.take(2, NOON)).isZero();
        assertThat(quota.take(1, NOON)).isEqualTo(Duration.ofMillis(250));
        assertThat(quota.take(2, NOON)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void whoWaitsAsLongAsItWasToldGetsItsPermits() {
        Quota quota = new Quota(3, NOON);
        Instant now = NOON;
        for (int i = 0; i < 100; i++) {
            Duration wait = quota.take(1, now);
            if (!wait.isZero()) {
                now = now.plus(wait);
                assertThat(quota.take(1, now)).as("take %d", i).isZero();
            }
        }

        // Three were there at noon; the other 97 took a third of a second each.
        assertThat(Duration.between(NOON, now)).isBetween(Duration.ofMillis(32_333), Duration.ofMillis(32_334));
    }

    @Test
    void aRestIsWorthOneSecondAtMost() {
        Quota quota = new Quota(2, NOON);
        quota.take(2, NOON);
        Instant later = NOON.plus(Duration.ofHours(1));

        assertThat(quota.take(2, later)).isZero();
        assertThat(quota.take(1, later)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aTurnThatCostsMoreThanASecondsWorthIsPaidOffAfterwards() {
        Quota quota = new Quota(1, NOON);

        assertThat(quota.take(2, NOON)).isZero();
        assertThat(quota.take(2, NOON)).isEqualTo(Duration.ofSeconds(2));
        assertThat(quota.take(2, NOON.plusSeconds(2))).isZero();
    }

    @Test
    void aClockThatIsPutBackGivesNothingAway() {
        Quota quota = new Quota(1, NOON);
        quota.take(1, NOON);

        assertThat(quota.take(1, NOON.minusSeconds(60))).isEqualTo(Duration.ofSeconds(1));
        assertThat(quota.take(1, NOON.minusSeconds(59))).isZero();
    }

    @Test
    void zeroIsNoLimit() {
        Quota quota = new Quota(0, NOON);

        for (int i = 0; i < 1000; i++) {
            assertThat(quota.take(2, NOON)).isZero();
        }
    }
}
