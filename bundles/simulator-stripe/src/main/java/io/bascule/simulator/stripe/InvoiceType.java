/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.util.Map;
import java.util.Optional;

import static io.bascule.simulator.stripe.ParameterTypes.choice;
import static io.bascule.simulator.stripe.ParameterTypes.flag;
import static io.bascule.simulator.stripe.ParameterTypes.hash;
import static io.bascule.simulator.stripe.ParameterTypes.integer;
import static io.bascule.simulator.stripe.ParameterTypes.list;
import static io.bascule.simulator.stripe.ParameterTypes.metadata;
import static io.bascule.simulator.stripe.ParameterTypes.text;
import static io.bascule.simulator.stripe.ParameterTypes.timeRange;
import static io.bascule.simulator.stripe.ParameterTypes.unsettable;

/**
 * Invoices, after {@code docs.stripe.com/api/invoices}. An invoice is kept with all its lines and shown with the first ten, as
 * Stripe does.
 */
final class InvoiceType implements ResourceType {
    private static final int SHOWN_LINES = 10;
    private static final long DAY = 86_400;

    @Override
    public String name() {
        return "invoice";
    }

    @Override
    public String path() {
        return "/v1/invoices";
    }

    @Override
    public String newId(Ids ids) {
        return ids.next("in_1", 23);
    }

    @Override
    public Parameters creation() {
        return writing()
                .optional("currency", Currencies.parameter())
                .required("customer", text(5000))
                .optional("pending_invoice_items_behavior", choice("include", "exclude"))
                .notImitated("customer_account", "from_invoice", "subscription");
    }

    @Override
    public Parameters updating() {
        return writing();
    }

    private static Parameters writing() {
        return new Parameters()
                .optional("auto_advance", InvoiceType::readAutoAdvance)
                .optional("collection_method", choice("charge_automatically", "send_invoice"))
                .optional(
                        "custom_fields",
                        unsettable(list(
                                hash(new Parameters().required("name", text(40)).required("value", text(140))), 4)))
                .optional("days_until_due", integer(0, 10_000))
                .optional("description", unsettable(text(5000)))
                .optional("due_date", integer(0, Long.MAX_VALUE))
                .optional("effective_at", unsettable(integer(0, Long.MAX_VALUE)))
                .optional("footer", unsettable(text(5000)))
                .optional("metadata", metadata())
                .optional("number", unsettable(text(26)))
                .optional("statement_descriptor", unsettable(text(22)))
                .notImitated(
                        "account_tax_ids",
                        "application_fee_amount",
                        "automatic_tax",
                        "automatically_finalizes_at",
                        "default_payment_method",
                        "default_source",
                        "default_tax_rates",
                        "discounts",
                        "expand",
                        "issuer",
                        "on_behalf_of",
                        "payment_settings",
                        "rendering",
                        "shipping_cost",
                        "shipping_details",
                        "transfer_data");
    }

    /** Nothing here happens by itself, so what would set an invoice going is refused rather than ignored. */
    static JsonNode readAutoAdvance(String name, JsonNode raw) {
        JsonNode value = flag().read(name, raw);
        return value.booleanValue() ? ParameterTypes.notImitated().read(name + "=true", raw) : value;
    }

    @Override
    public Parameters filters() {
        return new Parameters()
                .optional("collection_method", choice("charge_automatically", "send_invoice"))
                .optional("customer", text(5000))
                .optional("due_date", timeRange())
                .optional("status", choice("draft", "open", "void", "paid", "uncollectible"))
                .notImitated("customer_account", "subscription");
    }

    @Override
    public ObjectNode create(String id, ObjectNode parameters, long seconds, Ids ids) {
        ObjectNode invoice = InvoiceShape.blank(id, seconds);
        ObjectNode fields = parameters.deepCopy();
        fields.remove("pending_invoice_items_behavior");
        update(invoice, fields);
        return invoice;
    }

    @Override
    public void update(ObjectNode copy, ObjectNode parameters) {
        if (parameters.has("due_date") && parameters.has("days_until_due")) {
            throw StripeError.exclusive("due_date", "due_date", "days_until_due");
        }
        for (Map.Entry<String, JsonNode> entry : parameters.properties()) {
            String field = entry.getKey();
            JsonNode value = entry.getValue();
            switch (field) {
                case "metadata" -> copy.set(field, ParameterTypes.mergeMetadata(copy.get(field), value));
                case "days_until_due" ->
                    copy.put("due_date", copy.path("created").asLong() + value.asLong() * DAY);
                default -> copy.set(field, value);
            }
        }
        if (parameters.path("collection_method").asText().equals("charge_automatically")
                && !parameters.has("due_date")
                && !parameters.has("days_until_due")) {
            copy.putNull("due_date");
        }
    }

    @Override
    public void check(Staging staging, ObjectNode object) {
        boolean sent = object.path("collection_method").asText().equals("send_invoice");
        boolean due = !object.path("due_date").isNull();
        if (sent && !due) {
            throw StripeError.invalid(
                    null,
                    null,
                    "If invoice collection method is 'send_invoice', you must specify 'due_date' or"
                            + " 'days_until_due'.");
        }
        if (due && !sent) {
            throw StripeError.invalid(
                    null,
                    null,
                    "You can only specify 'due_date' or 'days_until_due' if invoice collection method is"
                            + " 'send_invoice'.");
        }
        if (object.path("number").isTextual() && isTaken(staging, object)) {
            throw StripeError.invalid(
                    "number",
                    null,
                    "An invoice with the number " + object.path("number").asText() + " already exists.");
        }
    }

    /** True if another invoice has this one's number. */
    static boolean isTaken(Staging staging, ObjectNode invoice) {
        String term = SearchTerms.of("number", null, invoice.path("number").textValue());
        return staging.stored("invoice").byOrder(term).values().stream()
                .map(ObjectStore.Row::current)
                .anyMatch(other -> other.path("number").equals(invoice.path("number"))
                        && !other.path("id").equals(invoice.path("id")));
    }

    @Override
    public ObjectNode shown(ObjectNode object) {
        if (object.at("/lines/data").size() <= SHOWN_LINES) {
            return object;
        }
        ObjectNode copy = object.deepCopy();
        ArrayNode first = Json.array();
        for (int index = 0; index < SHOWN_LINES; index++) {
            first.add(object.at("/lines/data").get(index));
        }
        copy.withObject("/lines").put("has_more", true).set("data", first);
        return copy;
    }

    @Override
    public boolean passes(ObjectNode object, ObjectNode filters) {
        for (Map.Entry<String, JsonNode> filter : filters.properties()) {
            JsonNode found = object.path(filter.getKey());
            boolean passes = filter.getKey().equals("due_date")
                    ? found.isNumber() && ParameterTypes.inRange(filter.getValue(), found.asLong())
                    : filter.getValue().equals(found);
            if (!passes) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, SearchField> searchFields() {
        return Map.of(
                "created", SearchField.NUMBER,
                "currency", SearchField.TEXT,
                "customer", SearchField.TEXT,
                "metadata", SearchField.METADATA,
                "number", SearchField.TEXT,
                "receipt_number", SearchField.TEXT,
                "status", SearchField.TEXT,
                "total", SearchField.NUMBER);
    }

    @Override
    public Optional<String> indexed() {
        return Optional.of("customer");
    }
}
