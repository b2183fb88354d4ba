/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SimulatorClockTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private final AtomicReference<Instant> base = new AtomicReference<>(START);
    private final SimulatorClock clock = new SimulatorClock(base::get);

    @Test
    void runsWithItsBaseAtAnOffset() {
        clock.advance(Duration.ofHours(1));
        base.set(START.plusSeconds(5));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3605));
    }

    @Test
    void standsStillWhileFrozenAndRunsOnFromThere() {
        clock.freeze();
        base.set(START.plusSeconds(100));
        assertThat(clock.instant()).isEqualTo(START);

        clock.advance(Duration.ofSeconds(7));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(7));

        clock.resume();
        base.set(START.plusSeconds(101));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(8));
    }

    @Test
    void isTheSameAfterARestore() {
        clock.advance(Duration.ofDays(2));
        SimulatorClock other = new SimulatorClock(base::get);

        other.restore(clock.state());

        assertThat(other.instant()).isEqualTo(clock.instant());
    }

    @Test
    void tellsItsListenersUntilTheyLeave() {
        AtomicInteger moves = new AtomicInteger();
        SimulatorClock.Registration registration = clock.onChange(moves::incrementAndGet);

        clock.advance(Duration.ofSeconds(1));
        registration.close();
        clock.advance(Duration.ofSeconds(1));

        assertThat(moves).hasValue(1);
    }

    @Test
    void refusesToAdvanceBackwards() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).hasMessageContaining("zero or more");
    }
}
