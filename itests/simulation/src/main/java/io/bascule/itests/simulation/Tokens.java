/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.model.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Values that name their writer, in a form that survives all that systems do to values. */
final class Tokens {
    private Tokens() {}

    /** The token of a value of a field; empty if it is blank. */
    static String of(String catalogPath, Value value) {
        if (value.isBlank()) {
            return "";
        }
        if (catalogPath.equals("credit")) {
            String text = value instanceof Value.Decimal decimal
                    ? decimal.number().toPlainString()
                    : String.valueOf(value.textOrNull());
            return "credit="
                    + new BigDecimal(text).setScale(0, RoundingMode.FLOOR).toPlainString();
        }
        return catalogPath + "=" + text(value);
    }

    /** Stripped and in lower case. */
    static String text(Value value) {
        return value instanceof Value.Text text
                ? text.text().strip().toLowerCase(Locale.ROOT)
                : value.isBlank() ? "" : String.valueOf(value.toPlain());
    }

    /** A value nobody wrote before. */
    static Value fresh(String catalogPath, int number, int style) {
        return switch (catalogPath) {
            case "credit" -> Value.of(BigDecimal.valueOf(number).add(new BigDecimal(style % 2 == 0 ? "0.125" : "0.5")));
            case "email" -> Value.of((style % 3 == 0 ? "User" : "user") + number + "@example.org");
            default ->
                Value.of(
                        switch (style % 4) {
                            case 0 -> "  " + catalogPath + " T" + number + " ";
                            case 1 -> catalogPath + " T" + number;
                            default -> catalogPath + " t" + number;
                        });
        };
    }
}
