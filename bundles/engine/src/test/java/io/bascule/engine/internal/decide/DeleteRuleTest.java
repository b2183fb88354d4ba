/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Every situation of a delete, written once more. */
final class DeleteRuleTest {
    @ParameterizedTest
    @CsvSource({
        "true, true, false, false, END",
        "true, true, false, true, END",
        "true, true, true, false, END",
        "true, true, true, true, END",
        "true, false, false, false, PART",
        "true, false, false, true, DELETE_OBJECT",
        "true, false, true, false, REVIVE_RECORD",
        "true, false, true, true, REVIVE_RECORD",
        "false, true, false, false, PART",
        "false, true, false, true, DELETE_RECORD",
        "false, true, true, false, CREATE_OBJECT",
        "false, true, true, true, CREATE_OBJECT"
    })
    void hasOneAnswer(boolean recordGone, boolean objectGone, boolean edited, boolean flows, DeleteRule expected) {
        assertThat(DeleteRule.of(recordGone, objectGone, edited, flows)).isEqualTo(expected);
    }

    @Test
    void isNotForTwoThatLive() {
        assertThatIllegalArgumentException().isThrownBy(() -> DeleteRule.of(false, false, false, true));
    }
}
