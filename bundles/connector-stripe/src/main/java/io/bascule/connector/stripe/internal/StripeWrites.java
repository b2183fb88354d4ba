/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes one object after the other, each with its own outcome. */
final class StripeWrites {
    private final StripeClient client;
    private final StripeRecords records;
    private final StripeErrors errors;

    StripeWrites(StripeClient client, StripeRecords records, StripeErrors errors) {
        this.client = client;
        this.records = records;
        this.errors = errors;
    }

    /**
     * One outcome for each item.
     *
     * @throws BasculeException if the first write failed before it was sent, so that nothing was written
     */
    static <T> List<WriteOutcome> each(List<T> items, Function<T, WriteOutcome> write) {
        List<WriteOutcome> outcomes = new ArrayList<>();
        for (T item : items) {
            try {
                outcomes.add(write.apply(item));
            } catch (BasculeException e) {
                if (e.code() == ErrorCode.OUTCOME_UNKNOWN) {
                    outcomes.add(new WriteOutcome.Unknown(e.problem().text()));
                } else if (outcomes.isEmpty()) {
                    throw e;
                } else {
                    outcomes.add(new WriteOutcome.TransientFailure(e.problem().text()));
                }
            }
        }
        return outcomes;
    }

    /** Sends one write and reads its answer. */
    WriteOutcome write(StripeType type, String path, Fields form, String key) {
        HttpAnswer answer = client.post(path, form, key);
        if (!answer.isSuccess()) {
            return errors.ofWrite(answer);
        }
        try {
            return new WriteOutcome.Ok(records.record(type, answer.json(), answer.where()));
        } catch (BasculeException e) {
            return new WriteOutcome.Unknown(e.problem().text());
        }
    }

    /** Deletes one object; Stripe answers with {@code {"id": ..., "deleted": true}}. */
    WriteOutcome delete(StripeType type, String id, String path) {
        HttpAnswer answer = client.delete(path);
        if (!answer.isSuccess()) {
            WriteOutcome outcome = errors.ofWrite(answer);
            return outcome instanceof WriteOutcome.Rejected refused ? withAdvice(refused, type) : outcome;
        }
        try {
            Fields wire = answer.json();
            if (id.equals(wire.text("id")) && Value.of(true).equals(wire.get("deleted"))) {
                return new WriteOutcome.Deleted();
            }
            return new WriteOutcome.Unknown(
                    answer.where() + ": expected the id with \"deleted\": true, found another object");
        } catch (BasculeException e) {
            return new WriteOutcome.Unknown(e.problem().text());
        }
    }

    private static WriteOutcome.Rejected withAdvice(WriteOutcome.Rejected refused, StripeType type) {
        return new WriteOutcome.Rejected(refused.errors().stream()
                .map(error -> new FieldError(error.path(), error.message() + " " + type.adviceWhenKept()))
                .toList());
    }
}
