/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Router;
import org.jspecify.annotations.Nullable;

/** Writing invoice items. Thread-safe. */
final class InvoiceItemOperations {
    private final StripeTypes types;
    private final Drafts drafts;
    private final Pricing pricing;
    private final Writes writes;

    InvoiceItemOperations(StripeTypes types, Drafts drafts, Pricing pricing, Writes writes) {
        this.types = types;
        this.drafts = drafts;
        this.pricing = pricing;
        this.writes = writes;
    }

    void addRoutes(Router<Operation> routes) {
        String one = types.items().path() + "/{id}";
        routes.add("POST", types.items().path(), this::create)
                .add("POST", one, this::update)
                .add("DELETE", one, this::delete);
    }

    private ObjectNode create(Call call) {
        ObjectNode read = types.items().creation().read(call.raw());
        if (!pricing.isGiven(read)) {
            throw StripeError.missingParameter("amount");
        }
        return writes.perform(call, staging -> {
            staging.referenced(types.customers(), read.path("customer").textValue(), "customer");
            ObjectNode draft = read.has("invoice")
                    ? drafts.referenced(staging, read.path("invoice").textValue())
                    : null;
            ObjectNode resolved = pricing.resolved(staging, read, "");
            settleCurrency(resolved, draft == null ? null : draft.path("currency"));
            ObjectNode item = staging.create(types.items(), resolved, null);
            if (draft != null) {
                drafts.add(staging, draft, item);
                drafts.store(staging, draft);
            }
            staging.answers(types.items(), item.path("id").textValue());
        });
    }

    /** The item's currency: as given, or its price's, or its invoice's. */
    static void settleCurrency(ObjectNode resolved, @Nullable JsonNode invoiceCurrency) {
        JsonNode ofPrice = resolved.path("priced").path("currency");
        JsonNode given = resolved.path("currency");
        if (ofPrice.isTextual() && given.isTextual() && !ofPrice.equals(given)) {
            throw StripeError.invalid(
                    "currency",
                    null,
                    "The currency " + given.asText() + " does not match the currency of the price (" + ofPrice.asText()
                            + ").");
        }
        JsonNode settled = given.isTextual() ? given : ofPrice.isTextual() ? ofPrice : invoiceCurrency;
        if (settled == null) {
            throw StripeError.missingParameter("currency");
        }
        resolved.set("currency", settled);
    }

    private ObjectNode update(Call call) {
        ObjectNode read = types.items().updating().read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode before = staging.required(types.items(), call.id());
            ObjectNode draft = drafts.of(staging, before).orElse(null);
            ObjectNode item = edit(staging, before, read, "");
            if (draft != null) {
                drafts.refresh(draft, item);
                drafts.store(staging, draft);
            }
            staging.answers(types.items(), call.id());
        });
    }

    /** Puts read parameters on an item. */
    ObjectNode edit(Staging staging, ObjectNode before, ObjectNode read, String prefix) {
        ObjectNode resolved = pricing.resolved(staging, read, prefix);
        JsonNode ofPrice = resolved.path("priced").path("currency");
        if (ofPrice.isTextual() && !ofPrice.equals(before.path("currency"))) {
            throw StripeError.invalid(
                    prefix.isEmpty() ? "currency" : prefix + "[currency]",
                    null,
                    "The currency of a price (" + ofPrice.asText() + ") does not match that of the invoice item ("
                            + before.path("currency").asText() + ").");
        }
        return staging.update(types.items(), before.path("id").textValue(), resolved);
    }

    private ObjectNode delete(Call call) {
        new Parameters().read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode item = staging.required(types.items(), call.id());
            ObjectNode draft = drafts.of(staging, item).orElse(null);
            staging.delete(types.items(), call.id());
            if (draft != null) {
                drafts.remove(draft, call.id());
                drafts.store(staging, draft);
            }
            staging.answers(types.items(), call.id());
        });
    }
}
