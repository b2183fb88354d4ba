/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.model.Value;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;

/** The form in which a system's values are compared, by what the system is declared to do to them. */
final class Canonicals {
    private Canonicals() {}

    static Value of(Value value, ExternalField field) {
        Set<Canonical> rules = field.canonical();
        if (value instanceof Value.Text text) {
            String form = text.text();
            if (rules.contains(Canonical.TRIMMED)) {
                form = form.strip();
            }
            if (rules.contains(Canonical.LOWER_CASE)) {
                form = form.toLowerCase(Locale.ROOT);
            }
            if (rules.contains(Canonical.EMPTY_IS_NULL) && form.isEmpty()) {
                return Value.ofNull();
            }
            return Value.of(form);
        }
        if (value instanceof Value.Decimal decimal && rules.contains(Canonical.TWO_PLACES)) {
            return Value.of(decimal.number().setScale(2, RoundingMode.HALF_UP));
        }
        return value;
    }
}
