/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FieldPathTest {
    private static final FieldPath CITY = FieldPath.of("address.city");

    @Test
    void belowAStructureThatIsNullAValueIsAbsentOrNullAsAskedFor() {
        Fields cleared = Fields.EMPTY.with("address", Value.ofNull());

        assertThat(CITY.get(cleared)).isNull();
        assertThat(CITY.getBelowNull(cleared)).isEqualTo(Value.ofNull());
    }

    @Test
    void whatIsAbsentStaysAbsentBelowAStructureThatIsThere() {
        Fields other = Fields.EMPTY.with("address", new Value.Struct(Fields.EMPTY.with("line1", Value.of("Weg 1"))));

        assertThat(CITY.getBelowNull(Fields.EMPTY)).isNull();
        assertThat(CITY.getBelowNull(other)).isNull();
        assertThat(CITY.getBelowNull(Fields.EMPTY.with("address", Value.of("text"))))
                .isNull();
    }
}
