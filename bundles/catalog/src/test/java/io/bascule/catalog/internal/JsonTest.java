/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class JsonTest {
    private final Json json = new Json();

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud83d\ude00", "\ud83d", "\ude00\ud83d", "x\ud83dy\ude00z", "\ud83d\ud83d\ude00"})
    void keepsTextsThatUtf8CannotHold(String text) {
        Fields fields = Fields.EMPTY.with("name", Value.of(text));

        String stored = json.write(fields);

        assertThat(stored).doesNotContain("\0");
        assertThat(LoneSurrogates.in(stored)).isFalse();
        assertThat(json.readFields(stored)).isEqualTo(fields);
    }

    @Test
    void leavesWholeCharactersAsTheyAre() {
        assertThat(json.write(Value.of("\ud83d\ude00\u00e9"))).isEqualTo("\"\ud83d\ude00\u00e9\"");
    }
}
