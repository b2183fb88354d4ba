/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.update;

import io.bascule.engine.internal.integration.Calls.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class VerdictTest {
    private static final Sample GOOD = calls(100, 2);

    private static Sample calls(long ended, long failed) {
        return new Sample(ended, failed, null, Duration.ofSeconds(1), Duration.ZERO);
    }

    private static Optional<String> of(Sample now, Sample before) {
        return Verdict.of(now, before, null, List.of());
    }

    @Test
    void aBuildWithoutTroubleStays() {
        assertThat(of(calls(0, 0), GOOD)).isEmpty();
        assertThat(of(calls(1_000, 500), GOOD)).as("half is not over half").isEmpty();
    }

    @Test
    void aBugALongCallAndAThreadAreEnoughEach() {
        assertThat(of(new Sample(1, 1, "create failed", Duration.ZERO, Duration.ZERO), GOOD))
                .contains("create failed");
        assertThat(Verdict.of(GOOD, GOOD, "no such field", List.of()))
                .get()
                .asString()
                .contains("no such field");
        assertThat(of(new Sample(1, 0, null, Duration.ofSeconds(45), Duration.ZERO), GOOD))
                .isEmpty();
        assertThat(of(new Sample(1, 0, null, Duration.ofSeconds(46), Duration.ZERO), GOOD))
                .isPresent();
        assertThat(Verdict.of(GOOD, GOOD, null, List.of("timer-1")))
                .get()
                .asString()
                .contains("timer-1");
    }

    @Test
    void aShareOfFailuresCountsOnceThereAreEnoughCallsAndIfItIsMuchWorseThanBefore() {
        assertThat(of(calls(9, 9), GOOD)).as("too few").isEmpty();
        assertThat(of(calls(10, 6), GOOD)).isPresent();
        assertThat(of(calls(10, 9), calls(100, 60)))
                .as("the build before was no better")
                .isEmpty();
        assertThat(of(calls(10, 9), calls(5, 5)))
                .as("of the build before nothing is known")
                .isPresent();
    }
}
