/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static io.bascule.simulator.stripe.ParameterTypes.decimal;
import static io.bascule.simulator.stripe.ParameterTypes.flag;
import static io.bascule.simulator.stripe.ParameterTypes.integer;
import static io.bascule.simulator.stripe.ParameterTypes.metadata;
import static io.bascule.simulator.stripe.ParameterTypes.text;
import static io.bascule.simulator.stripe.ParameterTypes.unsettable;

/** One-time prices, after {@code docs.stripe.com/api/prices}. */
final class PriceType implements ResourceType {
    @Override
    public String name() {
        return "price";
    }

    @Override
    public String path() {
        return "/v1/prices";
    }

    @Override
    public String newId(Ids ids) {
        return ids.next("price_1", 23);
    }

    @Override
    public Parameters creation() {
        return new Parameters()
                .optional("active", flag())
                .required("currency", Currencies.parameter())
                .optional("metadata", metadata())
                .optional("nickname", text(5000))
                .required("product", text(5000))
                .optional("unit_amount", integer(0, Pricing.LARGEST_AMOUNT))
                .optional("unit_amount_decimal", decimal())
                .notImitated(
                        "billing_scheme",
                        "currency_options",
                        "custom_unit_amount",
                        "expand",
                        "lookup_key",
                        "product_data",
                        "recurring",
                        "tax_behavior",
                        "tiers",
                        "tiers_mode",
                        "transfer_lookup_key",
                        "transform_quantity");
    }

    @Override
    public Parameters updating() {
        return new Parameters()
                .optional("active", flag())
                .optional("metadata", metadata())
                .optional("nickname", unsettable(text(5000)))
                .notImitated("currency_options", "expand", "lookup_key", "tax_behavior", "transfer_lookup_key");
    }

    @Override
    public Parameters filters() {
        return new Parameters()
                .optional("active", flag())
                .optional("currency", Currencies.parameter())
                .optional("product", text(5000))
                .notImitated("lookup_keys", "recurring", "type");
    }

    @Override
    public ObjectNode create(String id, ObjectNode parameters, long seconds, Ids ids) {
        ObjectNode price = Json.object().put("id", id).put("object", name());
        price.put("active", true);
        price.put("billing_scheme", "per_unit");
        price.put("created", seconds);
        price.putNull("currency");
        price.putNull("custom_unit_amount");
        price.put("livemode", false);
        price.putNull("lookup_key");
        price.putObject("metadata");
        price.putNull("nickname");
        price.putNull("product");
        price.putNull("recurring");
        price.put("tax_behavior", "unspecified");
        price.putNull("tiers_mode");
        price.putNull("transform_quantity");
        price.put("type", "one_time");
        BigDecimal unit = Pricing.unitAmount(parameters, "");
        price.put("unit_amount", unit.scale() > 0 ? null : unit.longValueExact());
        price.put("unit_amount_decimal", unit.toPlainString());
        ObjectNode fields = parameters.deepCopy();
        fields.remove(List.of("unit_amount", "unit_amount_decimal"));
        update(price, fields);
        return price;
    }

    @Override
    public void update(ObjectNode copy, ObjectNode parameters) {
        for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
            String field = entry.getKey();
            JsonNode value = entry.getValue();
            copy.set(field, field.equals("metadata") ? ParameterTypes.mergeMetadata(copy.get(field), value) : value);
        }
    }

    @Override
    public void check(Staging staging, ObjectNode object) {
        staging.referenced("product", object.path("product").textValue(), "product");
    }

    @Override
    public boolean canBeDeleted() {
        return false;
    }

    @Override
    public boolean passes(ObjectNode object, ObjectNode filters) {
        return filters.properties().stream()
                .allMatch(filter -> filter.getValue().equals(object.get(filter.getKey())));
    }

    @Override
    public Map<String, SearchField> searchFields() {
        return Map.of(
                "active", SearchField.FLAG,
                "currency", SearchField.TEXT,
                "metadata", SearchField.METADATA,
                "product", SearchField.TEXT,
                "type", SearchField.TEXT);
    }

    @Override
    public Optional<String> indexed() {
        return Optional.of("product");
    }
}
