/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.model.CatalogRecord;
import io.bascule.engine.internal.map.Mapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds the outcome of a world against the invariants. It sees the store and the systems, never the engine. */
final class Oracle {
    private static final int ALL = 100_000;

    private final CatalogStore store;
    private final Map<String, SimulatedSystem> systems;
    private final Map<String, Mapping> mappings;
    private final Editors editors;
    private final SimulatedLog log;
    private final Alarms alarms;
    private int excused;

    Oracle(
            CatalogStore store,
            Map<String, SimulatedSystem> systems,
            Map<String, Mapping> mappings,
            Editors editors,
            SimulatedLog log,
            Alarms alarms) {
        this.store = store;
        this.systems = systems;
        this.mappings = mappings;
        this.editors = editors;
        this.log = log;
        this.alarms = alarms;
    }

    /** All at rest: every invariant. */
    void judge() {
        End end = store.read(this::end);
        new Agreement(end, alarms).judge();
        TokenOracle tokens = new TokenOracle(end, alarms);
        tokens.judge();
        excused = tokens.excused() + strayed();
        new PolicyOracle(end, alarms).judge();
        new DeleteOracle(end, alarms).judge();
        new LifeOracle(end, alarms).judge();
        new LogOracle(end, alarms).judge();
        audit();
    }

    private End end(StoreTransaction tx) {
        List<CatalogRecord> records = all(tx);
        Map<String, Work> work = new TreeMap<>();
        tx.work().page(null, null, null, ALL).forEach(row -> work.put(row.linkId(), row));
        List<HistoryEntry> history = new ArrayList<>();
        records.forEach(record -> history.addAll(tx.history().of(record.id())));
        return new End(
                records.stream().filter(record -> !record.deleted()).toList(),
                records.stream().filter(CatalogRecord::deleted).toList(),
                live(tx),
                ended(tx),
                new Lives(history),
                work,
                history,
                tx.conflicts().page(null, null, ALL),
                systems,
                mappings,
                editors.journal(),
                editors.sharedKeys(),
                log,
                tx.outbox().count());
    }

    /** All records, deleted ones too, by their ids. */
    private static List<CatalogRecord> all(StoreTransaction tx) {
        return tx.records().changedSince("customer", Instant.EPOCH, null, ALL).stream()
                .sorted(Comparator.comparing(CatalogRecord::id))
                .toList();
    }

    private List<Link> live(StoreTransaction tx) {
        List<Link> links = new ArrayList<>();
        mappings.keySet().forEach(name -> links.addAll(tx.links().page(name, "customer", null, ALL)));
        return links;
    }

    /** The links of records whose life is over. */
    static List<Link> ended(StoreTransaction tx) {
        return all(tx).stream()
                .flatMap(record -> tx.links().ofRecord(record.id()).stream())
                .filter(link -> !link.isLive())
                .toList();
    }

    /** I10: every record is accounted for at every system, or on its way there; true at every moment, so also in a crash. */
    void audit() {
        Map<String, Long> unread = log.uncommitted();
        store.read(tx -> {
            for (CatalogRecord record : all(tx)) {
                if (!tx.outbox().hasPending(record.id())) {
                    systems.keySet().forEach(system -> audit(tx, unread, system, record));
                }
            }
            return null;
        });
    }

    private void audit(StoreTransaction tx, Map<String, Long> unread, String system, CatalogRecord record) {
        Optional<Link> link = tx.links().findByRecord(system, record.id());
        boolean accounted = link.isPresent() && link.get().recordVersion() >= record.version();
        boolean working = link.isPresent() && tx.work().find(link.get().id()).isPresent();
        boolean onItsWay = unread.getOrDefault("bascule.out." + system + " " + record.id(), 0L) >= record.version();
        // Of a deleted record nothing need be left at a system to account for.
        boolean over = record.deleted() && link.isEmpty();
        if (!accounted && !working && !onItsWay && !over) {
            alarms.raise(
                    "I10",
                    record.id(),
                    "version " + record.version() + " is neither accounted for at " + system + " nor on its way: "
                            + link.map(row -> "accounted " + row.recordVersion())
                                    .orElse("no link"));
        }
    }

    /** What is still to be done. */
    Set<String> unfinished() {
        Set<String> open = new TreeSet<>();
        store.read(tx -> {
            if (tx.outbox().count() > 0) {
                open.add("outbox " + tx.outbox().count());
            }
            for (Work work : tx.work().page(null, null, null, ALL)) {
                if (work.state() != Work.State.PARKED && work.state() != Work.State.PARKED_FOR_PERSON) {
                    open.add(work.integration() + " " + work.linkId() + " " + work.state() + " " + work.code() + " "
                            + work.reason());
                }
            }
            return null;
        });
        if (!log.uncommitted().isEmpty()) {
            open.add("unread " + log.uncommitted().size());
        }
        return open;
    }

    /** Stands for the state as far as it matters while coming to rest. */
    String fingerprint() {
        StringBuilder text = new StringBuilder();
        store.read(tx -> {
            all(tx).forEach(record -> text.append(record.version()).append(','));
            live(tx).forEach(link -> text.append(link.revision()).append(','));
            text.append(ended(tx).size()).append(',');
            return null;
        });
        systems.values().forEach(system -> text.append(system.journal().size()).append(';'));
        return text.toString();
    }

    /** All that must stand still at rest. */
    String wholeState() {
        StringBuilder text = new StringBuilder();
        store.read(tx -> {
            all(tx).forEach(record -> text.append(record).append('\n'));
            live(tx).forEach(link -> text.append(link).append('\n'));
            ended(tx).forEach(link -> text.append(link).append('\n'));
            text.append("history ").append(tx.history().count()).append('\n');
            text.append("outbox ").append(tx.outbox().count()).append('\n');
            text.append("conflicts ").append(tx.conflicts().count()).append('\n');
            return null;
        });
        systems.forEach((name, system) ->
                text.append(name).append(' ').append(system.journal().size()).append('\n'));
        return text.toString();
    }

    static String difference(String before, String after) {
        Set<String> old = new LinkedHashSet<>(List.of(before.split("\n", -1)));
        Set<String> fresh = new LinkedHashSet<>(List.of(after.split("\n", -1)));
        String gone =
                old.stream().filter(line -> !fresh.contains(line)).limit(2).collect(Collectors.joining("\n    "));
        String come =
                fresh.stream().filter(line -> !old.contains(line)).limit(2).collect(Collectors.joining("\n    "));
        return "\n    " + gone + "\n -> " + come;
    }

    int excused() {
        return excused;
    }

    private int strayed() {
        return (int) systems.values().stream()
                .flatMap(system -> system.objects().values().stream())
                .filter(SimulatedObject::hasStrayed)
                .count();
    }

    int effects() {
        return (int) systems.values().stream()
                .flatMap(system -> system.journal().stream())
                .filter(write -> write.actor().equals(SimulatedSystem.ENGINE))
                .count();
    }

    long versions() {
        return store.read(tx -> tx.history().count());
    }

    int conflicts() {
        return (int) (long) store.read(tx -> tx.conflicts().count());
    }
}
