/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.ResourceProvider;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.sync.ConnectorUse.Stay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The builds of connectors and the resource providers that are there. Thread-safe. */
public final class Connectors {
    private static final long NO_BUNDLE = -1;

    private final List<Offer> offers = new ArrayList<>();
    private final List<ResourceProvider<?>> providers = new ArrayList<>();
    private final Map<Long, Stay> stays = new HashMap<>();

    /** A connector came that is of no bundle. */
    public void add(ConnectorFactory factory) {
        add(factory, "", NO_BUNDLE);
    }

    /**
     * A connector came.
     *
     * @param sha256 the hash of its jar in hexadecimal digits; empty if nobody knows it
     * @param bundle the framework's id of its bundle
     */
    public synchronized void add(ConnectorFactory factory, String sha256, long bundle) {
        offers.add(new Offer(factory, Offer.build(factory.version(), sha256), bundle));
    }

    /** A connector went. */
    public synchronized void remove(ConnectorFactory factory) {
        offers.removeIf(offer -> offer.factory() == factory);
        stays.keySet().removeIf(bundle -> offers.stream().noneMatch(offer -> offer.bundle() == bundle));
    }

    /** A resource provider came. */
    public synchronized void add(ResourceProvider<?> provider) {
        providers.add(provider);
    }

    /** A resource provider went. */
    public synchronized void remove(ResourceProvider<?> provider) {
        providers.remove(provider);
    }

    /**
     * Notes what is to become of a bundle.
     *
     * @return whether that is news
     */
    public synchronized boolean mark(long bundle, Stay stay) {
        if (offers.stream().noneMatch(offer -> offer.bundle() == bundle)) {
            return false;
        }
        Stay before = stays.put(bundle, stay);
        return (before == null ? Stay.WANTED : before) != stay;
    }

    /** What is to become of an offer. */
    synchronized Stay stay(Offer offer) {
        return stays.getOrDefault(offer.bundle(), Stay.WANTED);
    }

    /** The builds of a kind that stay at least for those who need them, in the order in which they came. */
    synchronized List<Offer> offers(String kind) {
        return offers.stream()
                .filter(offer -> offer.factory().kind().equals(kind) && stay(offer) != Stay.LEAVING)
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

    /** All settings of a connection of this kind: the common ones, those of its resources, and its own. */
    public List<SettingDefinition> definitions(ConnectorFactory factory) {
        List<SettingDefinition> definitions = new ArrayList<>(CommonSettings.DEFINITIONS);
        providersFor(factory).values().forEach(provider -> definitions.addAll(provider.settings()));
        definitions.addAll(factory.settings());
        return definitions;
    }
}
