/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.connector.SettingDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connectors and resource providers that are there. Thread-safe. */
public final class Connectors {
    private final List<ConnectorFactory> factories = new ArrayList<>();
    private final List<ResourceProvider<?>> providers = new ArrayList<>();

    /** A connector came. */
    public synchronized void add(ConnectorFactory factory) {
        factories.add(factory);
    }

    /** A connector went. */
    public synchronized void remove(ConnectorFactory factory) {
        factories.remove(factory);
    }

    /** A resource provider came. */
    public synchronized void add(ResourceProvider<?> provider) {
        providers.add(provider);
    }

    /** A resource provider went. */
    public synchronized void remove(ResourceProvider<?> provider) {
        providers.remove(provider);
    }

    /** The connector of a kind; of several versions the one that came last. Null if there is none. */
    synchronized @Nullable ConnectorFactory find(String kind) {
        ConnectorFactory found = null;
        for (ConnectorFactory factory : factories) {
            if (factory.kind().equals(kind)) {
                found = factory;
            }
        }
        return found;
    }

    /** The kinds that are there, in order. */
    synchronized List<String> kinds() {
        return factories.stream()
                .map(ConnectorFactory::kind)
                .distinct()
                .sorted()
                .toList();
    }

    /** The providers of the resources that a connector asks for, by type; a type without one is left out. */
    synchronized Map<Class<?>, ResourceProvider<?>> providersFor(ConnectorFactory factory) {
        Map<Class<?>, ResourceProvider<?>> found = new HashMap<>();
        for (ResourceProvider<?> provider : providers) {
            if (factory.resources().contains(provider.type())) {
                found.put(provider.type(), provider);
            }
        }
        return found;
    }

    /** Whether every resource that a connector asks for has its provider, so that all its settings are known. */
    boolean hasProvidersFor(ConnectorFactory factory) {
        return providersFor(factory).keySet().containsAll(factory.resources());
    }

    /** All settings of a connection of this kind: the common ones, those of its resources, and its own. */
    public List<SettingDefinition> definitions(ConnectorFactory factory) {
        List<SettingDefinition> definitions = new ArrayList<>(CommonSettings.DEFINITIONS);
        providersFor(factory).values().forEach(provider -> definitions.addAll(provider.settings()));
        definitions.addAll(factory.settings());
        return definitions;
    }
}
