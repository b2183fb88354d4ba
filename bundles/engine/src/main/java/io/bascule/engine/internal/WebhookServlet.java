/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import io.bascule.api.error.BasculeException;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import io.bascule.engine.internal.intake.WebhookIntake;
import io.bascule.engine.internal.integration.Runner;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks at {@code /hooks/<integration>}, on a listener of their own. While an integration is paused or its connector
 * is missing the answer is 503: the sender tries again.
 */
final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);
    private static final int MOST_BYTES = 1 << 20;
    private static final String RETRY_SECONDS = "10";

    private final transient SyncEngine engine;
    private final transient Faults faults;

    WebhookServlet(SyncEngine engine, Faults faults) {
        this.engine = engine;
        this.faults = faults;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        String name = path == null || path.length() < 2 ? "" : path.substring(1);
        Runner runner = engine.runner(name);
        if (runner == null) {
            boolean known = engine.status().isKnown(name);
            answer(
                    response,
                    known
                            ? new WebhookIntake.Answer(503, "The integration does not run now; try again.")
                            : new WebhookIntake.Answer(404, "No such integration."));
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            answer(response, new WebhookIntake.Answer(413, "A webhook is at most 1 MiB."));
            return;
        }
        WebhookIntake.Answer answer;
        try {
            answer = engine.webhook(runner, new WebhookRequest(headers(request), body));
        } catch (BasculeException e) {
            log.warn("A webhook for {} was not stored: {}", name, e.problem().text());
            answer = new WebhookIntake.Answer(503, "Not stored; try again.");
        }
        answer(response, answer);
        response.flushBuffer();
        if (answer.status() == HttpServletResponse.SC_OK) {
            faults.hit(Failpoint.WEBHOOK_AFTER_2XX);
        }
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(
                        name -> headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name))));
        return headers;
    }

    private static void answer(HttpServletResponse response, WebhookIntake.Answer answer) throws IOException {
        response.setStatus(answer.status());
        if (answer.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_SECONDS);
        }
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(answer.text());
    }
}
