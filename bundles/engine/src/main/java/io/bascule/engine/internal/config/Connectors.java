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
import org.jspecify.annotations.Nullable;

/** The builds of connectors and the resource providers that are there. Thread-safe. */
public final class Connectors {
    private static final long NO_BUNDLE = -1;

    private final List<Offer> offers = new ArrayList<>();
    private final List<ResourceProvider<?>> providers = new ArrayList<>();
    private final Map<Long, Stay> stays = new HashMap<>();
    private final Map<String, List<Offer>> noted = new HashMap<>();

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
        // Whoever is noted must not hold on to the classes of a bundle that is gone.
        noted.replaceAll((integration, builds) ->
                builds.stream().filter(offer -> offer.factory() != factory).toList());
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

    /** The newest build of a kind that is wanted, or else the newest that is there; null if there is none. */
    synchronized @Nullable ConnectorFactory find(String kind) {
        List<Offer> there = offers(kind);
        List<Offer> wanted =
                there.stream().filter(offer -> stay(offer) == Stay.WANTED).toList();
        List<Offer> best = wanted.isEmpty() ? there : wanted;
        return best.isEmpty() ? null : best.get(best.size() - 1).factory();
    }

    /**
     * Notes which builds an integration has to do with.
     *
     * @param builds the one in use first, then the one that it is to use; none if it is over
     */
    synchronized void note(String integration, List<Offer> builds) {
        if (builds.isEmpty()) {
            noted.remove(integration);
        } else {
            noted.put(integration, List.copyOf(builds));
        }
    }

    /**
     * The builds that may judge an integration's configuration: the one in use, then the one that it is to use, which may know
     * other settings. A build that was taken back for it has no say.
     */
    synchronized List<ConnectorFactory> judges(String integration, String kind) {
        List<Offer> there = offers(kind);
        List<ConnectorFactory> judges = noted.getOrDefault(integration, List.of()).stream()
                .filter(there::contains)
                .map(Offer::factory)
                .toList();
        ConnectorFactory newest = find(kind);
        return judges.isEmpty() && newest != null ? List.of(newest) : judges;
    }

    /** The kinds that are there, in order. */
    synchronized List<String> kinds() {
        return offers.stream()
                .filter(offer -> stay(offer) != Stay.LEAVING)
                .map(offer -> offer.factory().kind())
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
