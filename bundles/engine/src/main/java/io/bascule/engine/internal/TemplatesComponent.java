/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.config.ConnectionTemplates;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.engine.internal.config.Connectors;
import io.bascule.engine.internal.config.Templates;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Offers the templates of all connectors; unlike the engine it needs neither a store nor a lease. */
@Component(service = ConnectionTemplates.class)
public final class TemplatesComponent implements ConnectionTemplates {
    private final Connectors connectors = new Connectors();
    private final Templates templates = new Templates(connectors);

    /** A connector came. */
    @Reference(
            name = "factories",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeFactory")
    public void addFactory(ConnectorFactory factory) {
        connectors.add(factory);
    }

    /** A connector went. */
    public void removeFactory(ConnectorFactory factory) {
        connectors.remove(factory);
    }

    /** A resource provider came. */
    @Reference(
            name = "providers",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeProvider")
    public void addProvider(ResourceProvider<?> provider) {
        connectors.add(provider);
    }

    /** A resource provider went. */
    public void removeProvider(ResourceProvider<?> provider) {
        connectors.remove(provider);
    }

    @Override
    public List<String> kinds() {
        return templates.kinds();
    }

    @Override
    public String add(String kind, String name, Path etc) {
        return templates.add(kind, name, etc);
    }
}
