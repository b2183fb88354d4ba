/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.connector.Capabilities;
import io.bascule.api.connector.Connector;
import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.ErrorKind;
import io.bascule.api.error.Problem;
import io.bascule.api.event.Lifecycle;
import io.bascule.api.model.EntityType;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.secret.SecretFiles;
import io.bascule.api.sync.ConnectorUse;
import io.bascule.api.sync.SyncStatus.State;
import io.bascule.engine.internal.SyncEngine;
import io.bascule.engine.internal.config.Configured.Connection;
import io.bascule.engine.internal.integration.Calls;
import io.bascule.engine.internal.integration.ThreadCensus;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.update.UpdateRows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the running integrations into line with the configuration and the connectors that are there: starts, restarts, pauses
 * and stops them. A wrong configuration never replaces a working one. All calls are made one after the other.
 */
public final class Reconciler implements ConnectorUse {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    /** How long calls under way may take before their connector is closed under them, in another thread: see {@link SwapSite#close}. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final SyncEngine engine;
    private final EntityTypes types;
    private final Connectors connectors;
    private final SecretFiles secrets;
    private final Surroundings surroundings;
    private final Departures departures = new Departures();
    private final UpdateRows rows;
    private final Choice choice;
    private final Swaps swaps;
    private final BundleUses uses = new BundleUses();

    private final Map<String, Binding> bound = new TreeMap<>();
    private final Map<String, Draining> draining = new HashMap<>();

    /** Integrations that are shown although they have no configuration that could be used. */
    private final Map<String, Configured.Unusable> unusable = new HashMap<>();

    /** The last complaint for each integration, so that each is told once. */
    private final Map<String, String> complaints = new HashMap<>();

    /** A stopped integration whose calls may still be under way. */
    private record Draining(Binding binding, Instant until) {}

    public Reconciler(
            SyncEngine engine,
            EntityTypes types,
            Connectors connectors,
            Path secretsFolder,
            Surroundings surroundings) {
        this(engine, types, connectors, secretsFolder, surroundings, ThreadCensus::ofProcess);
    }

    /** @param census finds the threads that a connector runs of its own */
    public Reconciler(
            SyncEngine engine,
            EntityTypes types,
            Connectors connectors,
            Path secretsFolder,
            Surroundings surroundings,
            ThreadCensus census) {
        this.engine = engine;
        this.types = types;
        this.connectors = connectors;
        this.secrets = new SecretFiles(secretsFolder);
        this.surroundings = surroundings;
        this.rows = new UpdateRows(engine.store(), surroundings);
        this.choice = new Choice(connectors, rows, surroundings.clock().instant());
        this.swaps = new Swaps(engine, connectors, surroundings, rows, census, choice, bound);
    }

    /**
     * Takes the next step towards the configuration. It is looked up inside, so that of two calls the later one has the newer.
     *
     * @param found looks up the configuration
     * @return whether another step is due shortly: something is draining, or a system was not there to be asked
     */
    public synchronized boolean reconcile(Supplier<Configured> found) {
        uses.begin();
        closeDrained();
        Configured configured =
                departures.settle(found.get(), surroundings.clock().instant());
        boolean again = departures.isWaiting();
        for (String name : List.copyOf(bound.keySet())) {
            if (!configured.connections().containsKey(name)) {
                stop(name, "its configuration is gone");
                connectors.note(name, List.of());
                engine.status().forget(name);
            }
        }
        show(configured);
        for (Map.Entry<String, Connection> entry : configured.connections().entrySet()) {
            try {
                again |= reconcile(entry.getKey(), entry.getValue(), configured);
            } catch (BasculeException e) {
                // The store is away: this one goes on from where it is, the others are looked after all the same.
                log.debug("Integration {} is looked at again later", entry.getKey(), e);
                again = true;
            } catch (RuntimeException | LinkageError e) {
                fail(entry.getKey(), entry.getValue().kind(), e);
            }
        }
        Set<Long> bundles = swaps.bundles();
        draining.values()
                .forEach(waiting -> bundles.add(waiting.binding().offer().bundle()));
        uses.end(bundles);
        return again || !draining.isEmpty();
    }

    private void show(Configured configured) {
        unusable.keySet().removeIf(name -> {
            boolean gone = !configured.unusable().containsKey(name);
            if (gone && !configured.connections().containsKey(name)) {
                engine.status().forget(name);
            }
            return gone;
        });
        configured.unusable().forEach((name, why) -> {
            if (!why.equals(unusable.put(name, why))) {
                engine.status().rest(name, why.kind(), why.state(), why.detail());
            }
        });
    }

    private boolean reconcile(String name, Connection connection, Configured configured) {
        Binding running = bound.get(name);
        if (swaps.waitsForLeftOver(
                name,
                connection.kind(),
                Wanted.types(name, configured.mappings().keySet()))) {
            rest(name, connection.kind(), State.STARTING, "Waits for the connector that it used last.");
            return true;
        }
        Choice.Chosen chosen = choice.choose(
                name,
                connection.kind(),
                running == null ? null : running.offer(),
                surroundings.clock().instant());
        Offer offer = chosen.offer();
        connectors.note(
                name,
                Stream.of(Optional.ofNullable(running).map(Binding::offer), Optional.ofNullable(offer))
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
        if (offer == null) {
            State state = chosen.waits() ? State.STARTING : State.CONNECTOR_MISSING;
            rest(name, connection.kind(), state, chosen.why());
            return chosen.waits();
        }
        Wanted wanted;
        try {
            wanted = wanted(name, connection, offer, configured);
        } catch (BasculeException e) {
            choice.opensNot(name, offer.build());
            refuse(name, connection.kind(), e);
            return swaps.step(name);
        }
        if (!wanted.settings().bool(CommonSettings.ENABLED)) {
            rest(name, connection.kind(), State.DISABLED, "Disabled in its settings; everything is kept.");
            return false;
        }
        if (swaps.step(name)) {
            return true;
        }
        running = bound.get(name);
        boolean same = running != null && running.offer().equals(wanted.offer());
        if (running != null && same && running.fingerprint().equals(wanted.fingerprint())) {
            return false;
        }
        if (running != null && !same && connectors.offers(connection.kind()).contains(running.offer())) {
            Binding old = running;
            return swaps.begin(old, wanted, () -> open(wanted, old));
        }
        if (draining.containsKey(name)) {
            return true;
        }
        return start(wanted, running);
    }

    private Wanted wanted(String name, Connection connection, Offer offer, Configured configured) {
        ConnectorFactory factory = offer.factory();
        Settings settings = SettingsReader.read(
                name,
                "configuration io.bascule.connector." + connection.kind() + "-" + name,
                connection.values(),
                connectors.definitions(factory));
        Map<String, Map<String, Object>> mappings = new TreeMap<>();
        StringBuilder fingerprint = new StringBuilder(settings.values().toString())
                .append(connectors.providersFor(factory).keySet());
        configured.mappings().forEach((key, values) -> {
            if (key.startsWith(name + ".")) {
                mappings.put(key, values);
                fingerprint
                        .append(key)
                        .append(values)
                        .append(configured.documents().get(key));
            }
        });
        return new Wanted(
                name, connection.kind(), offer, settings, mappings, configured.documents(), fingerprint.toString());
    }

    /** Opens the new before the old is stopped. */
    private boolean start(Wanted wanted, @Nullable Binding running) {
        Opened opened;
        try {
            opened = open(wanted, running);
        } catch (BasculeException e) {
            if (e.code().kind() != ErrorKind.TRANSIENT) {
                choice.opensNot(wanted.name(), wanted.offer().build());
            }
            refuse(wanted.name(), wanted.kind(), e);
            return e.code().kind() == ErrorKind.TRANSIENT;
        } catch (RuntimeException | LinkageError e) {
            choice.opensNot(wanted.name(), wanted.offer().build());
            fail(wanted.name(), wanted.kind(), e);
            return false;
        }
        if (running != null) {
            stop(wanted.name(), "its configuration or connector changed");
            if (!isDrained(wanted.name())) {
                swaps.close(opened);
                return true;
            }
        }
        try {
            rows.bind(wanted.name(), wanted.kind(), wanted.offer().build());
            swaps.run(opened, null);
        } catch (BasculeException e) {
            opened.close();
            throw e;
        }
        choice.opens(wanted.name());
        complaints.remove(wanted.name());
        log.info(
                "Integration {} runs: {} {}, types {}",
                wanted.name(),
                wanted.kind(),
                wanted.offer().build(),
                opened.mappings().stream().map(mapping -> mapping.type().name()).toList());
        tell(
                wanted.name(),
                running == null ? Lifecycle.Event.STARTED : Lifecycle.Event.UPDATED,
                wanted.kind() + " " + wanted.offer().build());
        return false;
    }

    /**
     * Opens what is wanted; also by threads that try a new build.
     *
     * @throws BasculeException saying what is wrong
     */
    private Opened open(Wanted wanted, @Nullable Binding running) {
        ConnectorFactory factory = wanted.offer().factory();
        OpenResources resources =
                new OpenResources(wanted.settings(), connectors.providersFor(factory), secrets, surroundings.clock());
        Connector connector = null;
        try {
            connector = factory.open(wanted.settings(), resources);
            List<Mapping> mappings = mappings(wanted, connector.capabilities(), running);
            return Opened.of(wanted, connector, resources, mappings, new Calls(surroundings.clock()));
        } catch (RuntimeException | LinkageError e) {
            if (connector != null) {
                connector.close();
            }
            resources.close();
            throw e;
        }
    }

    private List<Mapping> mappings(Wanted wanted, Capabilities capabilities, @Nullable Binding running) {
        List<Mapping> mappings = new ArrayList<>();
        for (Map.Entry<String, Map<String, Object>> entry : wanted.mappings().entrySet()) {
            try {
                mapping(wanted, entry.getKey(), entry.getValue(), capabilities).ifPresent(mappings::add);
            } catch (BasculeException e) {
                if (running != null) {
                    throw e;
                }
                if (complain(entry.getKey(), e.problem().text())) {
                    tell(
                            wanted.name(),
                            Lifecycle.Event.CONFIGURATION_REFUSED,
                            e.problem().text());
                }
            }
        }
        return mappings;
    }

    private Optional<Mapping> mapping(
            Wanted wanted, String name, Map<String, Object> values, Capabilities capabilities) {
        Settings settings = SettingsReader.read(
                wanted.name(), "configuration io.bascule.mapping-" + name, values, MappingSettings.DEFINITIONS);
        if (!settings.bool(MappingSettings.ENABLED)) {
            return Optional.empty();
        }
        if (!settings.bool(MappingSettings.ACCEPT)) {
            complain(name, "Mapping " + name + " is not accepted yet: nothing flows until accept=true.");
            return Optional.empty();
        }
        String typeName = name.substring(wanted.name().length() + 1);
        EntityType type = types.find(typeName)
                .orElseThrow(() -> invalid(
                        name,
                        "one of " + types.all().stream().map(EntityType::name).toList(),
                        "type " + typeName));
        String where = "mappings/" + name + ".json";
        String json = wanted.documents().get(name);
        if (json == null) {
            throw invalid(name, "a document " + where, "none");
        }
        return Optional.of(MappingReader.read(where, json, wanted.name(), settings, type, capabilities::find));
    }

    private static BasculeException invalid(String name, String expected, String found) {
        return new BasculeException(new Problem(
                ErrorCode.MAPPING_INVALID,
                "Mapping " + name + " cannot be used",
                "configuration io.bascule.mapping-" + name,
                expected,
                found,
                "Write the document, or take the mapping's configuration away."));
    }

    /** A connector that is broken anywhere holds up no other integration. */
    private void fail(String name, String kind, Throwable e) {
        log.error("Integration {} cannot be looked after: a bug, with its stack trace", name, e);
        refuse(name, kind, Refusals.bug(name, kind, e));
    }

    /** What is wrong is told once; what runs goes on. */
    private void refuse(String name, String kind, BasculeException error) {
        if (complain(name, error.problem().text()) && error.code().kind() != ErrorKind.TRANSIENT) {
            tell(name, Lifecycle.Event.CONFIGURATION_REFUSED, error.problem().text());
        }
        if (!bound.containsKey(name)) {
            State state = error.code().kind() == ErrorKind.TRANSIENT ? State.OFFLINE : State.MISCONFIGURED;
            engine.status().rest(name, kind, state, error.problem().text());
        }
    }

    /** Says something in the log, unless it was the last that was said of it; returns whether it was new. */
    private synchronized boolean complain(String name, String text) {
        boolean fresh = !text.equals(complaints.put(name, text));
        if (fresh) {
            log.warn("{}", text);
        }
        return fresh;
    }

    private void tell(String name, Lifecycle.Event event, String detail) {
        engine.lifecycle().tell(Lifecycle.Subject.INTEGRATION, name, event, detail);
    }

    private void rest(String name, String kind, State state, String detail) {
        stop(name, detail);
        engine.status().rest(name, kind, state, detail);
        complaints.remove(name);
    }

    private void stop(String name, String why) {
        swaps.cancel(name);
        Binding binding = bound.remove(name);
        if (binding == null) {
            return;
        }
        log.info("Integration {} pauses: {}", name, why);
        engine.stop(name, "Pauses: " + why);
        draining.put(name, new Draining(binding, surroundings.clock().instant().plus(DRAIN)));
        tell(name, Lifecycle.Event.PAUSED, why);
    }

    private boolean isDrained(String name) {
        closeDrained();
        return !draining.containsKey(name);
    }

    private void closeDrained() {
        Instant now = surroundings.clock().instant();
        Iterator<Map.Entry<String, Draining>> entries = draining.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Draining> entry = entries.next();
            boolean idle = entry.getValue().binding().runner().stop();
            if (!idle && now.isBefore(entry.getValue().until())) {
                continue;
            }
            if (!idle) {
                log.warn("Integration {} still had calls under way after {}", entry.getKey(), DRAIN);
            }
            swaps.close(entry.getValue().binding().opened());
            entries.remove();
        }
    }

    @Override
    public boolean isBound(long bundle, Stay stay) {
        if (connectors.mark(bundle, stay)) {
            uses.ask(bundle);
        }
        return uses.contains(bundle);
    }

    /** Stops everything; calls under way get no further time. */
    public synchronized void close() {
        swaps.close();
        List.copyOf(bound.keySet()).forEach(name -> stop(name, "the engine stops"));
        draining.values().forEach(waiting -> waiting.binding().close());
        draining.clear();
    }
}
