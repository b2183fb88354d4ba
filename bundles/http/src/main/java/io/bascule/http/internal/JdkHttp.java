/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.http.AuthorisedHttp;
import io.bascule.http.FormEncoding;
import io.bascule.http.HttpAnswer;
import io.bascule.http.HttpCall;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The authorised client on {@link java.net.http.HttpClient}. */
final class JdkHttp implements AuthorisedHttp, AutoCloseable {
    private static final int BODY_LIMIT = 5_000_000;

    private final HttpSettings settings;
    private final Authorisation authorisation;
    private final Transport transport;

    JdkHttp(HttpSettings settings, Authorisation authorisation, Transport transport) {
        this.settings = settings;
        this.authorisation = authorisation;
        this.transport = transport;
    }

    @Override
    public HttpAnswer send(HttpCall call) {
        String where = "integration " + settings.integration() + ", " + call.method() + " " + call.path();
        Authorisation.Credentials credentials = authorisation.now();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                transport.client().sendAsync(request(call, credentials), LimitedBody.handler(BODY_LIMIT));
        try {
            // The request's own time limit would end with the answer's headers; this one is for the whole exchange.
            HttpResponse<byte[]> response = exchange.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return answer(where, response, credentials.redaction());
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause(), where, call);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw failure(
                    new TimeoutException(
                            "no whole answer within " + settings.timeout().toSeconds() + " seconds"),
                    where,
                    call);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw failure(e, where, call);
        }
    }

    private BasculeException failure(Throwable trouble, String where, HttpCall call) {
        String origin = settings.base().getScheme() + "://" + settings.base().getRawAuthority();
        return TransportErrors.of(trouble, where, origin, call.writes());
    }

    private HttpRequest request(HttpCall call, Authorisation.Credentials credentials) {
        String query = FormEncoding.encode(call.query());
        URI uri = URI.create(settings.base() + call.path() + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .setHeader("Accept", "application/json")
                .setHeader("User-Agent", "Bascule")
                .method(call.method(), publisher(call.body()));
        call.headers().forEach(request::setHeader);
        if (!credentials.header().isEmpty()) {
            // Last, so that no header of a call takes its place.
            request.setHeader(credentials.header(), credentials.value());
        }
        return request.build();
    }

    private static HttpRequest.BodyPublisher publisher(@Nullable String body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, StandardCharsets.UTF_8);
    }

    private static HttpAnswer answer(String where, HttpResponse<byte[]> response, Redaction redaction) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> {
            List<String> clean = new ArrayList<>();
            values.forEach(value -> clean.add(redaction.apply(value)));
            headers.put(name, clean);
        });
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return new HttpAnswer(where, response.statusCode(), headers, redaction.apply(body));
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return "HTTP client of integration " + settings.integration() + " for " + settings.base();
    }
}
