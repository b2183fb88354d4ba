/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.itests.simulation.Planting.Caught;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The proof that "no violation" means something: each safeguard that is left out is noticed by the invariants that hold for
 * every world, in the standard seeds, and the seed that notices it is quiet with the safeguard in place.
 */
final class PlantedMistakesTest {
    /** The standard ones. A tie that a position passes over shows in one seed of a hundred only. */
    private static final long MOST_SEEDS = 1000;

    private static final int DELETES = 5;

    private static final List<Caught> CAUGHT = new ArrayList<>();

    @ParameterizedTest
    @FieldSource("io.bascule.api.runtime.Mistake#ALL")
    void isNoticed(String mistake) {
        Optional<Caught> caught = Planting.find(mistake, Options.STANDARD_DELETES, MOST_SEEDS);
        caught.ifPresent(CAUGHT::add);
        assertThat(caught)
                .as("an alarm within %d seeds that are quiet without the mistake %s", MOST_SEEDS, mistake)
                .isPresent();
    }

    @ParameterizedTest
    @FieldSource("io.bascule.api.runtime.Mistake#OF_DELETES")
    void isNoticedWhereUsersDelete(String mistake) {
        Optional<Caught> caught = Planting.find(mistake, DELETES, MOST_SEEDS);
        caught.ifPresent(CAUGHT::add);
        assertThat(caught)
                .as("an alarm within %d seeds that are quiet without the mistake %s", MOST_SEEDS, mistake)
                .isPresent();
    }

    @AfterAll
    static void table() {
        System.out.println(Planting.table(CAUGHT));
    }
}
