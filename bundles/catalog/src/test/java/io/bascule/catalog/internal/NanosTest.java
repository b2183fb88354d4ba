/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class NanosTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00.000000001Z",
                "1969-12-31T23:59:59.999999999Z",
                "1969-12-31T23:59:59Z",
                "2026-11-24T04:32:00.123456789Z",
                "1677-09-21T00:12:43.145224193Z",
                "2262-04-11T23:47:16.854775806Z"
            })
    void keepsEveryNanosecond(String text) {
        Instant instant = Instant.parse(text);

        assertThat(Nanos.instant(Nanos.exact(instant))).isEqualTo(instant);
    }

    @Test
    void keepsAlwaysAndNeverAndRefusesWhatElseIsOutOfRange() {
        assertThat(Nanos.instant(Nanos.exact(Instant.MIN))).isEqualTo(Instant.MIN);
        assertThat(Nanos.instant(Nanos.exact(Instant.MAX))).isEqualTo(Instant.MAX);
        assertThatIllegalArgumentException().isThrownBy(() -> Nanos.exact(Instant.parse("2300-01-01T00:00:00Z")));
        assertThatIllegalArgumentException().isThrownBy(() -> Nanos.exact(Instant.parse("0001-01-01T00:00:00Z")));
    }

    @Test
    void comparesWithTheNearestEnd() {
        assertThat(Nanos.nearest(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(Long.MIN_VALUE);
        assertThat(Nanos.nearest(Instant.parse("9999-01-01T00:00:00Z"))).isEqualTo(Long.MAX_VALUE);
    }
}
