/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SeededIdsTest {
    private final ManualClock clock = ManualClock.atNewYear();

    @Test
    void makesSortedUuidsOfVersionSevenEvenIfTheClockGoesBack() {
        SeededIds ids = new SeededIds(clock, 1);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }
        clock.advance(Duration.ofHours(-1));
        made.add(ids.next());
        clock.advance(Duration.ofHours(2));
        made.add(ids.next());

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made).allSatisfy(id -> {
            assertThat(UUID.fromString(id).version()).isEqualTo(7);
            assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        });
    }

    @Test
    void theSameSeedGivesTheSameIds() {
        SeededIds first = new SeededIds(clock, 7);
        SeededIds same = new SeededIds(clock, 7);
        SeededIds other = new SeededIds(clock, 8);

        String id = first.next();
        assertThat(same.next()).isEqualTo(id);
        assertThat(other.next()).isNotEqualTo(id);
    }
}
