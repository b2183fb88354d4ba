/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.sync.ConnectorUse;
import io.bascule.engine.internal.config.ConfigurationScan;
import io.bascule.engine.internal.config.Connectors;
import io.bascule.engine.internal.config.SettingsForm;
import java.util.Dictionary;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Follows the connectors and resource providers that come and go, and offers a form for each kind of connection. */
final class ConnectorTracker implements AutoCloseable {
    private final BundleContext context;
    private final Connectors connectors;
    private final Runnable changed;
    private final ServiceTracker<ConnectorFactory, Offered> factories;

    @SuppressWarnings("rawtypes") // the registry knows services by their raw class
    private final ServiceTracker<ResourceProvider, ResourceProvider> providers;

    /** A connector and the registration of its form. */
    private record Offered(ConnectorFactory factory, ServiceRegistration<MetaTypeProvider> form) {}

    ConnectorTracker(BundleContext context, Connectors connectors, Runnable changed) {
        this.context = context;
        this.connectors = connectors;
        this.changed = changed;
        this.providers = new ServiceTracker<>(context, ResourceProvider.class, new Providers());
        this.factories = new ServiceTracker<>(context, ConnectorFactory.class, new Factories());
        providers.open();
        factories.open();
    }

    @Override
    public void close() {
        factories.close();
        providers.close();
    }

    private final class Factories implements ServiceTrackerCustomizer<ConnectorFactory, Offered> {
        @Override
        public Offered addingService(ServiceReference<ConnectorFactory> reference) {
            ConnectorFactory factory = context.getService(reference);
            Bundle bundle = reference.getBundle();
            connectors.add(factory, hash(bundle), bundle.getBundleId());
            String pid = ConfigurationScan.CONNECTION + factory.kind();
            Dictionary<String, Object> properties = FrameworkUtil.asDictionary(Map.of("metatype.factory.pid", pid));
            SettingsForm form =
                    new SettingsForm(pid, "Bascule: connection to " + factory.title(), connectors.definitions(factory));
            changed.run();
            return new Offered(factory, context.registerService(MetaTypeProvider.class, form, properties));
        }

        @Override
        public void modifiedService(ServiceReference<ConnectorFactory> reference, Offered offered) {}

        @Override
        public void removedService(ServiceReference<ConnectorFactory> reference, Offered offered) {
            connectors.remove(offered.factory());
            offered.form().unregister();
            changed.run();
            context.ungetService(reference);
        }
    }

    /** A bundle from deploy/ bears the hash of its jar as its location. */
    private static String hash(Bundle bundle) {
        String location = bundle.getLocation();
        return location.startsWith(ConnectorUse.LOCATION) ? location.substring(ConnectorUse.LOCATION.length()) : "";
    }

    @SuppressWarnings("rawtypes") // as above
    private final class Providers implements ServiceTrackerCustomizer<ResourceProvider, ResourceProvider> {
        @Override
        public ResourceProvider addingService(ServiceReference<ResourceProvider> reference) {
            ResourceProvider<?> provider = context.getService(reference);
            connectors.add(provider);
            changed.run();
            return provider;
        }

        @Override
        public void modifiedService(ServiceReference<ResourceProvider> reference, ResourceProvider provider) {}

        @Override
        public void removedService(ServiceReference<ResourceProvider> reference, ResourceProvider provider) {
            ResourceProvider<?> gone = provider;
            connectors.remove(gone);
            changed.run();
            context.ungetService(reference);
        }
    }
}
