/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Intent;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import io.bascule.api.model.MatchKey;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Creates that are under way, and the links that wait for one because theirs may be the object it makes. An object that was taken
 * for a create's once is claimed for it like a key: what a user makes of it from then on, its match keys included, does not turn it
 * into somebody else's before that create is settled.
 */
final class OpenCreates {
    /** No entity type's key can have this name. */
    private static final String OBJECT = "=object";

    /** Why work waits that may be what a create of another link made. */
    static final String CODE = "waiting-for-create";

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

    /** The link of the open create that an object was taken for, if there is one. */
    static Optional<String> claimant(StoreTransaction tx, String integration, String type, String externalId) {
        return tx.keyClaims()
                .holder(integration, type, new MatchKey(OBJECT, externalId))
                .filter(link -> tx.intents().ofLink(link).isPresent());
    }

    /** Claims an object for the open create whose object it may be, unless it is claimed for another. */
    static void claim(StoreTransaction tx, Link creating, String externalId) {
        MatchKey key = new MatchKey(OBJECT, externalId);
        if (tx.keyClaims().holder(creating.integration(), creating.type(), key).isEmpty()) {
            tx.keyClaims().claim(creating.integration(), creating.type(), new TreeSet<>(Set.of(key)), creating.id());
        }
    }

    /** The objects that were taken for a create's and belong to no record. */
    static SortedSet<String> claimed(StoreTransaction tx, Link creating) {
        SortedSet<String> ids = new TreeSet<>();
        for (MatchKey key : tx.keyClaims().heldBy(creating.id())) {
            if (key.name().equals(OBJECT) && isFree(tx, creating, key.value())) {
                ids.add(key.value());
            }
        }
        return ids;
    }

    private static boolean isFree(StoreTransaction tx, Link creating, String externalId) {
        return tx.links()
                .findByExternalId(creating.integration(), creating.type(), externalId)
                .filter(link -> link.recordId() != null)
                .isEmpty();
    }

    /** Ends an intent: its link lets go of its keys, and whoever was parked because of an earlier turn of it tries again. */
    static void settled(StoreTransaction tx, LaneServices services, Job job, Intent intent) {
        if (job.intent() != null) {
            end(tx, intent, services.now(), services.store().epoch());
        } else {
            tx.intents().delete(intent.id());
            tx.keyClaims().release(intent.linkId());
        }
    }

    /** Ends an intent of an earlier turn, for which others may be parked. */
    static void end(StoreTransaction tx, Intent intent, Instant now, long epoch) {
        tx.intents().delete(intent.id());
        tx.keyClaims().release(intent.linkId());
        if (intent.action() == Intent.Action.CREATE) {
            WorkRows.wake(tx, intent.integration(), CODE, now, epoch);
        }
    }
}
