/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static io.bascule.simulator.stripe.ParameterTypes.choice;
import static io.bascule.simulator.stripe.ParameterTypes.email;
import static io.bascule.simulator.stripe.ParameterTypes.flag;
import static io.bascule.simulator.stripe.ParameterTypes.hash;
import static io.bascule.simulator.stripe.ParameterTypes.integer;
import static io.bascule.simulator.stripe.ParameterTypes.list;
import static io.bascule.simulator.stripe.ParameterTypes.metadata;
import static io.bascule.simulator.stripe.ParameterTypes.text;
import static io.bascule.simulator.stripe.ParameterTypes.unsettable;

/** Customers, after {@code docs.stripe.com/api/customers}. */
final class CustomerType implements ResourceType {
    private static final List<String> ADDRESS = List.of("city", "country", "line1", "line2", "postal_code", "state");
    private static final Parameters ADDRESS_PARAMETERS = addressParameters();
    private static final Parameters SHIPPING_PARAMETERS = new Parameters()
            .required("address", hash(ADDRESS_PARAMETERS))
            .required("name", text(5000))
            .optional("phone", unsettable(text(5000)));
    private static final Parameters INVOICE_SETTINGS_PARAMETERS = new Parameters()
            .optional(
                    "custom_fields",
                    unsettable(list(
                            hash(new Parameters().required("name", text(40)).required("value", text(140))), 4)))
            .optional("footer", unsettable(text(5000)))
            .notImitated("default_payment_method", "rendering_options");

    @Override
    public String name() {
        return "customer";
    }

    @Override
    public String path() {
        return "/v1/customers";
    }

    @Override
    public String newId(Ids ids) {
        return ids.next("cus_", 14);
    }

    @Override
    public Parameters creation() {
        return writing().notImitated("payment_method", "tax_id_data", "test_clock");
    }

    @Override
    public Parameters updating() {
        return writing().notImitated("default_source");
    }

    private static Parameters writing() {
        return new Parameters()
                .optional("address", unsettable(hash(ADDRESS_PARAMETERS)))
                .optional("balance", integer(Long.MIN_VALUE, Long.MAX_VALUE))
                .optional("business_name", unsettable(text(150)))
                .optional("description", unsettable(text(5000)))
                .optional("email", unsettable(email()))
                .optional("individual_name", unsettable(text(150)))
                .optional("invoice_prefix", text(12))
                .optional("invoice_settings", hash(INVOICE_SETTINGS_PARAMETERS))
                .optional("metadata", metadata())
                .optional("name", unsettable(text(256)))
                .optional("next_invoice_sequence", integer(1, 1_000_000_000))
                .optional("phone", unsettable(text(20)))
                .optional("preferred_locales", unsettable(list(text(5000), 100)))
                .optional("shipping", unsettable(hash(SHIPPING_PARAMETERS)))
                .optional("tax_exempt", unsettable(choice("exempt", "none", "reverse")))
                .optional("validate", flag())
                .notImitated("cash_balance", "coupon", "expand", "promotion_code", "source", "tax");
    }

    @Override
    public Parameters filters() {
        return new Parameters().optional("email", text(512)).notImitated("test_clock");
    }

    @Override
    public ObjectNode create(String id, ObjectNode parameters, long seconds, Ids ids) {
        ObjectNode customer = Json.object().put("id", id).put("object", name());
        customer.putNull("address");
        customer.put("balance", 0L);
        customer.put("created", seconds);
        customer.putNull("currency");
        customer.putNull("default_source");
        customer.put("delinquent", false);
        customer.putNull("description");
        customer.putNull("discount");
        customer.putNull("email");
        customer.put("invoice_prefix", ids.invoicePrefix());
        customer.putObject("invoice_settings")
                .putNull("custom_fields")
                .putNull("default_payment_method")
                .putNull("footer")
                .putNull("rendering_options");
        customer.put("livemode", false);
        customer.putObject("metadata");
        customer.putNull("name");
        customer.put("next_invoice_sequence", 1L);
        customer.putNull("phone");
        customer.putArray("preferred_locales");
        customer.putNull("shipping");
        customer.put("tax_exempt", "none");
        customer.putNull("test_clock");
        update(customer, parameters);
        return customer;
    }

    @Override
    public void update(ObjectNode copy, ObjectNode parameters) {
        for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
            String field = entry.getKey();
            JsonNode value = entry.getValue();
            switch (field) {
                case "metadata" -> copy.set(field, ParameterTypes.mergeMetadata(copy.get(field), value));
                // A nested hash is replaced as a whole: github.com/stripe/stripe-python/issues/255.
                case "address" -> copy.set(field, value.isNull() ? value : address(value));
                case "shipping" -> copy.set(field, value.isNull() ? value : shipping(value));
                case "invoice_settings" -> {
                    ObjectNode settings = copy.withObject("/invoice_settings").deepCopy();
                    settings.setAll((ObjectNode) value);
                    copy.set(field, settings);
                }
                case "preferred_locales" -> copy.set(field, value.isNull() ? Json.array() : value);
                case "tax_exempt" -> copy.put(field, value.asText("none"));
                case "business_name", "individual_name" -> setOrRemove(copy, field, value);
                case "validate" -> {
                    // Concerns payment details only, which are not imitated.
                }
                default -> copy.set(field, value);
            }
        }
    }

    private static void setOrRemove(ObjectNode copy, String field, JsonNode value) {
        if (value.isNull()) {
            copy.remove(field);
        } else {
            copy.set(field, value);
        }
    }

    private static ObjectNode address(JsonNode given) {
        ObjectNode address = Json.object();
        for (String field : ADDRESS) {
            JsonNode value = given.get(field);
            if (value == null) {
                address.putNull(field);
            } else {
                address.set(field, value);
            }
        }
        return address;
    }

    private static ObjectNode shipping(JsonNode given) {
        ObjectNode shipping = Json.object();
        shipping.set("address", address(given.path("address")));
        shipping.set("name", given.path("name"));
        JsonNode phone = given.get("phone");
        shipping.set("phone", phone);
        return shipping;
    }

    @Override
    public boolean passes(ObjectNode object, ObjectNode filters) {
        JsonNode email = filters.get("email");
        return email == null || email.equals(object.get("email"));
    }

    @Override
    public Map<String, SearchField> searchFields() {
        return Map.of(
                "created", SearchField.NUMBER,
                "email", SearchField.TEXT,
                "metadata", SearchField.METADATA,
                "name", SearchField.TEXT,
                "phone", SearchField.TEXT);
    }

    @Override
    public Optional<String> indexed() {
        return Optional.of("email");
    }

    @Override
    public boolean remembersDeleted() {
        return true;
    }

    private static Parameters addressParameters() {
        Parameters parameters = new Parameters();
        ADDRESS.forEach(field -> parameters.optional(field, unsettable(text(5000))));
        return parameters;
    }
}
