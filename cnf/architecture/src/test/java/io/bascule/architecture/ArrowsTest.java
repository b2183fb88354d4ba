/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ArrowsTest {
    static Stream<ArchRule> rules() {
        return Arrows.all().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void roomsKnowOnlyWhatTheyMay(ArchRule rule) {
        rule.check(Code.main());
    }

    @Test
    void everyRoomHasARule() {
        assertThat(Arrows.withoutRule(Code.main()))
                .as("packages of which no arrow speaks: name the new room in Arrows.ALLOWED")
                .isEmpty();
    }
}
