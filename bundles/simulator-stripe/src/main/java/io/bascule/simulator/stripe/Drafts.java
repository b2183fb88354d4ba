/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Draft invoices and their lines: each line is an invoice item that the invoice shows. Stateless. */
final class Drafts {
    /** Stripe's limit for one invoice. */
    private static final int MOST_LINES = 250;

    private final StripeTypes types;

    Drafts(StripeTypes types) {
        this.types = types;
    }

    /** A copy of the draft that a path names. */
    ObjectNode required(Staging staging, String id) {
        return draft(staging.required(types.invoices(), id));
    }

    /** A copy of the draft that a parameter names. */
    ObjectNode referenced(Staging staging, String id) {
        return draft(staging.referenced(types.invoices(), id, "invoice"));
    }

    /** A copy of the draft that shows an item; empty if the item is pending. */
    Optional<ObjectNode> of(Staging staging, ObjectNode item) {
        JsonNode invoice = item.path("invoice");
        if (invoice.isNull()) {
            return Optional.empty();
        }
        return Optional.of(draft(staging.living(types.invoices(), invoice.textValue())
                .orElseThrow(() -> StripeError.invalid(null, null, "This invoice item has been deleted."))));
    }

    private static ObjectNode draft(ObjectNode invoice) {
        if (!invoice.path("status").asText().equals("draft")) {
            throw StripeError.invoiceNotEditable();
        }
        return invoice.deepCopy();
    }

    /** Puts an item at the end of a draft's lines. */
    void add(Staging staging, ObjectNode draft, ObjectNode item) {
        JsonNode currency = item.path("currency");
        if (!currency.equals(draft.path("currency"))) {
            throw StripeError.invalid(
                    "currency",
                    null,
                    "The currency of the invoice item (" + currency.asText()
                            + ") does not match the currency of the invoice ("
                            + draft.path("currency").asText() + ").");
        }
        if (!item.path("customer").equals(draft.path("customer"))) {
            throw StripeError.invalid(
                    "customer", null, "The customer of the invoice item does not match the customer of the invoice.");
        }
        ArrayNode lines = lines(draft);
        if (lines.size() >= MOST_LINES) {
            throw StripeError.invalid(null, null, "An invoice can have at most " + MOST_LINES + " lines.");
        }
        lines.add(InvoiceShape.line(
                staging.ids().next("il_1", 23), draft.path("id").textValue(), item));
    }

    /** Shows an item as it has become. */
    void refresh(ObjectNode draft, ObjectNode item) {
        ArrayNode lines = lines(draft);
        for (int index = 0; index < lines.size(); index++) {
            JsonNode line = lines.get(index);
            if (itemOf(line).equals(item.path("id").asText())) {
                lines.set(
                        index,
                        InvoiceShape.line(
                                line.path("id").textValue(), draft.path("id").textValue(), item));
            }
        }
    }

    /** No longer shows an item. */
    void remove(ObjectNode draft, String item) {
        ArrayNode lines = lines(draft);
        for (int index = lines.size() - 1; index >= 0; index--) {
            if (itemOf(lines.get(index)).equals(item)) {
                lines.remove(index);
            }
        }
    }

    /** Stages a draft with the sums of its lines. */
    void store(Staging staging, ObjectNode draft) {
        long total = 0;
        for (JsonNode line : lines(draft)) {
            total += line.path("amount").asLong();
        }
        long due = Math.max(0, total);
        for (String field : new String[] {"subtotal", "subtotal_excluding_tax", "total", "total_excluding_tax"}) {
            draft.put(field, total);
        }
        draft.put("amount_due", due).put("amount_remaining", due);
        staging.replace(types.invoices(), draft.path("id").textValue(), "update", draft, "updated");
    }

    /** The item behind the line that a parameter or a path names. */
    static String itemOf(ObjectNode draft, String line, String parameter) {
        for (JsonNode candidate : lines(draft)) {
            if (candidate.path("id").asText().equals(line)) {
                return itemOf(candidate);
            }
        }
        throw StripeError.noSuchReference("invoice line item", line, parameter);
    }

    /** The line that shows an item. */
    static ObjectNode lineOf(ObjectNode draft, String item) {
        for (JsonNode line : lines(draft)) {
            if (itemOf(line).equals(item)) {
                return (ObjectNode) line;
            }
        }
        throw new IllegalStateException("No line of " + draft.path("id") + " shows " + item);
    }

    static ArrayNode lines(ObjectNode invoice) {
        return (ArrayNode) invoice.path("lines").path("data");
    }

    private static String itemOf(JsonNode line) {
        return line.at("/parent/invoice_item_details/invoice_item").asText();
    }
}
