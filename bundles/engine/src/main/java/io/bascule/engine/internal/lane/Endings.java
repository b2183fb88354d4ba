/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.Work;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.runtime.Mistake;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Ending the life of a link. What it knew goes on: a record that lives gets a new link with the old pairs, for which it is no first
 * contact; an object that comes back is told from a stale look at it by the old link's stamps.
 */
final class Endings {
    private Endings() {}

    /**
     * Ends a link together with its work.
     *
     * @param link the row as it is now
     * @param version the record version with which it ends
     * @param stamp the stamp of the read or effect that proves that the object is gone
     * @param proven when that was
     */
    static void end(
            StoreTransaction tx, LaneServices services, Job job, Link link, long version, long stamp, Instant proven) {
        Instant now = services.now();
        long epoch = services.store().epoch();
        tx.keyClaims().release(link.id());
        LinkRows.store(tx, LinkRows.ended(link, version, stamp, proven), now);
        Optional<Work> work = tx.work().find(link.id());
        work.ifPresent(tx.work()::delete);
        Optional<CatalogRecord> living =
                Optional.ofNullable(link.recordId()).flatMap(tx.records()::find).filter(record -> !record.deleted());
        if (living.isPresent() && job.mapping().direction().sendsOut()) {
            Link heir = heir(tx, services, living.get().id(), link, now);
            tx.links().insert(heir);
            WorkRows.want(tx, heir, living.get().version(), now, epoch);
        }
        Optional<Observation> since = work.filter(
                        row -> row.revision() != job.work().revision())
                .map(Work::observation)
                .filter(seen -> !seen.missing());
        if (since.isPresent() && link.externalId() != null) {
            // Told of while the end was under way: of the end itself, or of a return.
            Link arrival = arrival(tx, services, link, link.externalId(), now);
            tx.links().insert(arrival);
            WorkRows.observe(tx, arrival, since.get().asHint(), now, epoch);
        }
    }

    /** The link that follows an ended one for its record; the object is still to be made. */
    private static Link heir(StoreTransaction tx, LaneServices services, String recordId, Link ended, Instant now) {
        String id = services.surroundings().ids().next();
        Link heir = LinkRows.outgoing(tx, id, ended.integration(), ended.type(), recordId, now);
        return services.planted(Mistake.PAIRS_NOT_INHERITED) ? LinkRows.withPairs(heir, new TreeMap<>()) : heir;
    }

    private static Link arrival(
            StoreTransaction tx, LaneServices services, Link ended, String externalId, Instant now) {
        String id = services.surroundings().ids().next();
        return LinkRows.arrival(tx, id, ended.integration(), ended.type(), externalId, now);
    }

    /** What was seen again of an object whose link has ended is still gone: from now on older looks are stale. */
    static void stillGone(StoreTransaction tx, Link ended, Observation seen) {
        Link stamped = LinkRows.ended(ended, ended.recordVersion(), seen.readSequence(), seen.seenAt());
        LinkRows.store(tx, stamped, ended.updated());
    }
}
