/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Updates.UpdateItem;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.HttpCall;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an invoice in several calls: draft, lines, state. Each has a key of its own, made from the write's key and the step's
 * name, so a repetition of the whole gets the first answers of what was done and goes on where it broke off.
 */
final class InvoiceWrites {
    private static final String PATH = "/v1/invoices";

    /** The calls that lead from one state to another. */
    private static final Map<String, Map<String, List<String>>> WAYS = Map.of(
            "draft",
            Map.of(
                    "open", List.of("finalize"),
                    "paid", List.of("finalize", "pay"),
                    "void", List.of("finalize", "void"),
                    "uncollectible", List.of("finalize", "mark_uncollectible")),
            "open",
            Map.of(
                    "paid", List.of("pay"),
                    "void", List.of("void"),
                    "uncollectible", List.of("mark_uncollectible")),
            "uncollectible",
            Map.of("paid", List.of("pay"), "void", List.of("void")));

    private final StripeWrites writes;
    private final StripeSettings settings;

    InvoiceWrites(StripeWrites writes, StripeSettings settings) {
        this.writes = writes;
        this.settings = settings;
    }

    WriteOutcome create(CreateItem item) {
        String wanted = item.fields().text("status");
        WriteOutcome refused = refusal("draft", wanted);
        if (refused != null) {
            return refused;
        }
        WriteOutcome draft = writes.write(
                StripeType.INVOICES, PATH, InvoiceForms.draft(item, settings.marker()), key(item.key(), "draft"));
        if (!(draft instanceof WriteOutcome.Ok made)) {
            return draft;
        }
        return follow(made, InvoiceForms.linesOf(item), wanted, item.key(), true);
    }

    WriteOutcome update(UpdateItem item) {
        String state = Objects.requireNonNullElse(item.before().text("status"), "draft");
        String wanted = item.changed().text("status");
        WriteOutcome refused = refusal(state, wanted);
        if (refused != null) {
            return refused;
        }
        ExternalRecord before = new ExternalRecord(item.id(), null, null, null, false, item.before());
        return follow(new WriteOutcome.Ok(before), InvoiceForms.changes(item), wanted, item.key(), false);
    }

    /**
     * Does the calls one after the other, then those that lead to the wanted state.
     *
     * @param underway whether something was written already
     */
    private WriteOutcome follow(
            WriteOutcome.Ok first,
            List<InvoiceForms.Call> calls,
            @Nullable String wanted,
            String key,
            boolean underway) {
        WriteOutcome.Ok last = first;
        boolean written = underway;
        for (InvoiceForms.Call call : calls) {
            WriteOutcome outcome = step(last, call, key, written);
            if (!(outcome instanceof WriteOutcome.Ok done)) {
                return outcome;
            }
            last = done;
            written = true;
        }
        String state = state(last);
        for (String way : wanted == null ? List.<String>of() : ways(state, wanted)) {
            if (state(last).equals(wanted)) {
                // What costs nothing is paid as soon as it is finalized.
                break;
            }
            Fields form = way.equals("pay") ? Fields.EMPTY.with("paid_out_of_band", Value.of(true)) : Fields.EMPTY;
            WriteOutcome outcome = step(last, new InvoiceForms.Call(way, "/" + way, form), key, written);
            if (!(outcome instanceof WriteOutcome.Ok done)) {
                return outcome;
            }
            last = done;
            written = true;
        }
        return last;
    }

    private WriteOutcome step(WriteOutcome.Ok last, InvoiceForms.Call call, String key, boolean written) {
        String path = PATH + "/" + HttpCall.segment(last.object().id()) + call.path();
        WriteOutcome outcome;
        try {
            outcome = writes.write(StripeType.INVOICES, path, call.form(), key(key, call.step()));
        } catch (BasculeException e) {
            if (!written) {
                throw e;
            }
            return unfinished(call, e.problem().text());
        }
        boolean refusedForGood = outcome instanceof WriteOutcome.Rejected && settings.keysCount();
        return outcome instanceof WriteOutcome.Ok || !written || refusedForGood
                ? outcome
                : unfinished(call, outcome.toString());
    }

    /** Part of the write is done, so it must be looked for, or repeated under its keys, before anything else. */
    private static WriteOutcome unfinished(InvoiceForms.Call call, String text) {
        return new WriteOutcome.Unknown("The step " + call.step() + " is not done: " + text);
    }

    private static @Nullable WriteOutcome refusal(String state, @Nullable String wanted) {
        if (wanted == null
                || wanted.isBlank()
                || wanted.equals(state)
                || !ways(state, wanted).isEmpty()) {
            return null;
        }
        return new WriteOutcome.Rejected(List.of(new FieldError(
                "status",
                "No way leads from \"" + state + "\" to \"" + wanted + "\"; from there one can go to "
                        + WAYS.getOrDefault(state, Map.of()).keySet().stream()
                                .sorted()
                                .toList())));
    }

    private static List<String> ways(String state, String wanted) {
        return WAYS.getOrDefault(state, Map.of()).getOrDefault(wanted, List.of());
    }

    private static String state(WriteOutcome.Ok outcome) {
        return Objects.requireNonNullElse(outcome.object().fields().text("status"), "");
    }

    private static String key(String key, String step) {
        return key + "/" + step;
    }
}
