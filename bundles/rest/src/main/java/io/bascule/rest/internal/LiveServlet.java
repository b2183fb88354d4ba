/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Answers whether the process lives, also while there is no catalog and so no REST interface: a runtime that stands by for another
 * one, or waits for its database, must not be ended for that.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.name=bascule-live",
            "osgi.http.whiteboard.servlet.pattern=/health/live",
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=" + Whiteboard.CONTEXT + ")",
            "osgi.http.whiteboard.target=" + Whiteboard.TARGET
        })
public final class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Made by the component runtime. */
    @Activate
    public LiveServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json");
        response.getWriter().write(JsonText.write(HealthHandlers.LIVE));
    }
}
