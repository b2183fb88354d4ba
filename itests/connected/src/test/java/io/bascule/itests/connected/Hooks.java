/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import io.bascule.engine.internal.intake.WebhookIntake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The address for webhooks: what comes in goes to the integration {@code stripe} of a hub, once there is one. Thread-safe. */
final class Hooks implements AutoCloseable {
    private static final int BUSY = 503;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile @Nullable Hub hub;

    Hooks() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/hooks/stripe", this::receive);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/stripe");
    }

    /** How many were stored. */
    int accepted() {
        return accepted.get();
    }

    /** From now on webhooks go to this hub; before, the sender is told to try again. */
    void deliverTo(Hub receiver) {
        hub = receiver;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Hub receiver = hub;
            int status = BUSY;
            if (receiver != null) {
                WebhookIntake.Answer answer = receiver.engine()
                        .webhook(receiver.runner("stripe"), new WebhookRequest(headers(exchange), body));
                status = answer.status();
            }
            if (status == 200) {
                accepted.incrementAndGet();
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
