/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdate.Outcome;
import io.bascule.api.event.Lifecycle;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.SyncEngine;
import io.bascule.engine.internal.integration.Runner;
import io.bascule.engine.internal.integration.ThreadCensus;
import io.bascule.engine.internal.update.UpdateRows;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The updates of connectors that are under way, at most one for each integration. Used under the reconciler's lock. */
final class Swaps implements SwapSite {
    private static final Logger log = LoggerFactory.getLogger(Swaps.class);

    /** After an update that could not even be tried, because the system was away. */
    private static final Duration NEXT_TRY = Duration.ofSeconds(30);

    private final SyncEngine engine;
    private final Connectors connectors;
    private final Surroundings surroundings;
    private final UpdateRows rows;
    private final ThreadCensus census;
    private final Choice choice;
    private final Map<String, Binding> bound;

    private final Map<String, Swap> swaps = new HashMap<>();
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final Set<String> settled = new HashSet<>();

    /** @param bound what runs, by integration; shared with the reconciler */
    Swaps(
            SyncEngine engine,
            Connectors connectors,
            Surroundings surroundings,
            UpdateRows rows,
            ThreadCensus census,
            Choice choice,
            Map<String, Binding> bound) {
        this.engine = engine;
        this.connectors = connectors;
        this.surroundings = surroundings;
        this.rows = rows;
        this.census = census;
        this.choice = choice;
        this.bound = bound;
    }

    /**
     * Settles an update that an earlier runtime left half-way, before the integration is started: nobody knows how the new build
     * did, so the old one is bound again, and the update begins anew. A build under which the runtime ended twice is taken back.
     *
     * @param types the entity types that are mapped
     * @return whether to wait, for the old build may come yet
     */
    boolean waitsForLeftOver(String integration, String kind, Collection<String> types) {
        if (settled.contains(integration)) {
            return false;
        }
        Optional<ConnectorUpdate> found = rows.leftOver(integration);
        if (found.isPresent()) {
            ConnectorUpdate update = found.get();
            boolean isThere = update.kind().equals(kind)
                    && connectors.offers(kind).stream()
                            .anyMatch(offer -> offer.build().equals(update.from()));
            if (!isThere && choice.awaitsBundles(now())) {
                return true;
            }
            if (isThere) {
                boolean again = rows.interruptions(update) > 0;
                String reason = again
                        ? "The runtime ended twice while it was watched."
                        : "The runtime ended while it was watched.";
                ConnectorUpdate ended =
                        rows.goBack(update, types, again ? Outcome.ROLLED_BACK : Outcome.INTERRUPTED, reason);
                takenBack(
                        integration,
                        update.from(),
                        update.to(),
                        reason,
                        ended.effects().size());
            } else {
                rows.finish(update, types);
            }
        }
        settled.add(integration);
        return false;
    }

    /** Begins an update, unless it is too early to try again; returns whether another step is due shortly. */
    boolean begin(Binding old, Wanted wanted, Supplier<Opened> opening) {
        Instant earliest = notBefore.get(wanted.name());
        if (earliest != null && now().isBefore(earliest)) {
            return false;
        }
        notBefore.remove(wanted.name());
        swaps.put(wanted.name(), new Swap(this, old, wanted, opening));
        return true;
    }

    /** Takes the next step of an integration's update; false if there is none. */
    boolean step(String integration) {
        Swap swap = swaps.get(integration);
        if (swap == null) {
            return false;
        }
        swap.step();
        if (swap.isOver()) {
            swaps.remove(integration, swap);
        }
        return true;
    }

    /** Ends an update at once, if there is one. */
    void cancel(String integration) {
        Swap swap = swaps.remove(integration);
        if (swap != null) {
            bound.put(integration, swap.cancel());
        }
    }

    /** The bundles that integrations are bound to or may have to be again. */
    Set<Long> bundles() {
        Set<Long> bundles = new TreeSet<>();
        bound.values().forEach(binding -> bundles.add(binding.offer().bundle()));
        swaps.values().forEach(swap -> bundles.addAll(swap.bundles()));
        return bundles;
    }

    /** The runtime ends. */
    void close() {
        swaps.values().forEach(Swap::close);
        swaps.clear();
    }

    @Override
    public SyncEngine engine() {
        return engine;
    }

    @Override
    public Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public UpdateRows rows() {
        return rows;
    }

    @Override
    public ThreadCensus census() {
        return census;
    }

    @Override
    public boolean isThere(Offer offer) {
        return connectors.offers(offer.factory().kind()).contains(offer);
    }

    @Override
    public long greatestSequence(String integration) {
        return engine.store().read(tx -> tx.links().greatestEffectSequence(integration));
    }

    @Override
    public Binding run(Opened opened, @Nullable Runner before) {
        Runner runner = engine.start(opened.integration(engine, now()), before);
        Binding binding = new Binding(opened, runner);
        bound.put(opened.wanted().name(), binding);
        return binding;
    }

    @Override
    public void close(Opened opened) {
        surroundings.executor().execute(opened::close);
    }

    @Override
    public void tryLater(String integration) {
        log.info("Integration {}: the system does not answer; the update is tried again later", integration);
        notBefore.put(integration, now().plus(NEXT_TRY));
    }

    @Override
    public void takenBack(String integration, String from, String to, String reason, int effects) {
        choice.forget(integration);
        log.warn(
                "Integration {} keeps version {} of its connector; {} was taken back: {} Objects written with it: {}",
                integration,
                from,
                to,
                reason,
                effects);
        tell(
                integration,
                Lifecycle.Event.ROLLED_BACK,
                "From " + to + " back to " + from + ": " + reason + " Objects written with it: " + effects + ".");
    }

    @Override
    public void tell(String integration, Lifecycle.Event event, String detail) {
        engine.lifecycle().tell(Lifecycle.Subject.INTEGRATION, integration, event, detail);
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
