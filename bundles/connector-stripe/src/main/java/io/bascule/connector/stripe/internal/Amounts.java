/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.model.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Amounts in a currency's own unit and in Stripe's smallest unit (docs.stripe.com/currencies). Most have two places behind the
 * point; ISK and UGX have none, but Stripe wants them in hundredths all the same.
 */
final class Amounts {
    private static final Set<String> NO_PLACES = Set.of(
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf");

    private static final Set<String> THREE_PLACES = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    private Amounts() {}

    private static int places(String currency) {
        String code = currency.toLowerCase(Locale.ROOT);
        return NO_PLACES.contains(code) ? 0 : THREE_PLACES.contains(code) ? 3 : 2;
    }

    /** For example 12.5 of 1250 in euro; null and other kinds of values stay as they are. */
    static @Nullable Value ofSmallest(@Nullable Value amount, String currency) {
        if (amount instanceof Value.Decimal decimal) {
            return Value.of(decimal.number().movePointLeft(places(currency)));
        }
        if (amount instanceof Value.Text text) {
            return Value.of(new BigDecimal(text.text()).movePointLeft(places(currency)));
        }
        return amount;
    }

    /** For example 1250 of 12.5 in euro; fractions of the smallest unit stay. */
    static BigDecimal toSmallest(BigDecimal amount, String currency) {
        return amount.movePointRight(places(currency));
    }
}
