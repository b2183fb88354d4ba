/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.util.Dictionary;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class FeatureConfigurationsTest {
    private final FeatureConfigurations configurations = new FeatureConfigurations(Map.of("bascule.port", "80$1"));

    @Test
    void fillsInFrameworkProperties() {
        Dictionary<String, Object> values =
                configurations.values(Map.of("port", "x-$[bascule.port]", "limit", 5, "dollar", "${y}"));

        assertThat(values.get("port")).isEqualTo("x-80$1");
        assertThat(values.get("limit")).isEqualTo(5);
        assertThat(values.get("dollar")).isEqualTo("${y}");
    }

    @Test
    void namesAPropertyThatDoesNotExist() {
        StartFailure failure = catchThrowableOfType(
                StartFailure.class, () -> configurations.values(Map.of("port", "$[bascule.prot]")));

        assertThat(failure.text()).contains("\"bascule.prot\"");
    }
}
