/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.console.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Keeps everything but {@code /hooks} off the webhook listener. A servlet or context that forgets to name its listener is
 * registered on all of them; this stands in front of every one on that listener.
 */
@Component(service = Preprocessor.class, property = "osgi.http.whiteboard.target=(org.apache.felix.http.name=webhooks)")
public final class WebhookGate implements Preprocessor {
    /** Made by the component runtime. */
    @Activate
    public WebhookGate() {}

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && !isHook(http.getRequestURI())) {
            answer.setHeader("X-Content-Type-Options", "nosniff");
            answer.setHeader("Cache-Control", "no-store");
            answer.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        chain.doFilter(request, response);
    }

    @Override
    public void destroy() {}

    /** By the path as sent: one that needs decoding or tidying first is no hook's. */
    static boolean isHook(String path) {
        return path.startsWith("/hooks/") && path.indexOf('%') < 0 && path.indexOf(';') < 0 && !path.contains("/.");
    }
}
