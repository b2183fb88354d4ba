/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.AuthorisedHttp;
import io.bascule.http.HttpAnswer;
import io.bascule.http.HttpCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stripe's list of events: newest first, with created[gte|lt], starting_after and limit; events may become visible late. */
final class EventStream implements AuthorisedHttp {
    /** What happens at the beginning of each call; a stream moves while it is read. */
    Runnable atEachCall = () -> {};

    int calls;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String id, long created, boolean visible) {}

    String add(long created, boolean visible) {
        String id = "evt_1Pgc76B7WZ01zgk" + String.format("%09d", entries.size());
        int at = 0;
        while (at < entries.size() && entries.get(at).created() > created) {
            at++;
        }
        entries.add(at, new Entry(id, created, visible));
        return id;
    }

    void showAll(long before) {
        entries.replaceAll(entry -> entry.created() < before ? new Entry(entry.id(), entry.created(), true) : entry);
    }

    /** The id of the object that an event is about: one of its own for each event, so that a lost one shows. */
    static String objectOf(String event) {
        return "cus_" + event;
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        atEachCall.run();
        calls++;
        Fields created = call.query().get("created") instanceof Value.Struct struct ? struct.fields() : Fields.EMPTY;
        long from = number(created.get("gte"), 0);
        long until = number(created.get("lt"), Long.MAX_VALUE);
        long limit = number(call.query().get("limit"), 10);
        String after = call.query().text("starting_after");
        boolean started = after == null;
        List<String> data = new ArrayList<>();
        boolean more = false;
        for (Entry entry : entries) {
            if (!started) {
                started = entry.id().equals(after);
            } else if (entry.visible() && entry.created() >= from && entry.created() < until) {
                if (data.size() == limit) {
                    more = true;
                    break;
                }
                data.add(
                        "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"customer.updated\",\"created\":%d,\"data\":{\"object\":{\"id\":\"%s\",\"object\":\"customer\"}}}"
                                .formatted(entry.id(), entry.created(), objectOf(entry.id())));
            }
        }
        return new HttpAnswer("test", 200, Map.of(), Wire.list(more, data.toArray(String[]::new)));
    }

    private static long number(@org.jspecify.annotations.Nullable Value value, long otherwise) {
        return value instanceof Value.Decimal decimal ? decimal.number().longValueExact() : otherwise;
    }
}
