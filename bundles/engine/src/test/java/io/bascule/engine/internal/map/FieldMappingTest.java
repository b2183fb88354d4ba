/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FieldMappingTest {
    private static FieldMapping flowing(Direction direction) {
        return new FieldMapping(
                FieldPath.of("phone"),
                FieldPath.of("tel"),
                direction,
                Policy.MANUAL,
                Conversion.NONE,
                ExternalField.text("tel"));
    }

    @Test
    void whatASystemHoldsMattersWhereItIsTakenIn() {
        Value filled = Value.of("555");

        assertThat(flowing(Direction.BOTH).matters(filled)).isTrue();
        assertThat(flowing(Direction.IN).matters(filled)).isTrue();
        assertThat(flowing(Direction.OUT).matters(filled)).isFalse();
    }

    @Test
    void aBlankMattersOnlyWhereItMayHaveToBeFilled() {
        assertThat(flowing(Direction.BOTH).matters(Value.ofNull())).isTrue();
        assertThat(flowing(Direction.IN).matters(Value.ofNull())).isFalse();
        assertThat(flowing(Direction.IN).matters(Value.of(" "))).isFalse();
    }

    @Test
    void allBlanksAreOneValue() {
        FieldMapping field = flowing(Direction.BOTH);

        assertThat(field.sameInCatalog(Value.ofNull(), Value.of(""))).isTrue();
        assertThat(field.agree(Value.of(" "), Value.ofNull())).isTrue();
        assertThat(field.sameInCatalog(Value.of(" a"), Value.of("a"))).isFalse();
    }
}
