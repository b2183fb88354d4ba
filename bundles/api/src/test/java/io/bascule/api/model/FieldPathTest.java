/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FieldPathTest {
    private static final FieldPath CITY = FieldPath.of("address.city");

    private static boolean overlap(String one, String other) {
        boolean there = FieldPath.of(one).overlaps(FieldPath.of(other));
        assertThat(FieldPath.of(other).overlaps(FieldPath.of(one))).isEqualTo(there);
        return there;
    }

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

    @Test
    void aPlaceOverlapsItselfAndWhatLiesInside() {
        assertThat(overlap("address.city", "address.city")).isTrue();
        assertThat(overlap("address", "address.city")).isTrue();
        assertThat(overlap("addresses", "addresses[kind=billing].city")).isTrue();
        assertThat(overlap("addresses[kind=billing]", "addresses[kind=billing].city"))
                .isTrue();
    }

    @Test
    void neighboursDoNotOverlap() {
        assertThat(overlap("address.city", "address.country")).isFalse();
        assertThat(overlap("address", "addresses")).isFalse();
        assertThat(overlap("addresses[kind=billing].city", "addresses[kind=shipping].city"))
                .isFalse();
    }

    @Test
    void itemsNamedByDifferentKeysMayBeTheSame() {
        assertThat(overlap("addresses[kind=billing]", "addresses[id=7]")).isTrue();
        assertThat(overlap("addresses[kind=billing].city", "addresses.city")).isTrue();
        assertThat(overlap("addresses[kind=billing].city", "addresses[id=7].country"))
                .isFalse();
    }
}
