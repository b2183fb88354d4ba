/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.FormData;
import io.bascule.simulator.kit.Request;
import io.bascule.simulator.kit.Router;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated request on its way to an operation.
 *
 * @param raw the parameters as given, query and form together
 * @param key the idempotency key that counts, or null
 */
record Call(
        Request request,
        Router.Match<Operation> match,
        ObjectNode raw,
        String requestId,
        @Nullable String key,
        String fingerprint) {

    /** @throws StripeError if the parameters can't be read */
    static Call of(Request request, Router.Match<Operation> match, String requestId, boolean keysCount) {
        List<FormData.Field> fields = fields(request);
        Optional<String> key =
                keysCount && request.method().equals("POST") ? request.header("Idempotency-Key") : Optional.empty();
        return new Call(request, match, FormTree.of(fields), requestId, key.orElse(null), fingerprint(fields));
    }

    /** The place {@code id} of the path. */
    String id() {
        return match.place("id");
    }

    Write write() {
        return new Write(request.method(), request.path(), raw, requestId, key, fingerprint);
    }

    private static List<FormData.Field> fields(Request request) {
        String contentType = request.header("Content-Type").orElse("");
        if (request.body().length > 0 && contentType.contains("json")) {
            throw StripeError.invalid(
                    null,
                    null,
                    "Invalid request: expected a body of application/x-www-form-urlencoded, found " + contentType);
        }
        try {
            List<FormData.Field> fields = new ArrayList<>(FormData.fields(request.query()));
            fields.addAll(FormData.fields(request.text()));
            return fields;
        } catch (IllegalArgumentException malformed) {
            throw StripeError.invalid(null, null, "Invalid request: the form's percent-encoding is broken");
        }
    }

    private static String fingerprint(List<FormData.Field> fields) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            fields.stream()
                    .map(field -> field.name() + "\0" + field.value() + "\0")
                    .sorted()
                    .forEach(field -> digest.update(field.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
