/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class OptionsTest {
    @Test
    void aSeedAloneIsOneSeed() {
        assertThat(Options.of(List.of("--seed", "47"))).isEqualTo(new Options(1, 47L, null, Options.STANDARD_DELETES));
    }

    @Test
    void seedsWithoutAFirstAreTheStandardOnes() {
        assertThat(Options.of(List.of("--seeds", "20000")))
                .isEqualTo(new Options(20_000, null, null, Options.STANDARD_DELETES));
    }

    @Test
    void plantsAMistake() {
        assertThat(Options.of(List.of("--seeds", "5", "--seed", "7", "--plant", "no-lookup", "--deletes", "9")))
                .isEqualTo(new Options(5, 7L, "no-lookup", 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seeds 0",
                "--seeds x",
                "--seed -1",
                "--plant nothing",
                "--deletes -1",
                "--deletes 1001",
                "--what 1",
                "--seeds"
            })
    void refusesWhatItDoesNotKnow(String line) {
        assertThatThrownBy(() -> Options.of(List.of(line.split(" ", -1)))).isInstanceOf(IllegalArgumentException.class);
    }
}
