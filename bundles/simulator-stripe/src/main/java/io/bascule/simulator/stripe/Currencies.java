/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/**
 * What Stripe says of currencies in {@code docs.stripe.com/currencies}. Amounts are whole numbers of the smallest unit; which
 * unit that is matters to clients, and here to the few currencies that do not take every number.
 */
final class Currencies {
    /** Three places behind the point, of which the last must be zero. */
    private static final Set<String> THREE_DECIMALS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    /** Without a smaller unit, but given in hundredths. */
    private static final Set<String> WHOLE_IN_HUNDREDTHS = Set.of("isk", "ugx");

    private Currencies() {}

    /** A currency's code in any case; kept in lower case. */
    static ParameterType parameter() {
        return (name, raw) -> {
            JsonNode given = ParameterTypes.text(100).read(name, raw);
            String code = given.textValue().toLowerCase(Locale.ROOT);
            try {
                Currency.getInstance(code.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw StripeError.invalid(name, null, "Invalid currency: " + code);
            }
            return TextNode.valueOf(code);
        };
    }

    /** Refuses an amount that the currency does not have. */
    static void checkAmount(String parameter, String currency, BigDecimal amount) {
        int multiple = WHOLE_IN_HUNDREDTHS.contains(currency) ? 100 : THREE_DECIMALS.contains(currency) ? 10 : 1;
        if (amount.remainder(BigDecimal.valueOf(multiple)).signum() != 0) {
            throw StripeError.invalid(
                    parameter,
                    null,
                    "Invalid amount: " + amount.toPlainString() + ". Amounts in " + currency + " must be a multiple of "
                            + multiple + ".");
        }
    }
}
