/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.HttpAnswer;
import io.bascule.http.HttpErrors;
import io.bascule.http.RetryAfter;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe's refusals mean (docs.stripe.com/api/errors, docs.stripe.com/error-codes).
 *
 * <p>Two of them say more than their status: {@code idempotency_error} (the key was used for another request) and {@code
 * idempotency_key_in_use} (the first request under this key is still running) both tell that a request under this key went
 * out before and may have been applied, so the outcome of the write is unknown.
 */
final class StripeErrors {
    private final InstantSource clock;

    StripeErrors(InstantSource clock) {
        this.clock = clock;
    }

    /** The error object of an answer. */
    record StripeError(String type, String code, String param, String message) {}

    /** The error of an answer to a read. */
    BasculeException ofRead(HttpAnswer answer) {
        StripeError error = error(answer);
        String detail = error == null ? null : error.message();
        return HttpErrors.of(answer, false, detail, clock.instant());
    }

    /** Whether an answer says that a named parameter refers to an object that is not there. */
    boolean isMissing(HttpAnswer answer, String param) {
        StripeError error = error(answer);
        return error != null
                && error.code().equals("resource_missing")
                && error.param().equals(param);
    }

    /** What a write came to whose answer is no success. */
    WriteOutcome ofWrite(HttpAnswer answer) {
        StripeError error = error(answer);
        String text = error == null
                ? answer.where() + ": status " + answer.status() + " without an error of Stripe's"
                : HttpErrors.shortened(error.message());
        int status = answer.status();
        if (status == 401 || status == 403) {
            return new WriteOutcome.Unauthorised(text);
        }
        if (status == 429) {
            return new WriteOutcome.RateLimited(RetryAfter.of(answer, clock.instant()));
        }
        if (status >= 300 && status < 500 && error == null) {
            // Stripe names a reason for whatever it refuses; this came from something before it, so Stripe did not see
            // it.
            return new WriteOutcome.TransientFailure(text);
        }
        if (status < 400 || status >= 500 || error == null) {
            return new WriteOutcome.Unknown(text);
        }
        if (error.type().equals("idempotency_error") || error.code().equals("idempotency_key_in_use")) {
            return new WriteOutcome.Unknown(text);
        }
        if (status == 409) {
            return new WriteOutcome.TransientFailure(text);
        }
        if (status == 404) {
            // Without that code it is the address that Stripe does not know: the setting url is wrong.
            return error.code().equals("resource_missing")
                    ? new WriteOutcome.NotFound()
                    : new WriteOutcome.TransientFailure(text + " Check the setting url.");
        }
        return new WriteOutcome.Rejected(List.of(new FieldError(path(error.param()), text)));
    }

    /** {@code address[city]} as a path: {@code address.city}. */
    private static String path(String param) {
        return param.replace("]", "").replace('[', '.');
    }

    private static @Nullable StripeError error(HttpAnswer answer) {
        try {
            if (!(answer.json().get("error") instanceof Value.Struct struct)) {
                return null;
            }
            Fields error = struct.fields();
            String message = text(error, "message");
            String type = text(error, "type");
            return new StripeError(
                    type, text(error, "code"), text(error, "param"), message.isEmpty() ? "error " + type : message);
        } catch (BasculeException e) {
            // A proxy's page, not Stripe's answer; the status alone counts.
            return null;
        }
    }

    private static String text(Fields error, String name) {
        String text = error.text(name);
        return text == null ? "" : text;
    }
}
