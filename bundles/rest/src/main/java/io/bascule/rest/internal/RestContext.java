/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;

/** The servlet context of the REST interface. It serves no files; who may do what is decided in {@link RestServlet}. */
@Component(
        service = ServletContextHelper.class,
        scope = ServiceScope.BUNDLE,
        property = {
            "osgi.http.whiteboard.context.name=" + Whiteboard.CONTEXT,
            "osgi.http.whiteboard.context.path=" + Whiteboard.PATH,
            "osgi.http.whiteboard.target=" + Whiteboard.TARGET
        })
public final class RestContext extends ServletContextHelper {
    /** Made by the component runtime. */
    @Activate
    public RestContext() {}
}
