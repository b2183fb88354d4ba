/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import java.util.HashMap;
import java.util.Map;

/** Settings with their defaults and some values of the test's own. */
final class TestSettings {
    private TestSettings() {}

    static StripeSettings stripe(String... keysAndValues) {
        return StripeSettings.of(settings(keysAndValues));
    }

    static Settings settings(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (SettingDefinition definition : StripeSettings.DEFINITIONS) {
            if (definition.defaultValue() != null) {
                values.put(definition.key(), definition.defaultValue());
            }
        }
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.of("shop", values);
    }
}
