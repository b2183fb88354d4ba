/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.runtime.Scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ManualSchedulerTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final List<String> ran = new ArrayList<>();

    private Scheduled add(String name, int seconds) {
        return scheduler.after(name, Duration.ofSeconds(seconds), () -> ran.add(name + "@" + clock.instant()));
    }

    @Test
    void runsInTheOrderOfTimeThenInsertionAtTheTimeOfEachTask() {
        add("c", 2);
        add("a", 1);
        add("b", 1);
        add("late", 9);

        assertThat(scheduler.advance(Duration.ofSeconds(5))).isEqualTo(3);

        assertThat(ran).containsExactly("a@2026-01-01T00:00:01Z", "b@2026-01-01T00:00:01Z", "c@2026-01-01T00:00:02Z");
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:05Z"));
        assertThat(scheduler.nextDue()).contains(Instant.parse("2026-01-01T00:00:09Z"));
        assertThat(scheduler.waiting()).containsExactly("late");
    }

    @Test
    void runsTasksThatTasksSchedule() {
        scheduler.after("outer", Duration.ofSeconds(1), () -> add("inner", 1));

        assertThat(scheduler.advance(Duration.ofSeconds(2))).isEqualTo(2);
        assertThat(ran).containsExactly("inner@2026-01-01T00:00:02Z");
    }

    @Test
    void runDueLeavesWhatIsStillToCome() {
        add("now", 0);
        add("past", -5);
        add("later", 1);

        assertThat(scheduler.runDue()).isEqualTo(2);
        assertThat(ran).hasSize(2);
    }

    @Test
    void cancelledAndForgottenTasksDoNotRun() {
        add("a", 1).cancel();
        add("b", 1);
        scheduler.clear();

        assertThat(scheduler.advance(Duration.ofMinutes(1))).isZero();
        assertThat(scheduler.nextDue()).isEmpty();
    }

    @Test
    void keepsExceptionsAndPassesErrorsOn() {
        scheduler.after("fails", Duration.ZERO, () -> {
            throw new IllegalStateException("broken");
        });
        add("goes on", 0);
        scheduler.after("crash", Duration.ZERO, () -> {
            throw new AssertionError("crash");
        });

        assertThatThrownBy(scheduler::runDue).isInstanceOf(AssertionError.class);
        assertThat(ran).hasSize(1);
        assertThat(scheduler.failures()).singleElement().isInstanceOf(IllegalStateException.class);
    }
}
