/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.connector.Position;
import io.bascule.api.error.ErrorCode;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.map.DeletePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Stands in the way of mass deletes: a lost right, an emptied table or a mistaken script looks just like many deletes. Beyond what
 * the mapping allows within an hour each delete is parked until a person allows them.
 */
final class DeleteGuard {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int FORMAT = 1;

    private DeleteGuard() {}

    /** Why a delete must not be carried out now; empty if it may. */
    static Optional<Delay> refusal(StoreTransaction tx, LaneServices services, Job job) {
        String integration = job.integration().name();
        String type = job.link().type();
        Instant since = services.now().minus(WINDOW);
        long allowed = 0;
        Optional<StoredPosition> permit = tx.positions()
                .find(integration, stream(type))
                .filter(row -> row.at().isAfter(since));
        if (permit.isPresent()) {
            allowed = Long.parseLong(permit.get().position().text());
        }
        long ended = tx.links()
                .countEnded(integration, type, permit.map(StoredPosition::at).orElse(since));
        if (ended < DeletePolicy.ALWAYS + allowed) {
            // Nearly always so; counting all links takes its time where they are many.
            return Optional.empty();
        }
        long live = tx.links().countLive(integration, type);
        long most = job.mapping().deletes().most(live + ended) + allowed;
        if (ended < most) {
            return Optional.empty();
        }
        return Optional.of(services.parkForPerson(
                ErrorCode.MASS_DELETE,
                ended + " deletes of " + type + " have been carried out on " + integration
                        + " within an hour, and more than " + most
                        + " look like a fault. Look at both sides, then allow them or restore what is missing."));
    }

    /** Lets so many more deletes through within the next hour. */
    static void allow(StoreTransaction tx, String integration, String type, long more, Instant now, long epoch) {
        tx.positions()
                .save(new StoredPosition(
                        integration, stream(type), new Position(FORMAT, Long.toString(more)), now, epoch));
    }

    private static String stream(String type) {
        return "deletes-allowed:" + type;
    }
}
