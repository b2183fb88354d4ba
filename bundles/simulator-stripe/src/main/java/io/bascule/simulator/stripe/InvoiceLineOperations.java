/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Router;
import java.util.NavigableMap;
import java.util.TreeMap;

import static io.bascule.simulator.stripe.ParameterTypes.choice;
import static io.bascule.simulator.stripe.ParameterTypes.hash;
import static io.bascule.simulator.stripe.ParameterTypes.metadata;
import static io.bascule.simulator.stripe.ParameterTypes.text;

/** Reading and writing the lines of an invoice. Thread-safe. */
final class InvoiceLineOperations {
    private static final int MOST_LINES_OF_ONE_CALL = 250;
    private static final String[] NOT_IMITATED = {"discounts", "tax_amounts", "tax_rates"};

    private final StripeTypes types;
    private final Drafts drafts;
    private final Pricing pricing;
    private final InvoiceItemOperations items;
    private final StripeState state;
    private final Writes writes;

    InvoiceLineOperations(
            StripeTypes types,
            Drafts drafts,
            Pricing pricing,
            InvoiceItemOperations items,
            StripeState state,
            Writes writes) {
        this.types = types;
        this.drafts = drafts;
        this.pricing = pricing;
        this.items = items;
        this.state = state;
        this.writes = writes;
    }

    void addRoutes(Router<Operation> routes) {
        String one = types.invoices().path() + "/{id}";
        routes.add("GET", one + "/lines", this::list)
                .add("POST", one + "/lines/{line}", this::updateOne)
                .add("POST", one + "/add_lines", this::addLines)
                .add("POST", one + "/update_lines", this::updateLines)
                .add("POST", one + "/remove_lines", this::removeLines);
    }

    private ObjectNode list(Call call) {
        ObjectNode read = Listing.paging(new Parameters()).read(call.raw());
        ObjectNode invoice = state.store(types.invoices())
                .living(call.id())
                .orElseThrow(() -> StripeError.noSuchObject("invoice", call.id()));
        NavigableMap<Long, JsonNode> byOrder = new TreeMap<>();
        for (JsonNode line : Drafts.lines(invoice)) {
            // Pages go from the highest to the lowest.
            byOrder.put((long) -byOrder.size(), line);
        }
        return Listing.page(
                types.invoices().path() + "/" + call.id() + "/lines",
                read,
                byOrder,
                (id, parameter) -> byOrder.entrySet().stream()
                        .filter(entry -> entry.getValue().path("id").asText().equals(id))
                        .findFirst()
                        .orElseThrow(() -> StripeError.noSuchReference("invoice line item", id, parameter))
                        .getKey(),
                line -> true,
                line -> line);
    }

    private ObjectNode addLines(Call call) {
        Parameters line = line().optional("invoice_item", text(5000));
        ObjectNode read = lines(line).read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode draft = drafts.required(staging, call.id());
            int index = 0;
            for (JsonNode wanted : read.path("lines")) {
                add(staging, draft, (ObjectNode) wanted, "lines[" + index + "]");
                index++;
            }
            store(staging, draft, read);
        });
    }

    private void add(Staging staging, ObjectNode draft, ObjectNode wanted, String prefix) {
        ObjectNode item;
        if (wanted.has("invoice_item")) {
            String place = prefix + "[invoice_item]";
            ObjectNode pending = staging.referenced(
                    types.items(), wanted.path("invoice_item").textValue(), place);
            if (!pending.path("invoice").isNull() || wanted.size() > 1) {
                throw StripeError.invalid(
                        place, null, "An invoice_item must be pending, and is given without anything else.");
            }
            ObjectNode assigned = pending.deepCopy();
            assigned.set("invoice", draft.get("id"));
            item = staging.replace(types.items(), pending.path("id").textValue(), "update", assigned, "updated");
        } else {
            if (!pricing.isGiven(wanted)) {
                throw StripeError.missingParameter(prefix + "[amount]");
            }
            ObjectNode resolved = pricing.resolved(staging, wanted, prefix);
            InvoiceItemOperations.settleCurrency(resolved, draft.path("currency"));
            resolved.set("customer", draft.get("customer"));
            resolved.set("invoice", draft.get("id"));
            item = staging.create(types.items(), resolved, null);
        }
        drafts.add(staging, draft, item);
    }

    private ObjectNode updateLines(Call call) {
        ObjectNode read = lines(line().required("id", text(5000))).read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode draft = drafts.required(staging, call.id());
            int index = 0;
            for (JsonNode wanted : read.path("lines")) {
                ObjectNode changes = wanted.deepCopy();
                String prefix = "lines[" + index + "]";
                changes.remove("id");
                edit(staging, draft, wanted.path("id").textValue(), changes, prefix);
                index++;
            }
            store(staging, draft, read);
        });
    }

    private ObjectNode updateOne(Call call) {
        ObjectNode read = line().notImitated("expand").read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode draft = drafts.required(staging, call.id());
            String item = edit(staging, draft, call.match().place("line"), read, "");
            drafts.store(staging, draft);
            staging.answers(types.invoices(), call.id());
            staging.answersWith(Drafts.lineOf(draft, item));
        });
    }

    /** @return the item that was edited */
    private String edit(Staging staging, ObjectNode draft, String line, ObjectNode changes, String prefix) {
        String id = Drafts.itemOf(draft, line, prefix.isEmpty() ? "line_item_id" : prefix + "[id]");
        drafts.refresh(draft, items.edit(staging, staging.required(types.items(), id), changes, prefix));
        return id;
    }

    private ObjectNode removeLines(Call call) {
        ObjectNode read = lines(new Parameters()
                        .required("behavior", choice("delete", "unassign"))
                        .required("id", text(5000)))
                .read(call.raw());
        return writes.perform(call, staging -> {
            ObjectNode draft = drafts.required(staging, call.id());
            int index = 0;
            for (JsonNode wanted : read.path("lines")) {
                String item = Drafts.itemOf(draft, wanted.path("id").textValue(), "lines[" + index + "][id]");
                drafts.remove(draft, item);
                if (wanted.path("behavior").asText().equals("delete")) {
                    staging.delete(types.items(), item);
                } else {
                    ObjectNode pending =
                            staging.required(types.items(), item).deepCopy().putNull("invoice");
                    staging.replace(types.items(), item, "update", pending, "updated");
                }
                index++;
            }
            store(staging, draft, read);
        });
    }

    private void store(Staging staging, ObjectNode draft, ObjectNode read) {
        if (read.has("invoice_metadata")) {
            draft.set("metadata", ParameterTypes.mergeMetadata(draft.get("metadata"), read.get("invoice_metadata")));
        }
        drafts.store(staging, draft);
        staging.answers(types.invoices(), draft.path("id").textValue());
    }

    private static Parameters line() {
        return InvoiceItemType.lineParameters(new Parameters()).notImitated(NOT_IMITATED);
    }

    private static Parameters lines(Parameters line) {
        return new Parameters()
                .optional("invoice_metadata", metadata())
                .required("lines", ParameterTypes.list(hash(line), MOST_LINES_OF_ONE_CALL))
                .notImitated("expand");
    }
}
