/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import java.time.Duration;
import java.util.Optional;

/** Creates that are under way, and the links that wait for one because theirs may be the object it makes. */
final class OpenCreates {
    private static final String CODE = "waiting-for-create";
    private static final Duration WAIT = Duration.ofSeconds(1);

    private OpenCreates() {}

    /**
     * How a link waits for the create of another one. One that is parked is not asked for again and again: who waits for it is
     * parked too, says for whom and why, and is woken when that create is settled.
     *
     * @param holder the link whose create is under way
     * @param why what both have in common, as a sentence
     */
    static Delay waitFor(StoreTransaction tx, LaneServices services, String holder, String why) {
        Optional<Work> parked = tx.work()
                .find(holder)
                .filter(work -> work.state() == State.PARKED || work.state() == State.PARKED_FOR_PERSON);
        if (parked.isEmpty()) {
            return services.waitFor(CODE, why, WAIT);
        }
        String reason = why + " It is parked, because: " + parked.get().reason();
        return new Delay(State.PARKED, CODE, reason, services.now());
    }

    /** Ends an intent: its link lets go of its keys, and whoever was parked because of an earlier turn of it tries again. */
    static void settled(StoreTransaction tx, LaneServices services, Job job, Intent intent) {
        tx.intents().delete(intent.id());
        tx.keyClaims().release(intent.linkId());
        if (job.intent() != null && intent.action() == Intent.Action.CREATE) {
            WorkRows.wake(
                    tx,
                    intent.integration(),
                    CODE,
                    services.now(),
                    services.store().epoch());
        }
    }
}
