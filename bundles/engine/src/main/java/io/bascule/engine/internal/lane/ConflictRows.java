/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.engine.internal.decide.MergePlan;
import io.bascule.engine.internal.decide.MergePlan.Clash;
import io.bascule.engine.internal.decide.Resolved;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The conflicts of a link. A held one stays until the sides are in another conflict or in none; one that a person has decided
 * stays held until that is carried out, and keeps the losing value from then on.
 */
final class ConflictRows {
    private ConflictRows() {}

    /** What people decided about a link's held conflicts. */
    static List<Resolved> resolved(StoreTransaction tx, String linkId) {
        return tx.conflicts().held(linkId).stream()
                .flatMap(conflict -> Resolved.of(conflict).stream())
                .toList();
    }

    /**
     * Records what a merge came upon.
     *
     * @param sends whether it writes to the system
     * @param version the record's version with it
     */
    static void record(
            StoreTransaction tx, LaneServices services, Link link, MergePlan plan, boolean sends, long version) {
        List<Conflict> held = tx.conflicts().held(link.id());
        held.forEach(old -> follow(tx, old, plan, sends));
        for (Clash clash : plan.conflicts()) {
            if (held.stream().noneMatch(old -> isSame(clash, old)) && !awaitsItsWrite(tx, link, clash)) {
                tx.conflicts().add(conflict(services, link, clash, version));
            }
        }
    }

    private static void follow(StoreTransaction tx, Conflict old, MergePlan plan, boolean sends) {
        Conflict.Resolution decided = old.resolution();
        boolean tried = decided != null && decided.tried();
        Optional<Clash> same =
                plan.conflicts().stream().filter(clash -> isSame(clash, old)).findFirst();
        if (same.isEmpty()) {
            if (tried) {
                // Its write may have been done, and then the losing value is nowhere else any more.
                tx.conflicts().update(old.settled());
            } else {
                tx.conflicts().delete(old.id());
            }
        } else if (decided != null && same.get().policy().equals(Resolved.POLICY)) {
            if (same.get().winner() == Winner.EXTERNAL) {
                tx.conflicts().update(old.settled());
            } else if (sends && !tried) {
                tx.conflicts().update(old.resolved(decided.begun()));
            }
        }
    }

    /** A write settled these fields, by catalog paths: what people had decided about them for the catalog is carried out. */
    static void carriedOut(StoreTransaction tx, String linkId, Set<String> paths) {
        for (Conflict held : tx.conflicts().held(linkId)) {
            // A conflict about an item of a list is carried out by its fields.
            boolean written =
                    paths.contains(held.path()) || paths.stream().anyMatch(path -> path.startsWith(held.path() + "."));
            if (held.resolution() != null && written) {
                tx.conflicts().update(held.settled());
            }
        }
    }

    private static Conflict conflict(LaneServices services, Link link, Clash clash, long version) {
        return new Conflict(
                services.surroundings().ids().next(),
                link.id(),
                link.integration(),
                link.type(),
                Objects.requireNonNull(link.recordId()),
                clash.path(),
                clash.base(),
                clash.catalogValue(),
                clash.externalValue(),
                clash.policy(),
                clash.winner(),
                services.now(),
                version,
                null);
    }

    /**
     * Whether this conflict was decided and recorded before, and the write that carries it out has failed since: it is the same
     * conflict still. After a write to this link it would be another one.
     */
    private static boolean awaitsItsWrite(StoreTransaction tx, Link link, Clash clash) {
        return clash.winner() == Winner.CATALOG
                && tx.conflicts()
                        .newest(link.id(), clash.path())
                        .filter(old -> link.effectAt() == null || old.at().isAfter(link.effectAt()))
                        .filter(old -> old.winner() == Winner.CATALOG
                                && old.policy().equals(clash.policy())
                                && Objects.equals(old.base(), clash.base())
                                && hasSameValues(clash, old))
                        .isPresent();
    }

    /** Whether a clash is a held conflict: still held, or as a person decided it and about to be carried out. */
    private static boolean isSame(Clash clash, Conflict held) {
        return (clash.winner() == Winner.HELD || clash.policy().equals(Resolved.POLICY))
                && clash.path().equals(held.path())
                && hasSameValues(clash, held);
    }

    private static boolean hasSameValues(Clash clash, Conflict conflict) {
        return clash.catalogValue().equals(conflict.catalogValue())
                && clash.externalValue().equals(conflict.externalValue());
    }
}
