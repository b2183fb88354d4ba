/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class AlarmsTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<String> rung = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void ringWhenAFrozenClockIsMovedPastThem() {
        SimulatorClock clock = SimulatorClock.frozenAt(START);
        try (Alarms alarms = new Alarms(clock, executor)) {
            alarms.at(START.plusSeconds(7200), () -> rung.add("second"));
            alarms.at(START.plusSeconds(3600), () -> rung.add("first"));
            alarms.at(START, () -> rung.add("at once"));
            await().untilAsserted(() -> assertThat(rung).containsExactly("at once"));

            clock.advance(Duration.ofHours(1));
            await().untilAsserted(() -> assertThat(rung).containsExactly("at once", "first"));
            clock.advance(Duration.ofHours(1));
            await().untilAsserted(() -> assertThat(rung).containsExactly("at once", "first", "second"));
        }
    }

    @Test
    void ringByThemselvesWhenTheClockRuns() {
        SimulatorClock clock = SimulatorClock.system();
        try (Alarms alarms = new Alarms(clock, executor)) {
            alarms.at(clock.instant().plusMillis(50), () -> rung.add("later"));
            await().untilAsserted(() -> assertThat(rung).containsExactly("later"));
        }
    }
}
