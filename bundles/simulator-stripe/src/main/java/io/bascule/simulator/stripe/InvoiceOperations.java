/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static io.bascule.simulator.stripe.ParameterTypes.flag;

/** Writing invoices and taking them from state to state. Thread-safe. */
final class InvoiceOperations {
    /** What may still be written, by state; a draft takes everything. */
    private static final Set<String> EDITABLE_WHEN_OPEN = Set.of("auto_advance", "description", "metadata");

    private static final Set<String> EDITABLE_ALWAYS = Set.of("metadata");

    private final StripeTypes types;
    private final Drafts drafts;
    private final InvoiceStates states;
    private final Writes writes;

    InvoiceOperations(StripeTypes types, Drafts drafts, Writes writes) {
        this.types = types;
        this.drafts = drafts;
        this.states = new InvoiceStates(types);
        this.writes = writes;
    }

    void addRoutes(Router<Operation> routes) {
        String one = types.invoices().path() + "/{id}";
        routes.add("POST", types.invoices().path(), this::create)
                .add("POST", one, this::update)
                .add("DELETE", one, this::delete)
                .add("POST", one + "/finalize", this::finalizeInvoice)
                .add("POST", one + "/void", call -> plain(call, states::voidInvoice))
                .add("POST", one + "/mark_uncollectible", call -> plain(call, states::markUncollectible))
                .add("POST", one + "/send", call -> plain(call, states::send))
                .add("POST", one + "/pay", this::pay);
    }

    private ObjectNode create(Call call) {
        ObjectNode read = types.invoices().creation().read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode customer =
                    staging.referenced(types.customers(), read.path("customer").textValue(), "customer");
            boolean include =
                    read.path("pending_invoice_items_behavior").asText().equals("include");
            List<ObjectNode> pending =
                    include ? pending(staging, customer.path("id").textValue()) : List.of();
            ObjectNode wanted = read.deepCopy();
            if (!wanted.has("currency")) {
                wanted.put(
                        "currency",
                        pending.isEmpty()
                                ? customer.path("currency").asText("usd")
                                : pending.get(0).path("currency").asText());
            }
            ObjectNode invoice = staging.create(types.invoices(), wanted, null).deepCopy();
            InvoiceShape.copyCustomer(invoice, customer);
            for (ObjectNode item : pending) {
                if (item.path("currency").equals(invoice.path("currency"))) {
                    ObjectNode assigned = item.deepCopy();
                    assigned.set("invoice", invoice.get("id"));
                    staging.replace(types.items(), item.path("id").textValue(), "update", assigned, "updated");
                    drafts.add(staging, invoice, assigned);
                }
            }
            drafts.store(staging, invoice);
            staging.answers(types.invoices(), invoice.path("id").textValue());
        });
    }

    /** A customer's items that belong to no invoice, newest first. */
    private static List<ObjectNode> pending(Staging staging, String customer) {
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectStore.Row row :
                staging.stored("invoiceitem").byOrder().descendingMap().values()) {
            if (row.current().path("invoice").isNull()
                    && row.current().path("customer").asText().equals(customer)) {
                found.add(row.current());
            }
        }
        return found;
    }

    private ObjectNode update(Call call) {
        ObjectNode read = types.invoices().updating().read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode invoice = staging.required(types.invoices(), call.id());
            String status = invoice.path("status").asText();
            if (!status.equals("draft")) {
                Set<String> editable = status.equals("open") ? EDITABLE_WHEN_OPEN : EDITABLE_ALWAYS;
                read.fieldNames().forEachRemaining(field -> {
                    if (!editable.contains(field)) {
                        throw StripeError.invalid(field, null, "Finalized invoices can't be updated in this way");
                    }
                });
            }
            staging.update(types.invoices(), call.id(), read);
        });
    }

    private ObjectNode delete(Call call) {
        new Parameters().read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode invoice = staging.required(types.invoices(), call.id());
            if (!invoice.path("status").asText().equals("draft")) {
                throw StripeError.invalid(null, null, "You can only delete draft invoices.");
            }
            staging.delete(types.invoices(), call.id());
        });
    }

    private ObjectNode finalizeInvoice(Call call) {
        new Parameters()
                .optional("auto_advance", InvoiceType::readAutoAdvance)
                .notImitated("expand")
                .read(call.raw());
        return change(call, states::finalizeInvoice);
    }

    private ObjectNode pay(Call call) {
        JsonNode outOfBand = new Parameters()
                .optional("paid_out_of_band", flag())
                .notImitated("expand", "forgive", "mandate", "off_session", "payment_method", "source")
                .read(call.raw())
                .path("paid_out_of_band");
        return change(call, (staging, invoice) -> states.pay(staging, invoice, outOfBand.asBoolean()));
    }

    private ObjectNode plain(Call call, Transition transition) {
        new Parameters().notImitated("expand").read(call.raw());
        return change(call, transition);
    }

    private ObjectNode change(Call call, Transition transition) {
        return writes.perform(call, staging -> {
            transition.make(
                    staging, staging.required(types.invoices(), call.id()).deepCopy());
            staging.answers(types.invoices(), call.id());
        });
    }

    /** Takes an invoice to another state. */
    @FunctionalInterface
    private interface Transition {
        void make(Staging staging, ObjectNode invoice);
    }
}
