/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

final class SurroundingsTest {
    @Test
    void timeChanceIdsAndThreadsAreGiven() {
        Surroundings.GIVEN.check(Code.main());
    }

    @ParameterizedTest
    @FieldSource("io.bascule.architecture.Surroundings#MAKERS")
    void everyExceptionIsNeeded(String maker) {
        JavaClass code = Code.main().get(maker);
        assertThat(code.getAccessesFromSelf())
                .as("%s reaches for nothing any more; take it off Surroundings.MAKERS", maker)
                .anyMatch(Surroundings.REACHING);
    }
}
