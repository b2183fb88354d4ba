/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.AuthorisedHttp;
import io.bascule.http.HttpAnswer;
import io.bascule.http.HttpCall;
import java.util.ArrayList;
import java.util.List;

/** Stripe's calls as the connector needs them. */
final class StripeClient {
    private final AuthorisedHttp http;
    private final String apiVersion;

    StripeClient(AuthorisedHttp http, String apiVersion) {
        this.http = http;
        this.apiVersion = apiVersion;
    }

    /**
     * A page of a list.
     *
     * @param data the objects as they came
     * @param more whether objects follow
     * @param where the call, for errors
     */
    record ListPage(List<Fields> data, boolean more, String where) {
        ListPage {
            data = List.copyOf(data);
        }
    }

    HttpAnswer get(String path, Fields query) {
        return http.send(HttpCall.get(path).query(query).header("Stripe-Version", apiVersion));
    }

    HttpAnswer post(String path, Fields form, String idempotencyKey) {
        return http.send(HttpCall.post(path)
                .form(form)
                .header("Stripe-Version", apiVersion)
                .header("Idempotency-Key", idempotencyKey));
    }

    /**
     * Deletes without an idempotency key: on a DELETE it has no effect (docs.stripe.com/api/idempotent_requests), and what
     * went out twice is not there the second time.
     */
    HttpAnswer delete(String path) {
        return http.send(HttpCall.delete(path).header("Stripe-Version", apiVersion));
    }

    /**
     * The page of a successful answer.
     *
     * @throws BasculeException with {@code ANSWER_UNREADABLE} if it is none
     */
    static ListPage page(HttpAnswer answer) {
        Fields wire = answer.json();
        List<Fields> data = new ArrayList<>();
        if (wire.get("data") instanceof Value.Items items && wire.get("has_more") instanceof Value.Bool more) {
            for (Value item : items.items()) {
                if (!(item instanceof Value.Struct struct)) {
                    throw noList(answer);
                }
                data.add(struct.fields());
            }
            return new ListPage(data, more.bool(), answer.where());
        }
        throw noList(answer);
    }

    private static BasculeException noList(HttpAnswer answer) {
        return new BasculeException(new Problem(
                ErrorCode.ANSWER_UNREADABLE,
                "The answer is no list",
                answer.where(),
                "an object with data and has_more",
                "other JSON",
                "Look whether the setting url names Stripe's API."));
    }
}
