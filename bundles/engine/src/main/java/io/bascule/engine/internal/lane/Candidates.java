/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.MatchKey;
import io.bascule.api.runtime.Mistake;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known of the objects with the keys of a record that is to be brought to their system. */
final class Candidates {
    private static final Duration DELETE_WAIT = Duration.ofSeconds(1);

    private final LaneServices services;

    Candidates(LaneServices services) {
        this.services = services;
    }

    /**
     * How long to wait until it is known which of them are free; empty if it is.
     *
     * @param asked when the search for them began
     */
    Optional<Delay> unsettled(Job job, List<ExternalRecord> objects, Instant asked) {
        return takenForAnother(job, objects)
                .or(() -> shownAfterItsEnd(job, objects, asked))
                .or(() -> onItsWayOut(job, objects));
    }

    /** How long to wait if one of the objects may be what the open create of another link made. */
    private Optional<Delay> takenForAnother(Job job, List<ExternalRecord> objects) {
        if (objects.isEmpty() || services.planted(Mistake.NO_KEY_CLAIM)) {
            return Optional.empty();
        }
        return services.store().read(tx -> {
            for (ExternalRecord object : objects) {
                Optional<String> claimant = OpenCreates.claimant(
                        tx, job.integration().name(), job.link().type(), object.id());
                if (claimant.isPresent() && !claimant.get().equals(job.link().id())) {
                    return Optional.of(OpenCreates.waitFor(
                            tx,
                            services,
                            claimant.get(),
                            "Object " + object.id() + " has the same keys; link " + claimant.get()
                                    + " is creating an object that may be this one."));
                }
            }
            return Optional.empty();
        });
    }

    /** How long to wait if a search that lags may show an object that is proven to be gone. */
    private Optional<Delay> shownAfterItsEnd(Job job, List<ExternalRecord> objects, Instant asked) {
        Duration lag = job.mapping().capabilities().searchLag();
        Instant shown = services.store().read(tx -> {
            Instant latest = Instant.EPOCH;
            for (ExternalRecord object : objects) {
                Instant proven = tx.links()
                        .lastEndedOfObject(job.integration().name(), job.link().type(), object.id())
                        .map(Link::effectAt)
                        .orElse(Instant.EPOCH);
                latest = proven.isAfter(latest) ? proven : latest;
            }
            return latest.plus(lag);
        });
        return asked.isBefore(shown)
                ? Optional.of(services.waitUntil(
                        "waiting-for-lag", "Until the system's search no longer shows what was deleted.", shown))
                : Optional.empty();
    }

    /** How long to wait if an object belongs to a record that is deleted: it is deleted too, or its record comes back. */
    private Optional<Delay> onItsWayOut(Job job, List<ExternalRecord> objects) {
        return services.store()
                .read(tx -> objects.stream()
                        .flatMap(object -> tx
                                .links()
                                .findByExternalId(
                                        job.integration().name(), job.link().type(), object.id())
                                .filter(link -> link.state() == Link.State.LINKED)
                                .flatMap(link -> Optional.ofNullable(link.recordId()))
                                .flatMap(tx.records()::find)
                                .filter(CatalogRecord::deleted)
                                .map(record -> services.waitFor(
                                        "waiting-for-delete",
                                        "Object " + object.id() + " has the same keys and belongs to record "
                                                + record.id() + ", which is deleted.",
                                        DELETE_WAIT))
                                .stream())
                        .findFirst());
    }

    private static Optional<Link> twin(StoreTransaction tx, Job job, CatalogRecord record) {
        for (MatchKey key : job.mapping().keysOf(record.fields())) {
            for (String id : tx.records().findByKey(job.link().type(), key)) {
                Optional<Link> other = tx.links().findByRecord(job.integration().name(), id);
                if (!id.equals(record.id()) && other.isPresent() && other.get().externalId() != null) {
                    return other;
                }
            }
        }
        return Optional.empty();
    }

    /** The link of another record with the same keys, whose object may be too young to be found. */
    Optional<Link> twin(Job job, CatalogRecord record) {
        return services.store().read(tx -> twin(tx, job, record));
    }

    /** How many of these objects belong to a record already. */
    int linked(Job job, List<String> externalIds) {
        return services.store().read(tx -> {
            int linked = 0;
            for (String externalId : externalIds) {
                Optional<Link> link = tx.links()
                        .findByExternalId(job.integration().name(), job.link().type(), externalId);
                if (link.isPresent() && link.get().recordId() != null) {
                    linked++;
                }
            }
            return linked;
        });
    }
}
