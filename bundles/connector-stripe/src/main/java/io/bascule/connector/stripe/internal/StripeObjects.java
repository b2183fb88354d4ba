/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.HttpAnswer;
import io.bascule.http.HttpCall;
import java.util.ArrayList;
import java.util.List;

/** Objects as they came, made whole: an invoice shows ten of its lines, the others are fetched. */
final class StripeObjects {
    private static final int LARGEST_PAGE = 100;

    private final StripeClient client;
    private final StripeRecords records;
    private final StripeErrors errors;

    StripeObjects(StripeClient client, StripeRecords records, StripeErrors errors) {
        this.client = client;
        this.records = records;
        this.errors = errors;
    }

    /**
     * The record of an object on the wire.
     *
     * @param where the call, for the error
     */
    ExternalRecord record(StripeType type, Fields wire, String where) {
        boolean parts = type == StripeType.INVOICES
                && wire.get("lines") instanceof Value.Struct lines
                && Value.of(true).equals(lines.fields().get("has_more"));
        return records.record(type, parts ? withAllLines(wire) : wire, where);
    }

    private Fields withAllLines(Fields wire) {
        List<Value> all = new ArrayList<>();
        InvoiceRecords.wireLines(wire).forEach(line -> all.add(new Value.Struct(line)));
        boolean more = true;
        while (more) {
            Fields query = Fields.EMPTY.with("limit", Value.of(LARGEST_PAGE));
            Value last = all.isEmpty()
                    ? null
                    : ((Value.Struct) all.get(all.size() - 1)).fields().get("id");
            query = last == null ? query : query.with("starting_after", last);
            HttpAnswer answer =
                    client.get("/v1/invoices/" + HttpCall.segment(String.valueOf(wire.text("id"))) + "/lines", query);
            if (!answer.isSuccess()) {
                throw errors.ofRead(answer);
            }
            StripeClient.ListPage page = StripeClient.page(answer);
            page.data().forEach(line -> all.add(new Value.Struct(line)));
            more = page.more() && !page.data().isEmpty();
        }
        return wire.with("lines", new Value.Struct(Fields.EMPTY.with("data", new Value.Items(all))));
    }
}
