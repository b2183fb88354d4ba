/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finding objects. By its email a customer is first looked for in the list, which shows it at once but compares letter by
 * letter; what that does not find, and everything else, goes to Stripe's search, which takes no notice of capitals but lags
 * behind (docs.stripe.com/search).
 */
final class StripeSearch {
    private static final String EMAIL = "email";
    private static final int LARGEST_PAGE = 100;

    private final StripeClient client;
    private final StripeObjects objects;
    private final StripeErrors errors;

    StripeSearch(StripeClient client, StripeObjects objects, StripeErrors errors) {
        this.client = client;
        this.objects = objects;
        this.errors = errors;
    }

    List<ExternalRecord> find(StripeType type, Map<String, Value> values, int limit) {
        if (values.isEmpty() || values.values().stream().anyMatch(Value::isBlank)) {
            return List.of();
        }
        Fields size = Fields.EMPTY.with("limit", Value.of(Math.min(limit, LARGEST_PAGE)));
        Value email = values.get(EMAIL);
        if (type == StripeType.CUSTOMERS && email != null) {
            List<ExternalRecord> found = ask(type, type.path(), size.with(EMAIL, email));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return ask(type, type.path() + "/search", size.with("query", Value.of(query(values))));
    }

    private List<ExternalRecord> ask(StripeType type, String path, Fields query) {
        HttpAnswer answer = client.get(path, query);
        if (!answer.isSuccess()) {
            throw errors.ofRead(answer);
        }
        List<ExternalRecord> found = new ArrayList<>();
        for (Fields wire : StripeClient.page(answer).data()) {
            found.add(objects.record(type, wire, answer.where()));
        }
        return found;
    }

    /** For example {@code email:"ada@example.org" AND metadata["sku"]:"A-1"}. */
    static String query(Map<String, Value> values) {
        List<String> clauses = new ArrayList<>();
        values.forEach((path, value) -> {
            String field = path.startsWith("metadata.")
                    ? "metadata[" + quoted(path.substring("metadata.".length())) + "]"
                    : path;
            String text = value.textOrNull();
            clauses.add(field + ":" + quoted(text == null ? String.valueOf(value.toPlain()) : text));
        });
        clauses.sort(null);
        return String.join(" AND ", clauses);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
