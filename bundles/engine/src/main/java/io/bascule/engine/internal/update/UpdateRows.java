/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.update;

import io.bascule.api.catalog.ConnectorBinding;
import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.ConnectorUpdate.Effect;
import io.bascule.api.catalog.ConnectorUpdate.Outcome;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.lane.WorkRows;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of bindings and updates. Each method is one transaction, so a runtime that ends at any moment leaves an
 * integration bound to one build, with the positions that belong to it. Thread-safe.
 */
public final class UpdateRows {
    /** Updates looked at for what was taken back; older ones are forgotten for that. */
    private static final int LATEST = 200;

    /** More effects than any bad build has before it is noticed; what is above is not listed. */
    private static final int MOST_LISTED = 10_000;

    private static final int PAGE = 500;

    private final EngineStore store;
    private final Surroundings surroundings;

    public UpdateRows(EngineStore store, Surroundings surroundings) {
        this.store = store;
        this.surroundings = surroundings;
    }

    /** The build that an integration is bound to; null if it is bound to none. */
    public @Nullable String bound(String integration, String kind) {
        return store.read(tx -> tx.connectorUpdates().binding(integration))
                .filter(binding -> binding.kind().equals(kind))
                .map(ConnectorBinding::version)
                .orElse(null);
    }

    /** The builds that were taken back and not bound again since, each with the reason. */
    public Map<String, String> takenBack(String integration, String kind) {
        Map<String, ConnectorUpdate> latest = new LinkedHashMap<>();
        for (ConnectorUpdate update : latest(integration)) {
            if (update.kind().equals(kind)) {
                latest.putIfAbsent(update.to(), update);
            }
        }
        Map<String, String> bad = new LinkedHashMap<>();
        latest.forEach((build, update) -> {
            if (update.outcome() == Outcome.ROLLED_BACK) {
                bad.put(build, String.valueOf(update.reason()));
            }
        });
        return bad;
    }

    private List<ConnectorUpdate> latest(String integration) {
        return store.read(tx -> tx.connectorUpdates().latest(integration, LATEST));
    }

    /** An update that an earlier runtime left half-way. */
    public Optional<ConnectorUpdate> leftOver(String integration) {
        return latest(integration).stream()
                .filter(update -> update.outcome() == Outcome.WATCHED)
                .findFirst();
    }

    /** Binds an integration to a build without any way back. */
    public void bind(String integration, String kind, String build) {
        store.write(tx -> {
            bind(tx, integration, kind, build);
            return null;
        });
    }

    private void bind(StoreTransaction tx, String integration, String kind, String build) {
        Optional<ConnectorBinding> before = tx.connectorUpdates().binding(integration);
        if (before.isEmpty()
                || !before.get().version().equals(build)
                || !before.get().kind().equals(kind)) {
            tx.connectorUpdates().bind(new ConnectorBinding(integration, kind, build, now(), store.epoch()));
        }
    }

    /**
     * Binds an integration to a new build and keeps the positions for the way back. Work that was parked for a bug gets a new
     * try: the new build may have mended it. May be called again when nobody knows what became of the first call.
     *
     * @param types the entity types of all mappings of the old and the new
     * @param sequence the integration's sequence before the new build's first effect
     */
    public ConnectorUpdate begin(
            String integration, String kind, String from, String to, Collection<String> types, long sequence) {
        return store.write(tx -> {
            List<ConnectorUpdate> latest = tx.connectorUpdates().latest(integration, 1);
            if (!latest.isEmpty()
                    && latest.get(0).outcome() == Outcome.WATCHED
                    && latest.get(0).to().equals(to)) {
                bind(tx, integration, kind, to);
                return latest.get(0);
            }
            ConnectorUpdate update = new ConnectorUpdate(
                    surroundings.ids().next(),
                    integration,
                    kind,
                    from,
                    to,
                    now(),
                    sequence,
                    Outcome.WATCHED,
                    null,
                    null,
                    List.of());
            tx.connectorUpdates().insert(update);
            bind(tx, integration, kind, to);
            KeptPositions.keep(tx, integration, types, store.epoch());
            WorkRows.wake(tx, integration, ErrorCode.BUG.text(), now(), store.epoch());
            return update;
        });
    }

    /** Notes a build that was refused before it was bound. */
    public void refuse(String integration, String kind, String from, String to, String reason) {
        store.write(tx -> {
            tx.connectorUpdates()
                    .insert(new ConnectorUpdate(
                            surroundings.ids().next(),
                            integration,
                            kind,
                            from,
                            to,
                            now(),
                            0,
                            Outcome.ROLLED_BACK,
                            reason,
                            now(),
                            List.of()));
            return null;
        });
    }

    /** The new build stays: the way back is given up. */
    public void finish(ConnectorUpdate update, Collection<String> types) {
        store.write(tx -> {
            tx.connectorUpdates().update(ended(update, Outcome.DONE, null, List.of()));
            KeptPositions.drop(tx, update.integration(), types);
            return null;
        });
    }

    /**
     * Binds the old build again, with the positions from before; lists what was done meanwhile, and gives work that the new
     * build put off or parked another try. May be called again: the positions are brought back once.
     *
     * @param outcome {@code ROLLED_BACK} or {@code INTERRUPTED}
     * @return the update with its effects
     */
    public ConnectorUpdate goBack(ConnectorUpdate update, Collection<String> types, Outcome outcome, String reason) {
        return store.write(tx -> {
            String integration = update.integration();
            Optional<ConnectorUpdate> before = tx.connectorUpdates().latest(integration, LATEST).stream()
                    .filter(other -> other.id().equals(update.id()) && other.outcome() != Outcome.WATCHED)
                    .findFirst();
            if (before.isPresent()) {
                return before.get();
            }
            List<Effect> effects = tx.links().effectsAfter(integration, update.sequence(), MOST_LISTED).stream()
                    .map(link -> new Effect(link.id(), link.type(), link.recordId(), link.externalId()))
                    .toList();
            ConnectorUpdate ended = ended(update, outcome, reason, effects);
            tx.connectorUpdates().update(ended);
            bind(tx, integration, update.kind(), update.from());
            KeptPositions.restore(tx, integration, types, store.epoch());
            WorkRows.wakeForUpdate(tx, integration, update.begun(), now(), store.epoch());
            return ended;
        });
    }

    /** How often in a row the same build was cut off by the end of a runtime. */
    public long interruptions(ConnectorUpdate update) {
        return latest(update.integration()).stream()
                .filter(other -> !other.id().equals(update.id()) && other.to().equals(update.to()))
                .takeWhile(other -> other.outcome() == Outcome.INTERRUPTED)
                .count();
    }

    /** Why the first record was parked for a bug since a moment; null if none was. */
    public @Nullable String parkedForBug(String integration, Instant since) {
        return store.read(tx -> {
            @Nullable String after = null;
            List<Work> page;
            do {
                page = tx.work().page(integration, Work.State.PARKED, after, PAGE);
                for (Work work : page) {
                    after = work.linkId();
                    if (ErrorCode.BUG.text().equals(work.code())
                            && !work.nextAt().isBefore(since)) {
                        return String.valueOf(work.reason());
                    }
                }
            } while (page.size() == PAGE);
            return null;
        });
    }

    /** The entity types of which positions may have been kept. */
    public static Set<String> types(Collection<String> some, Collection<String> others) {
        Set<String> types = new TreeSet<>(some);
        types.addAll(others);
        return types;
    }

    private ConnectorUpdate ended(
            ConnectorUpdate update, Outcome outcome, @Nullable String reason, List<Effect> effects) {
        return new ConnectorUpdate(
                update.id(),
                update.integration(),
                update.kind(),
                update.from(),
                update.to(),
                update.begun(),
                update.sequence(),
                outcome,
                reason,
                now(),
                effects);
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
