/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.catalog.Intent.Action;
import io.bascule.api.error.BasculeException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The settings that every connection has. */
final class CommonSettingsTest {
    private static Set<Action> operations(Map<String, String> values) {
        return CommonSettings.operations(SettingsReader.read("shop", "shop.cfg", values, CommonSettings.DEFINITIONS));
    }

    @Test
    void grantsWhatIsNamed() {
        assertThat(operations(Map.of())).containsExactlyInAnyOrder(Action.values());
        assertThat(operations(Map.of("operations", "update ,create")))
                .containsExactlyInAnyOrder(Action.CREATE, Action.UPDATE);
        assertThat(operations(Map.of("operations", "delete"))).containsExactly(Action.DELETE);
        assertThat(operations(Map.of("operations", "none"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "create;update", "create,", "none, create", "CREATE"})
    void refusesWhatItDoesNotKnow(String operations) {
        assertThatThrownBy(() -> operations(Map.of("operations", operations)))
                .isInstanceOf(BasculeException.class)
                .hasMessageContaining("operations");
    }
}
