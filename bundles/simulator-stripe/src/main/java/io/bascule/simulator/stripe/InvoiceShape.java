/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;

/** The form of invoices and their lines: every attribute that the real ones have. */
final class InvoiceShape {
    private static final String[] FROM_CUSTOMER = {"address", "email", "name", "phone", "shipping", "tax_exempt"};

    private InvoiceShape() {}

    /** A draft without lines or customer. */
    static ObjectNode blank(String id, long seconds) {
        ObjectNode invoice = Json.object().put("id", id).put("object", "invoice");
        invoice.put("account_country", "US");
        invoice.put("account_name", "Stripe simulator");
        nulls(invoice, "account_tax_ids");
        zeros(
                invoice,
                "amount_due",
                "amount_overpaid",
                "amount_paid",
                "amount_remaining",
                "amount_shipping",
                "attempt_count");
        nulls(invoice, "application");
        invoice.put("attempted", false).put("auto_advance", false);
        ObjectNode tax = invoice.putObject("automatic_tax");
        nulls(tax, "disabled_reason", "liability", "provider", "status");
        tax.put("enabled", false);
        nulls(invoice, "automatically_finalizes_at");
        invoice.put("billing_reason", "manual").put("collection_method", "charge_automatically");
        invoice.put("created", seconds);
        nulls(invoice, "currency", "custom_fields", "customer", "customer_account");
        for (String field : FROM_CUSTOMER) {
            nulls(invoice, "customer_" + field);
        }
        invoice.putArray("customer_tax_ids");
        nulls(invoice, "default_payment_method", "default_source");
        invoice.putArray("default_tax_rates");
        nulls(invoice, "description");
        invoice.putArray("discounts");
        nulls(invoice, "due_date", "effective_at", "ending_balance", "footer", "from_invoice");
        nulls(invoice, "hosted_invoice_url", "invoice_pdf");
        invoice.putObject("issuer").put("type", "self");
        nulls(invoice, "last_finalization_error", "latest_revision");
        ObjectNode lines = invoice.putObject("lines").put("object", "list");
        lines.putArray("data");
        lines.put("has_more", false).put("url", "/v1/invoices/" + id + "/lines");
        invoice.put("livemode", false);
        invoice.putObject("metadata");
        nulls(invoice, "next_payment_attempt", "number", "on_behalf_of", "parent");
        ObjectNode payment = invoice.putObject("payment_settings");
        nulls(payment, "default_mandate", "payment_method_options", "payment_method_types");
        invoice.put("period_end", seconds).put("period_start", seconds);
        zeros(invoice, "post_payment_credit_notes_amount", "pre_payment_credit_notes_amount");
        nulls(invoice, "receipt_number", "rendering", "shipping_cost", "shipping_details");
        zeros(invoice, "starting_balance");
        nulls(invoice, "statement_descriptor", "subscription");
        invoice.put("status", "draft");
        nulls(
                invoice.putObject("status_transitions"),
                "finalized_at",
                "marked_uncollectible_at",
                "paid_at",
                "voided_at");
        zeros(invoice, "subtotal", "subtotal_excluding_tax", "total", "total_excluding_tax");
        nulls(invoice, "test_clock");
        invoice.putArray("total_discount_amounts");
        invoice.putArray("total_pretax_credit_amounts");
        invoice.putArray("total_taxes");
        invoice.put("webhooks_delivered_at", seconds);
        return invoice;
    }

    /** Copies what an invoice says of its customer; a finalized one no longer follows. */
    static void copyCustomer(ObjectNode invoice, ObjectNode customer) {
        for (String field : FROM_CUSTOMER) {
            JsonNode value = customer.get(field);
            invoice.set("customer_" + field, value);
        }
    }

    /** An item as a line of an invoice. */
    static ObjectNode line(String id, String invoice, ObjectNode item) {
        ObjectNode line = Json.object().put("id", id).put("object", "line_item");
        line.set("amount", item.get("amount"));
        line.set("currency", item.get("currency"));
        line.set("description", item.get("description"));
        line.putArray("discount_amounts");
        line.set("discountable", item.get("discountable"));
        line.putArray("discounts");
        line.put("invoice", invoice);
        line.put("livemode", false);
        line.set("metadata", item.get("metadata"));
        ObjectNode parent = line.putObject("parent");
        ObjectNode details = parent.putObject("invoice_item_details");
        details.set("invoice_item", item.get("id"));
        details.put("proration", false);
        details.putObject("proration_details").putNull("credited_items");
        details.putNull("subscription");
        parent.putNull("subscription_item_details");
        parent.put("type", "invoice_item_details");
        line.set("period", item.get("period"));
        line.putArray("pretax_credit_amounts");
        line.set("pricing", item.get("pricing"));
        line.set("quantity", item.get("quantity"));
        line.set("quantity_decimal", item.get("quantity_decimal"));
        line.putNull("subscription");
        line.set("subtotal", item.get("amount"));
        line.putArray("taxes");
        return line;
    }

    private static void nulls(ObjectNode object, String... fields) {
        for (String field : fields) {
            object.putNull(field);
        }
    }

    private static void zeros(ObjectNode object, String... fields) {
        for (String field : fields) {
            object.put(field, 0L);
        }
    }
}
