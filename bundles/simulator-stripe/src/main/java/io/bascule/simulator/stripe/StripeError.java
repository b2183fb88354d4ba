/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import io.bascule.simulator.kit.Response;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in Stripe's shape. Types and codes are those of {@code docs.stripe.com/api/errors} and
 * {@code docs.stripe.com/error-codes}.
 */
final class StripeError extends RuntimeException {
    private static final String INVALID_REQUEST = "invalid_request_error";

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;

    private StripeError(int status, String type, @Nullable String code, @Nullable String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    static StripeError invalid(@Nullable String param, @Nullable String code, String message) {
        return new StripeError(400, INVALID_REQUEST, code, param, message);
    }

    static StripeError missingParameter(String param) {
        return invalid(param, "parameter_missing", "Missing required param: " + param + ".");
    }

    static StripeError emptyParameter(String param) {
        return invalid(
                param,
                "parameter_invalid_empty",
                "You passed an empty string for '" + param + "'. We assume empty values are an attempt to unset a"
                        + " parameter; however '" + param + "' cannot be unset. You should remove '" + param
                        + "' from your request or supply a non-empty value.");
    }

    static StripeError noSuchObject(String noun, String id) {
        return new StripeError(404, INVALID_REQUEST, "resource_missing", "id", noSuch(noun, id));
    }

    /** A parameter that names an object which does not exist. */
    static StripeError noSuchReference(String noun, String id, String param) {
        return invalid(param, "resource_missing", noSuch(noun, id));
    }

    static StripeError unknownUrl(String method, String path) {
        return new StripeError(
                404,
                INVALID_REQUEST,
                null,
                null,
                "Unrecognized request URL (" + method + ": " + path + "). This simulator imitates customers, products,"
                        + " prices, invoices, events and webhook endpoints; see its README.");
    }

    /** A write that an invoice takes only as a draft. */
    static StripeError invoiceNotEditable() {
        return invalid(null, "invoice_not_editable", "Invalid invoice: This invoice is no longer editable");
    }

    /** Two parameters of which only one may be given. */
    static StripeError exclusive(String param, String one, String other) {
        return invalid(
                param,
                "parameters_exclusive",
                "You may only specify one of these parameters: " + one + ", " + other + ".");
    }

    static StripeError unauthorized(String message) {
        return new StripeError(401, INVALID_REQUEST, null, null, message);
    }

    static StripeError keyReused(String message) {
        return new StripeError(400, "idempotency_error", null, null, message);
    }

    static StripeError keyInUse(String key) {
        return new StripeError(
                409,
                INVALID_REQUEST,
                "idempotency_key_in_use",
                null,
                "There is currently another in-progress request using this Idempotent Key (that probably means you"
                        + " submitted twice, and the other request is still going through): " + key
                        + ". Please try again later.");
    }

    /** The error that Stripe gives with a status when the trouble is on its side or in the rate. */
    static StripeError ofStatus(int status) {
        if (status == 429) {
            return new StripeError(
                    429, "rate_limit_error", "rate_limit", null, "Request rate limit exceeded. Try again later.");
        }
        if (status == 401) {
            return unauthorized("Invalid API Key provided.");
        }
        if (status >= 500) {
            return new StripeError(
                    status, "api_error", null, null, "An unknown error occurred (made by the simulator's scenario).");
        }
        return new StripeError(
                status, INVALID_REQUEST, null, null, "The request was refused (by the simulator's scenario).");
    }

    ObjectNode body(String requestId) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        if (code != null) {
            error.put("code", code);
            error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        error.put("message", getMessage());
        if (param != null) {
            error.put("param", param);
        }
        error.put("request_log_url", "https://dashboard.stripe.com/test/logs/" + requestId);
        error.put("type", type);
        return body;
    }

    Response response(String requestId) {
        return Response.json(status, body(requestId));
    }

    private static String noSuch(String noun, String id) {
        return "No such " + noun + ": '" + id + "'";
    }
}
