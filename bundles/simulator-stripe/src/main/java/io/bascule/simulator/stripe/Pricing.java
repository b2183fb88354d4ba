/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.math.BigDecimal;
import java.util.List;

import static io.bascule.simulator.stripe.ParameterTypes.decimal;
import static io.bascule.simulator.stripe.ParameterTypes.hash;
import static io.bascule.simulator.stripe.ParameterTypes.integer;
import static io.bascule.simulator.stripe.ParameterTypes.text;

/** What an invoice item or line costs: the four ways to say it, made one. Stateless. */
final class Pricing {
    /** In the currency's smallest unit: twelve digits. */
    static final long LARGEST_AMOUNT = 999_999_999_999L;

    private static final List<String> WAYS = List.of("amount", "price_data", "pricing", "unit_amount_decimal");

    private final StripeTypes types;

    Pricing(StripeTypes types) {
        this.types = types;
    }

    /** Adds those parameters that say a price and a quantity. */
    static Parameters parameters(Parameters others) {
        return others.optional("amount", integer(-LARGEST_AMOUNT, LARGEST_AMOUNT))
                .optional(
                        "price_data",
                        hash(new Parameters()
                                .required("currency", Currencies.parameter())
                                .required("product", text(5000))
                                .optional("unit_amount", integer(0, LARGEST_AMOUNT))
                                .optional("unit_amount_decimal", decimal())
                                .notImitated("product_data", "tax_behavior")))
                .optional("pricing", hash(new Parameters().required("price", text(5000))))
                .optional("quantity", integer(0, LARGEST_AMOUNT))
                .notImitated("quantity_decimal");
    }

    /** The unit amount of {@code unit_amount} or {@code unit_amount_decimal}. */
    static BigDecimal unitAmount(ObjectNode parameters, String prefix) {
        boolean whole = parameters.has("unit_amount");
        if (whole && parameters.has("unit_amount_decimal")) {
            throw StripeError.exclusive(place(prefix, "unit_amount"), "unit_amount", "unit_amount_decimal");
        }
        if (!whole && !parameters.has("unit_amount_decimal")) {
            throw StripeError.missingParameter(place(prefix, "unit_amount"));
        }
        return parameters.path(whole ? "unit_amount" : "unit_amount_decimal").decimalValue();
    }

    /** True if the parameters say a price. */
    boolean isGiven(ObjectNode parameters) {
        return WAYS.stream().anyMatch(parameters::has);
    }

    /**
     * Puts {@code priced} in the place of whatever says the price: an object of {@code currency} (if the price has one),
     * {@code unit_amount_decimal}, {@code price} and {@code product}. Makes the price that {@code price_data} describes.
     *
     * @param prefix for names in errors, for example {@code lines[0]}, or empty
     */
    ObjectNode resolved(Staging staging, ObjectNode parameters, String prefix) {
        List<String> given = WAYS.stream().filter(parameters::has).toList();
        if (given.size() > 1) {
            throw StripeError.exclusive(place(prefix, given.get(0)), given.get(0), given.get(1));
        }
        if (parameters.has("amount") && parameters.has("quantity")) {
            throw StripeError.exclusive(place(prefix, "amount"), "amount", "quantity");
        }
        ObjectNode resolved = parameters.deepCopy();
        resolved.remove(WAYS);
        if (given.isEmpty()) {
            return resolved;
        }
        resolved.set(
                "priced",
                switch (given.get(0)) {
                    case "amount" -> ofAmount(staging, parameters.path("amount").decimalValue());
                    case "unit_amount_decimal" ->
                        ofAmount(staging, parameters.path("unit_amount_decimal").decimalValue());
                    case "price_data" ->
                        ofNewPrice(staging, parameters.withObject("/price_data"), place(prefix, "price_data"));
                    default -> ofPrice(staging, parameters, place(prefix, "pricing") + "[price]");
                });
        if (given.get(0).equals("amount")) {
            resolved.put("quantity", 1L);
        }
        return resolved;
    }

    /** A one-off price and product, which Stripe names and this simulator does not keep. */
    private static ObjectNode ofAmount(Staging staging, BigDecimal unit) {
        return Json.object()
                .put("unit_amount_decimal", unit.toPlainString())
                .put("price", staging.ids().next("price_1", 23))
                .put("product", staging.ids().next("prod_", 14));
    }

    private ObjectNode ofNewPrice(Staging staging, ObjectNode data, String prefix) {
        BigDecimal unit = unitAmount(data, prefix);
        String product = data.path("product").textValue();
        staging.referenced(types.products(), product, prefix + "[product]");
        ObjectNode wanted = Json.object().put("active", false).put("product", product);
        wanted.set("currency", data.get("currency"));
        wanted.put("unit_amount_decimal", unit);
        return described(staging.create(types.prices(), wanted, null));
    }

    private ObjectNode ofPrice(Staging staging, ObjectNode parameters, String parameter) {
        return described(staging.referenced(
                types.prices(), parameters.at("/pricing/price").textValue(), parameter));
    }

    private static ObjectNode described(ObjectNode price) {
        ObjectNode priced = Json.object();
        priced.set("currency", price.get("currency"));
        priced.set("unit_amount_decimal", price.get("unit_amount_decimal"));
        priced.set("price", price.get("id"));
        priced.set("product", price.get("product"));
        return priced;
    }

    private static String place(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "[" + name + "]";
    }
}
