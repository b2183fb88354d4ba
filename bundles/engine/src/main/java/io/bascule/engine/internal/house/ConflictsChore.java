/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.house;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.StoreTransaction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conflicts that are settled. Open ones stay, and so do those of links on which something is under way. */
final class ConflictsChore implements Chore {
    private static final int CONFLICTS = 200;

    @Override
    public String what() {
        return "settled conflicts";
    }

    @Override
    public int days(RetentionTimes times) {
        return times.conflicts();
    }

    @Override
    public Step step(StoreTransaction tx, Instant moment, @Nullable String after) {
        List<Conflict> old = tx.conflicts().decidedBefore(moment, after, CONFLICTS);
        int removed = 0;
        for (Conflict conflict : old) {
            boolean needed = tx.links()
                    .find(conflict.linkId())
                    .filter(link -> Needs.ofLink(tx, link))
                    .isPresent();
            if (!needed) {
                tx.conflicts().forget(conflict.id());
                removed++;
            }
        }
        return new Step(
                removed, old.size() < CONFLICTS ? null : old.get(old.size() - 1).id());
    }
}
