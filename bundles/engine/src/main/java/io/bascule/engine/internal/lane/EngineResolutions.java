/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.runtime.Surroundings;
import io.bascule.api.sync.Resolutions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what people decide, and wakes the work that carries it out. Thread-safe. */
public final class EngineResolutions implements Resolutions {
    private static final Logger log = LoggerFactory.getLogger(EngineResolutions.class);

    /** Parked for one of these, it is not known what belongs together. */
    private static final Set<String> UNCERTAIN = Set.of(
            ErrorCode.AMBIGUOUS.text(),
            ErrorCode.SUSPECTED_TWIN.text(),
            ErrorCode.UNKNOWN_CREATE.text(),
            OpenCreates.CODE);

    private static final int PAGE = 500;

    private final EngineStore store;
    private final Surroundings surroundings;
    private final Consumer<String> nudge;

    /** @param nudge wakes the integration of a name */
    public EngineResolutions(EngineStore store, Surroundings surroundings, Consumer<String> nudge) {
        this.store = store;
        this.surroundings = surroundings;
        this.nudge = nudge;
    }

    @Override
    public void resolve(String conflictId, Winner winner, String by) {
        if (winner == Winner.HELD) {
            throw refused(conflictId, "the catalog or the system as the winner", "held", "Choose one of the two.");
        }
        Conflict resolved = store.write(tx -> {
            Conflict conflict = tx.conflicts()
                    .find(conflictId)
                    .orElseThrow(() -> missing("conflict " + conflictId, "List them with GET /conflicts."));
            if (conflict.winner() != Winner.HELD) {
                throw refused(
                        conflictId,
                        "a held conflict",
                        "one that was decided for " + conflict.winner(),
                        "Edit the record if another value is right.");
            }
            Conflict.Resolution before = conflict.resolution();
            if (before != null) {
                // Its write may be under way, so it is too late for another.
                throw refused(
                        conflictId,
                        "a conflict that nobody has decided",
                        "one that " + before.by() + " decided for " + before.winner() + " at " + before.at(),
                        "Wait until it is carried out, then edit the record if another value is right.");
            }
            Instant now = surroundings.clock().instant();
            Conflict decided = conflict.resolved(new Conflict.Resolution(winner, by, now, false));
            tx.conflicts().update(decided);
            Optional<Link> link = tx.links().find(conflict.linkId());
            Optional<CatalogRecord> record = tx.records().find(conflict.recordId());
            if (link.isPresent() && record.isPresent()) {
                WorkRows.want(tx, link.get(), record.get().version(), now, store.epoch());
            }
            return decided;
        });
        log.info("{} decides conflict {} in {} for {}", by, conflictId, resolved.path(), winner);
        nudge.accept(resolved.integration());
    }

    @Override
    public void retry(String linkId, String by) {
        String integration = store.write(tx -> {
            Work work = tx.work()
                    .find(linkId)
                    .orElseThrow(() ->
                            missing("work on link " + linkId, "It is done, or there is no such link. See GET /work."));
            WorkRows.goOn(tx, work, work.observation(), now(), store.epoch());
            return work.integration();
        });
        log.info("{} has the work on link {} of {} tried again", by, linkId, integration);
        nudge.accept(integration);
    }

    @Override
    public void linkObject(String linkId, String externalId, String by) {
        decide(linkId, "linked with object " + externalId, by, (tx, link) -> {
            String recordId = link.recordId();
            if (recordId == null || link.externalId() != null) {
                throw refused(
                        linkId, "a link with a record and no object", shown(link), "See GET /work for what it is.");
            }
            Optional<Link> other = tx.links().findByExternalId(link.integration(), link.type(), externalId);
            if (other.isPresent() && other.get().recordId() != null) {
                throw refused(
                        linkId,
                        "an object that belongs to no record",
                        externalId + ", which belongs to record " + other.get().recordId(),
                        "Keep them apart, or delete one of the two records.");
            }
            other.ifPresent(half -> Absorption.absorb(tx, half, link, now(), store.epoch()));
            return LinkRows.matched(link, recordId, externalId);
        });
    }

    @Override
    public void linkRecord(String linkId, String recordId, String by) {
        decide(linkId, "linked with record " + recordId, by, (tx, link) -> {
            String externalId = link.externalId();
            if (externalId == null || link.recordId() != null) {
                throw refused(
                        linkId, "a link with an object and no record", shown(link), "See GET /work for what it is.");
            }
            CatalogRecord record = tx.records()
                    .find(recordId)
                    .filter(found -> found.type().equals(link.type()) && !found.deleted())
                    .orElseThrow(() -> missing(link.type() + " " + recordId, "Name a record of the same type."));
            Optional<Link> other = tx.links().findByRecord(link.integration(), record.id());
            if (other.isPresent() && other.get().externalId() != null) {
                throw refused(
                        linkId,
                        "a record without an object there",
                        recordId + ", which is linked with object "
                                + other.get().externalId(),
                        "Keep them apart, or delete one of the two objects.");
            }
            other.ifPresent(half -> {
                if (tx.intents().ofLink(half.id()).isPresent()
                        && parked(tx, half.id()).isEmpty()) {
                    throw refused(
                            linkId,
                            "a record that is not being created there",
                            recordId + ", whose create on link " + half.id() + " is under way",
                            "Wait until that create is done or parked.");
                }
                drop(tx, half);
                Absorption.absorb(tx, half, link, now(), store.epoch());
            });
            return LinkRows.matched(link, record.id(), externalId);
        });
    }

    @Override
    public void keepApart(String linkId, String by) {
        decide(linkId, "kept apart from all candidates", by, (tx, link) -> {
            String code = tx.work().find(linkId).map(Work::code).orElse(null);
            if (link.state() == Link.State.LINKED || code == null || !UNCERTAIN.contains(code)) {
                throw refused(
                        linkId,
                        "work that is parked as one of "
                                + UNCERTAIN.stream().sorted().toList(),
                        shown(link) + ", parked as " + code,
                        "Mend what its reason names, then retry.");
            }
            return LinkRows.inState(link, Link.State.APART);
        });
    }

    @Override
    public int allowDeletes(String integration, String type, String by) {
        int allowed = store.write(tx -> {
            List<Work> parked = massDeletes(tx, integration, type);
            if (!parked.isEmpty()) {
                DeleteGuard.allow(tx, integration, type, parked.size(), now(), store.epoch());
            }
            parked.forEach(work -> WorkRows.goOn(tx, work, work.observation(), now(), store.epoch()));
            return parked.size();
        });
        if (allowed == 0) {
            throw missing(
                    "delete of " + type + " parked on " + integration + " as " + ErrorCode.MASS_DELETE.text(),
                    "See GET /work?state=parked-for-person.");
        }
        log.info("{} allows {} deletes of {} on {}", by, allowed, type, integration);
        nudge.accept(integration);
        return allowed;
    }

    private static List<Work> massDeletes(StoreTransaction tx, String integration, String type) {
        List<Work> found = new ArrayList<>();
        String after = "";
        List<Work> page;
        do {
            page = tx.work().page(integration, State.PARKED_FOR_PERSON, after, PAGE);
            for (Work work : page) {
                after = work.linkId();
                if (work.type().equals(type) && ErrorCode.MASS_DELETE.text().equals(work.code())) {
                    found.add(work);
                }
            }
        } while (page.size() == PAGE);
        return found;
    }

    /** Changes a link whose work is parked; what was under way for it is over. */
    private void decide(String linkId, String what, String by, BiFunction<StoreTransaction, Link, Link> decision) {
        String integration = store.write(tx -> {
            Link link = tx.links()
                    .find(linkId)
                    .orElseThrow(() ->
                            missing("link " + linkId, "List what is parked with GET /work?state=parked-for-person."));
            Work work = parked(tx, linkId)
                    .orElseThrow(() -> refused(
                            linkId, "parked work", "none", "Wait until it is parked, if it still is to be decided."));
            Link decided = decision.apply(tx, link);
            drop(tx, link);
            LinkRows.store(tx, decided, now());
            Work row = tx.work().find(linkId).orElse(work);
            WorkRows.goOn(
                    tx,
                    row,
                    row.observation() == null ? null : row.observation().asHint(),
                    now(),
                    store.epoch());
            return link.integration();
        });
        log.info("Link {} of {} is {}, as {} decides", linkId, integration, what, by);
        nudge.accept(integration);
    }

    private static Optional<Work> parked(StoreTransaction tx, String linkId) {
        return tx.work()
                .find(linkId)
                .filter(row -> row.state() == State.PARKED || row.state() == State.PARKED_FOR_PERSON);
    }

    /** Ends a create that nobody knows the outcome of, and wakes who waits for it. */
    private void drop(StoreTransaction tx, Link link) {
        Optional<Intent> open = tx.intents().ofLink(link.id());
        if (open.isPresent()) {
            OpenCreates.end(tx, open.get(), now(), store.epoch());
        }
        tx.keyClaims().release(link.id());
    }

    private Instant now() {
        return surroundings.clock().instant();
    }

    private static String shown(Link link) {
        return link.externalId() == null
                ? "record " + link.recordId() + " without an object"
                : link.recordId() == null
                        ? "object " + link.externalId() + " without a record"
                        : "record " + link.recordId() + " linked with object " + link.externalId();
    }

    private static BasculeException missing(String what, String remedy) {
        return new BasculeException(
                new Problem(ErrorCode.NOT_FOUND, "There is no " + what, "catalog", null, null, remedy));
    }

    private static BasculeException refused(String where, String expected, String found, String remedy) {
        return new BasculeException(
                new Problem(ErrorCode.NOT_DECIDABLE, "This cannot be decided so", where, expected, found, remedy));
    }
}
