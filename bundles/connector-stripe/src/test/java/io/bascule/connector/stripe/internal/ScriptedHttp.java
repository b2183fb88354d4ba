/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.http.AuthorisedHttp;
import io.bascule.http.FormEncoding;
import io.bascule.http.HttpAnswer;
import io.bascule.http.HttpCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gives prepared answers in order and records the calls. */
final class ScriptedHttp implements AuthorisedHttp {
    final List<HttpCall> calls = new ArrayList<>();
    private final Deque<Supplier<HttpAnswer>> script = new ArrayDeque<>();

    ScriptedHttp then(int status, String body) {
        return then(status, Map.of(), body);
    }

    ScriptedHttp then(int status, Map<String, List<String>> headers, String body) {
        script.add(() -> new HttpAnswer("integration shop, test", status, headers, body));
        return this;
    }

    ScriptedHttp thenFail(BasculeException e) {
        script.add(() -> {
            throw e;
        });
        return this;
    }

    /** Method, path and decoded query of a call. */
    String line(int index) {
        HttpCall call = calls.get(index);
        String query =
                java.net.URLDecoder.decode(FormEncoding.encode(call.query()), java.nio.charset.StandardCharsets.UTF_8);
        return call.method() + " " + call.path() + (query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        calls.add(call);
        return script.remove().get();
    }
}
