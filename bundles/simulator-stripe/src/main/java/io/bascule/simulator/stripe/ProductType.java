/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.util.Map;

import static io.bascule.simulator.stripe.ParameterTypes.choice;
import static io.bascule.simulator.stripe.ParameterTypes.decimal;
import static io.bascule.simulator.stripe.ParameterTypes.flag;
import static io.bascule.simulator.stripe.ParameterTypes.hash;
import static io.bascule.simulator.stripe.ParameterTypes.list;
import static io.bascule.simulator.stripe.ParameterTypes.metadata;
import static io.bascule.simulator.stripe.ParameterTypes.text;
import static io.bascule.simulator.stripe.ParameterTypes.unsettable;

/** Products, after {@code docs.stripe.com/api/products}. */
final class ProductType implements ResourceType {
    private static final Parameters DIMENSIONS = new Parameters()
            .required("height", decimal())
            .required("length", decimal())
            .required("weight", decimal())
            .required("width", decimal());
    private static final Parameters FEATURE = new Parameters().required("name", text(80));

    @Override
    public String name() {
        return "product";
    }

    @Override
    public String path() {
        return "/v1/products";
    }

    @Override
    public String newId(Ids ids) {
        return ids.next("prod_", 14);
    }

    @Override
    public Parameters creation() {
        return writing(new Parameters()
                        .optional("id", text(5000))
                        .required("name", text(5000))
                        .optional("type", choice("good", "service")))
                .notImitated("default_price_data");
    }

    @Override
    public Parameters updating() {
        return writing(new Parameters().optional("name", text(5000))).notImitated("default_price");
    }

    private static Parameters writing(Parameters parameters) {
        return parameters
                .optional("active", flag())
                .optional("description", unsettable(text(40000)))
                .optional("images", unsettable(list(text(5000), 8)))
                .optional("marketing_features", unsettable(list(hash(FEATURE), 15)))
                .optional("metadata", metadata())
                .optional("package_dimensions", unsettable(hash(DIMENSIONS)))
                .optional("shippable", flag())
                .optional("statement_descriptor", unsettable(text(22)))
                .optional("tax_code", unsettable(text(5000)))
                .optional("unit_label", unsettable(text(12)))
                .optional("url", unsettable(text(5000)))
                .notImitated("expand");
    }

    @Override
    public Parameters filters() {
        return new Parameters()
                .optional("active", flag())
                .optional("ids", list(text(5000), 100))
                .optional("shippable", flag())
                .optional("type", choice("good", "service"))
                .optional("url", text(5000));
    }

    @Override
    public ObjectNode create(String id, ObjectNode parameters, long seconds, Ids ids) {
        ObjectNode product = Json.object().put("id", id).put("object", name());
        product.put("active", true);
        product.put("created", seconds);
        product.putNull("default_price");
        product.putNull("description");
        product.putArray("images");
        product.put("livemode", false);
        product.putArray("marketing_features");
        product.putObject("metadata");
        product.putNull("name");
        product.putNull("package_dimensions");
        product.putNull("shippable");
        product.putNull("statement_descriptor");
        product.putNull("tax_code");
        product.put("type", "service");
        product.putNull("unit_label");
        product.put("updated", seconds);
        product.putNull("url");
        ObjectNode fields = parameters.deepCopy();
        fields.remove("id");
        update(product, fields);
        return product;
    }

    @Override
    public void update(ObjectNode copy, ObjectNode parameters) {
        for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
            String field = entry.getKey();
            JsonNode value = entry.getValue();
            switch (field) {
                case "metadata" -> copy.set(field, ParameterTypes.mergeMetadata(copy.get(field), value));
                case "images", "marketing_features" -> copy.set(field, value.isNull() ? Json.array() : value);
                default -> copy.set(field, value);
            }
        }
    }

    @Override
    public void checkDelete(Staging staging, ObjectNode object) {
        String term = SearchTerms.of("product", null, object.path("id").textValue());
        if (!staging.stored("price").byOrder(term).isEmpty()) {
            throw StripeError.invalid(
                    null, null, "This product cannot be deleted because it has one or more user-created prices.");
        }
    }

    @Override
    public void touch(ObjectNode copy, long seconds) {
        copy.put("updated", seconds);
    }

    @Override
    public boolean passes(ObjectNode object, ObjectNode filters) {
        for (Map.Entry<String, JsonNode> filter : filters.properties()) {
            JsonNode wanted = filter.getValue();
            boolean passes = filter.getKey().equals("ids")
                    ? contains(wanted, object.path("id"))
                    : wanted.equals(object.get(filter.getKey()));
            if (!passes) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode item : list) {
            if (item.equals(value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Map<String, SearchField> searchFields() {
        return Map.of(
                "active", SearchField.FLAG,
                "created", SearchField.NUMBER,
                "description", SearchField.TEXT,
                "metadata", SearchField.METADATA,
                "name", SearchField.TEXT,
                "shippable", SearchField.FLAG,
                "url", SearchField.TEXT);
    }
}
