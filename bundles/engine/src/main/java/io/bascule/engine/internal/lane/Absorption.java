/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import java.time.Instant;

/** Folding a link of which one side is missing into the link that has it. */
final class Absorption {
    private Absorption() {}

    /** Takes a half link away; what was wanted or seen on it is wanted or seen on the other. */
    static void absorb(StoreTransaction tx, Link half, Link whole, Instant now, long epoch) {
        tx.keyClaims().release(half.id());
        tx.work().find(half.id()).ifPresent(work -> {
            tx.work().delete(work);
            if (work.wantedVersion() > 0) {
                WorkRows.want(tx, whole, work.wantedVersion(), now, epoch);
            }
            Observation seen = work.observation();
            if (seen != null) {
                // Only as a hint: it was seen before anything was known of the other side.
                WorkRows.observe(tx, whole, seen.asHint(), now, epoch);
            }
        });
        tx.links().delete(half);
    }
}
