/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.framework;

import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.ConnectionResources;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A whole connector in one class, packed into jars by {@link IdleSwapsIT}: to a system without types, which is always there. */
public final class IdleConnector implements BundleActivator, ConnectorFactory, Connector {
    static final String KIND = "idle";

    /** Made by the framework. */
    public IdleConnector() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ConnectorFactory.class, this, FrameworkUtil.asDictionary(Map.of(ConnectorFactory.KIND, KIND)));
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String version() {
        return "1.0.0";
    }

    @Override
    public String title() {
        return "Idle";
    }

    @Override
    public List<SettingDefinition> settings() {
        return List.of();
    }

    @Override
    public Set<Class<?>> resources() {
        return Set.of();
    }

    @Override
    public List<MappingTemplate> mappingTemplates() {
        return List.of();
    }

    @Override
    public Connector open(Settings settings, ConnectionResources resources) {
        return new IdleConnector();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(Map.of());
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}
