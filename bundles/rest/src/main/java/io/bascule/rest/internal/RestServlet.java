/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.config.Configurations;
import io.bascule.api.health.HealthSource;
import io.bascule.api.sync.IntegrationActions;
import io.bascule.api.sync.Resolutions;
import io.bascule.api.sync.SyncStatus;
import io.bascule.api.sync.TopicRefill;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servlet behind every path: checks the token, finds the route, writes the answer. Thread-safe. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.name=bascule-rest",
            "osgi.http.whiteboard.servlet.pattern=/*",
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=" + Whiteboard.CONTEXT + ")",
            "osgi.http.whiteboard.target=" + Whiteboard.TARGET
        })
public final class RestServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(RestServlet.class);

    /** Set on every response, whatever it is. */
    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer");

    /** The longest that a request may wait for another system. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final transient RestInterface rest;

    /**
     * Made by the component runtime.
     *
     * @throws IOException if the tokens cannot be read or stored: then the interface stays closed
     */
    @Activate
    public RestServlet(
            BundleContext context,
            @Reference(name = "catalog") Catalog catalog,
            @Reference(name = "types") EntityTypes types,
            @Reference(name = "sync") SyncStatus sync,
            @Reference(name = "resolutions") Resolutions resolutions,
            @Reference(name = "actions") IntegrationActions actions,
            @Reference(name = "configurations") Configurations configurations)
            throws IOException {
        this(wire(context, catalog, types, sync, resolutions, actions, configurations));
    }

    RestServlet(RestInterface rest) {
        this.rest = rest;
    }

    private static RestInterface wire(
            BundleContext context,
            Catalog catalog,
            EntityTypes types,
            SyncStatus sync,
            Resolutions resolutions,
            IntegrationActions actions,
            Configurations configurations)
            throws IOException {
        String data = context.getProperty("bascule.data");
        if (data == null) {
            throw new IOException("The framework property bascule.data must name the data folder");
        }
        InstantSource clock = InstantSource.system();
        ApiTokens tokens =
                tokens(Path.of(data, "secrets"), Optional.ofNullable(context.getProperty("bascule.rest.token")), clock);
        Router router = RestInterface.router(
                new CatalogHandlers(catalog, types, sync),
                new IntegrationHandlers(sync, actions, LONGEST_WAIT),
                new SyncHandlers(sync),
                new ResolutionHandlers(resolutions),
                new ConfigurationHandlers(configurations),
                new TopicHandlers(OptionalService.of(context, TopicRefill.class)),
                new TokenHandlers(tokens, clock),
                new TypeHandlers(types),
                new HealthHandlers(new HealthParts(catalog, types, sync, EveryService.of(context, HealthSource.class))),
                new OpenApiHandlers());
        return new RestInterface(
                router,
                new Door(tokens, new FailedAttempts(clock)),
                new Problems(clock, () -> UUID.randomUUID().toString()));
    }

    private static ApiTokens tokens(Path secrets, Optional<String> given, InstantSource clock) throws IOException {
        try {
            // The line with a new token goes to the terminal and nowhere else: the log is kept, this must not be.
            return ApiTokens.open(
                    new TokenFile(secrets), given.map(Path::of), clock, new SecureRandom(), System.out::println);
        } catch (IOException e) {
            // The component runtime tells of it too, but at the end of a long stack trace.
            log.error("The REST interface stays closed. {}", e.getMessage());
            throw e;
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HEADERS.forEach(response::setHeader);
        boolean head = request.getMethod().equals("HEAD");
        Answer answer = rest.answer(
                head ? "GET" : request.getMethod(),
                path(request),
                request.getQueryString(),
                headers(request),
                request::getInputStream,
                request.getRemoteAddr());
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (!answer.contentType().isEmpty()) {
            response.setContentType(answer.contentType());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            response.setContentLength(body.length);
            if (!head) {
                response.getOutputStream().write(body);
            }
        }
    }

    /** The path below the context as it was sent, so that %2F does not become a separator. */
    private static String path(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        return uri.startsWith(context) ? uri.substring(context.length()) : uri;
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        return headers;
    }
}
