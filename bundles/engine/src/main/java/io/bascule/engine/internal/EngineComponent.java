/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.EntityTypes;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.EventAdmin;

/** Puts the engine into the framework for as long as everything that it stands on is there. */
@Component(
        service = {},
        immediate = true)
public final class EngineComponent {
    private final EngineHost host;

    /** Made by the component runtime; returns before the engine works. */
    @Activate
    public EngineComponent(
            BundleContext context,
            @Reference(name = "store") CatalogStore store,
            @Reference(name = "types") EntityTypes types,
            @Reference(name = "configurations") ConfigurationAdmin configurations,
            @Reference(name = "events") EventAdmin events) {
        this.host = new EngineHost(context, store, types, configurations, events);
    }

    /** Stops within a few seconds. */
    @Deactivate
    public void deactivate() {
        host.stop();
    }
}
