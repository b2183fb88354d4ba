/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The states of an invoice and the ways between them, after {@code docs.stripe.com/invoicing/integration/workflow-transitions}.
 * Stateless; each method is given a copy of the invoice and stages what it becomes.
 */
final class InvoiceStates {
    private static final String NOT_OPEN = "You can only pass in open invoices. This invoice isn't open.";

    private final StripeTypes types;

    InvoiceStates(StripeTypes types) {
        this.types = types;
    }

    void finalizeInvoice(Staging staging, ObjectNode invoice) {
        if (!is(invoice, "draft")) {
            throw refused("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
        }
        List<String> events = finalized(staging, invoice);
        store(staging, invoice, "finalize", events);
    }

    void voidInvoice(Staging staging, ObjectNode invoice) {
        if (is(invoice, "paid")) {
            throw refused("Invoices with `paid` payments cannot be voided.");
        }
        if (!is(invoice, "open") && !is(invoice, "uncollectible")) {
            throw refused(NOT_OPEN);
        }
        enter(staging, invoice, "void", "voided_at");
        store(staging, invoice, "void", List.of("voided"));
    }

    void markUncollectible(Staging staging, ObjectNode invoice) {
        if (is(invoice, "uncollectible")) {
            throw refused("This invoice has already been marked uncollectible.");
        }
        if (!is(invoice, "open")) {
            throw refused(NOT_OPEN);
        }
        enter(staging, invoice, "uncollectible", "marked_uncollectible_at");
        store(staging, invoice, "mark_uncollectible", List.of("marked_uncollectible"));
    }

    void send(Staging staging, ObjectNode invoice) {
        List<String> events = new ArrayList<>();
        if (is(invoice, "draft")) {
            events.addAll(finalized(staging, invoice));
        } else if (!is(invoice, "open")
                || !invoice.path("collection_method").asText().equals("send_invoice")) {
            throw refused("This invoice cannot be sent right now. Please contact us via"
                    + " https://support.stripe.com/contact with details, so we can help.");
        }
        if (is(invoice, "open")) {
            events.add("sent");
        }
        store(staging, invoice, "send", events);
    }

    void pay(Staging staging, ObjectNode invoice, boolean outOfBand) {
        if (is(invoice, "paid")) {
            throw refused("Invoice is already paid");
        }
        if (is(invoice, "void")) {
            throw refused(NOT_OPEN);
        }
        List<String> events = new ArrayList<>();
        if (is(invoice, "draft")) {
            events.addAll(finalized(staging, invoice));
        }
        if (!is(invoice, "paid")) {
            if (!outOfBand) {
                throw StripeError.invalid(
                        null,
                        "resource_missing",
                        "This customer has no attached payment source or default payment method. Please consider"
                                + " adding a default payment method.");
            }
            paid(staging, invoice);
            events.add("paid");
        }
        store(staging, invoice, "pay", events);
    }

    /** Makes a draft an open invoice, and a paid one if there is nothing to pay. */
    private List<String> finalized(Staging staging, ObjectNode invoice) {
        String id = invoice.path("id").textValue();
        ObjectNode customer =
                staging.referenced(types.customers(), invoice.path("customer").textValue(), "customer");
        InvoiceShape.copyCustomer(invoice, customer);
        if (invoice.path("number").isNull()) {
            number(staging, invoice, customer.deepCopy());
        }
        enter(staging, invoice, "open", "finalized_at");
        if (invoice.path("effective_at").isNull()) {
            invoice.put("effective_at", staging.seconds());
        }
        invoice.put("ending_balance", 0L);
        invoice.put("hosted_invoice_url", "https://invoice.stripe.com/i/acct_1BasculeSimulator/test_" + id);
        invoice.put("invoice_pdf", "https://pay.stripe.com/invoice/acct_1BasculeSimulator/test_" + id + "/pdf");
        List<String> events = new ArrayList<>(List.of("finalized"));
        if (invoice.path("amount_due").asLong() == 0) {
            invoice.put("attempted", true);
            paid(staging, invoice);
            events.add("paid");
        }
        return events;
    }

    /** Gives the next free number of the customer's own sequence. */
    private void number(Staging staging, ObjectNode invoice, ObjectNode customer) {
        long next = customer.path("next_invoice_sequence").asLong();
        do {
            invoice.put(
                    "number",
                    customer.path("invoice_prefix").asText() + "-" + String.format(Locale.ROOT, "%04d", next));
            next++;
        } while (InvoiceType.isTaken(staging, invoice));
        customer.put("next_invoice_sequence", next);
        staging.replace(types.customers(), customer.path("id").textValue(), "number", customer);
    }

    private static void paid(Staging staging, ObjectNode invoice) {
        invoice.set("amount_paid", invoice.get("amount_due"));
        invoice.put("amount_remaining", 0L);
        enter(staging, invoice, "paid", "paid_at");
    }

    private static void enter(Staging staging, ObjectNode invoice, String status, String moment) {
        invoice.put("status", status);
        invoice.withObject("/status_transitions").put(moment, staging.seconds());
    }

    private void store(Staging staging, ObjectNode invoice, String action, List<String> events) {
        staging.replace(
                types.invoices(), invoice.path("id").textValue(), action, invoice, events.toArray(String[]::new));
    }

    private static boolean is(ObjectNode invoice, String status) {
        return invoice.path("status").asText().equals(status);
    }

    private static StripeError refused(String message) {
        return StripeError.invalid(null, null, message);
    }
}
