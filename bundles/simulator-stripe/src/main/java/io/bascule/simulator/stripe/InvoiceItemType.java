/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

import static io.bascule.simulator.stripe.ParameterTypes.flag;
import static io.bascule.simulator.stripe.ParameterTypes.hash;
import static io.bascule.simulator.stripe.ParameterTypes.integer;
import static io.bascule.simulator.stripe.ParameterTypes.metadata;
import static io.bascule.simulator.stripe.ParameterTypes.signedDecimal;
import static io.bascule.simulator.stripe.ParameterTypes.text;
import static io.bascule.simulator.stripe.ParameterTypes.unsettable;

/**
 * Invoice items, after {@code docs.stripe.com/api/invoiceitems}. Its parameters are those that {@link Pricing#resolved} leaves.
 */
final class InvoiceItemType implements ResourceType {
    private static final String[] NOT_IMITATED = {
        "customer_account", "discounts", "expand", "subscription", "tax_behavior", "tax_code", "tax_rates"
    };

    @Override
    public String name() {
        return "invoiceitem";
    }

    @Override
    public String path() {
        return "/v1/invoiceitems";
    }

    @Override
    public String newId(Ids ids) {
        return ids.next("ii_1", 23);
    }

    @Override
    public Parameters creation() {
        return updating()
                .optional("currency", Currencies.parameter())
                .required("customer", text(5000))
                .optional("invoice", text(5000));
    }

    @Override
    public Parameters updating() {
        return lineParameters(new Parameters())
                .optional("unit_amount_decimal", signedDecimal())
                .notImitated(NOT_IMITATED);
    }

    /** What an item and a line of an invoice have in common. */
    static Parameters lineParameters(Parameters others) {
        return Pricing.parameters(others)
                .optional("description", unsettable(text(5000)))
                .optional("discountable", flag())
                .optional("metadata", metadata())
                .optional(
                        "period",
                        hash(new Parameters()
                                .required("end", integer(0, Long.MAX_VALUE))
                                .required("start", integer(0, Long.MAX_VALUE))));
    }

    @Override
    public Parameters filters() {
        return new Parameters()
                .optional("customer", text(5000))
                .optional("invoice", text(5000))
                .optional("pending", flag())
                .notImitated("customer_account");
    }

    @Override
    public String createdField() {
        return "date";
    }

    @Override
    public ObjectNode create(String id, ObjectNode parameters, long seconds, Ids ids) {
        ObjectNode item = Json.object().put("id", id).put("object", name());
        item.put("amount", 0L);
        item.putNull("currency");
        item.putNull("customer");
        item.putNull("customer_account");
        item.put("date", seconds);
        item.putNull("description");
        item.put("discountable", true);
        item.putArray("discounts");
        item.putNull("invoice");
        item.put("livemode", false);
        item.putObject("metadata");
        item.put("net_amount", 0L);
        item.putNull("parent");
        item.putObject("period").put("end", seconds).put("start", seconds);
        item.putNull("pricing");
        item.put("proration", false);
        item.put("quantity", 1L);
        item.put("quantity_decimal", "1");
        item.putArray("tax_rates");
        item.putNull("test_clock");
        update(item, parameters);
        return item;
    }

    @Override
    public void update(ObjectNode copy, ObjectNode parameters) {
        for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
            String field = entry.getKey();
            JsonNode value = entry.getValue();
            switch (field) {
                case "metadata" -> copy.set(field, ParameterTypes.mergeMetadata(copy.get(field), value));
                case "priced" -> copy.set("pricing", pricing(value));
                case "quantity" -> {
                    copy.set(field, value);
                    copy.put("quantity_decimal", value.asText());
                }
                default -> copy.set(field, value);
            }
        }
        if (parameters.has("priced") || parameters.has("quantity")) {
            long amount = amount(copy);
            copy.put("amount", amount);
            copy.put("net_amount", amount);
        }
    }

    private static ObjectNode pricing(JsonNode priced) {
        ObjectNode pricing = Json.object();
        ObjectNode details = pricing.putObject("price_details");
        details.set("price", priced.get("price"));
        details.set("product", priced.get("product"));
        pricing.put("type", "price_details");
        pricing.set("unit_amount_decimal", priced.get("unit_amount_decimal"));
        return pricing;
    }

    /** The unit amount by the quantity, in whole smallest units. */
    private static long amount(ObjectNode item) {
        BigDecimal unit = new BigDecimal(item.at("/pricing/unit_amount_decimal").asText("0"));
        BigDecimal amount = unit.multiply(item.path("quantity").decimalValue()).setScale(0, RoundingMode.HALF_UP);
        if (amount.abs().compareTo(BigDecimal.valueOf(Pricing.LARGEST_AMOUNT)) > 0) {
            throw StripeError.invalid(
                    null, "amount_too_large", "The amount is too large: " + amount.toPlainString() + ".");
        }
        Currencies.checkAmount("amount", item.path("currency").asText(), amount);
        return amount.longValueExact();
    }

    @Override
    public boolean passes(ObjectNode object, ObjectNode filters) {
        for (Map.Entry<String, JsonNode> filter : filters.properties()) {
            boolean passes = filter.getKey().equals("pending")
                    ? filter.getValue().booleanValue() == object.path("invoice").isNull()
                    : filter.getValue().equals(object.get(filter.getKey()));
            if (!passes) {
                return false;
            }
        }
        return true;
    }
}
