/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.testsupport.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class TraceTest {
    @Test
    void tellsOrderTimeAndDetailsApart() {
        assertThat(hash("a", 0, "b")).isEqualTo(hash("a", 0, "b"));
        assertThat(hash("a", 0, "b")).isNotEqualTo(hash("b", 0, "a"));
        assertThat(hash("a", 0, "b")).isNotEqualTo(hash("a", 1, "b"));
    }

    @Test
    void isTheSameWithAndWithoutLines() {
        Result quick = World.run(1, null, 0);
        Result told = World.tell(1, null, 0);
        assertThat(told.hash()).isEqualTo(quick.hash());
    }

    @Test
    void twoSeedsAreTwoStories() {
        assertThat(World.run(1, null, 0).hash())
                .isNotEqualTo(World.run(2, null, 0).hash());
    }

    private static long hash(String first, long millisBetween, String second) {
        ManualClock clock = ManualClock.atNewYear();
        Trace trace = new Trace(clock, false);
        trace.note("x", "did", first);
        clock.advance(Duration.ofMillis(millisBetween));
        trace.note("x", "did", second);
        return trace.hash();
    }
}
