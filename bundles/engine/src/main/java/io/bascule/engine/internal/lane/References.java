/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * References between records: parents first. The catalog refers to a record by its id, a system to an object by its own; between
 * the two stand the parents' links on the same integration. Planning happens in the system's ids, so that pairs, requests and
 * answers need no translation. A parent that is not there yet is asked for, and its child waits.
 */
final class References {
    private static final Duration PARENT_WAIT = Duration.ofSeconds(1);
    private static final Duration GONE_PARENT_WAIT = Duration.ofSeconds(30);

    private final LaneServices services;

    References(LaneServices services) {
        this.services = services;
    }

    /**
     * Fields with their references translated, or why they cannot be yet.
     *
     * @param fields the fields; as they were where a parent is missing
     * @param missing what to wait for; null if all parents are there
     */
    record Translated(Fields fields, @Nullable Delay missing) {}

    /** Whether a mapping has references at all; most have none and need no transaction for them. */
    static boolean has(Mapping mapping) {
        return mapping.fields().stream()
                .anyMatch(field -> mapping.parentType(field) != null
                        || field.ofItem("any").stream().anyMatch(inside -> mapping.parentType(inside) != null));
    }

    /** A record's fields as its system would refer to others. A missing parent is brought there first. */
    Translated toExternal(StoreTransaction tx, Job job, Fields record) {
        Fields translated = record;
        for (FieldMapping field :
                job.mapping().takenApart(record, Fields.EMPTY, List.of()).fields()) {
            String parentType = job.mapping().parentType(field);
            String id = parentType == null ? null : field.catalogValue(record).textOrNull();
            if (parentType == null || id == null) {
                continue;
            }
            Optional<Link> link = tx.links().findByRecord(job.integration().name(), id);
            if (isDeleted(tx, id)) {
                return new Translated(record, gone(parentType + " " + id, "is deleted"));
            }
            if (link.isEmpty() || link.get().externalId() == null) {
                askForRecord(tx, job, parentType, id, link);
                return new Translated(record, waiting(parentType + " " + id, "is not in the system yet"));
            }
            translated = field.catalog().set(translated, Value.of(link.get().externalId()));
        }
        return new Translated(translated, null);
    }

    /** Fields in which others are referred to as their system does, as the catalog does. A missing parent is fetched first. */
    Translated toCatalog(StoreTransaction tx, Job job, Fields record) {
        Fields translated = record;
        for (FieldMapping field :
                job.mapping().takenApart(record, Fields.EMPTY, List.of()).fields()) {
            String parentType = job.mapping().parentType(field);
            String externalId =
                    parentType == null ? null : field.catalogValue(record).textOrNull();
            if (parentType == null || externalId == null) {
                continue;
            }
            Optional<Link> link = tx.links().findByExternalId(job.integration().name(), parentType, externalId);
            if (link.isEmpty()
                    && tx.links()
                            .lastEndedOfObject(job.integration().name(), parentType, externalId)
                            .isPresent()) {
                return new Translated(record, gone(parentType + " " + externalId, "is gone from the system"));
            }
            if (link.isEmpty() || link.get().recordId() == null) {
                askForObject(tx, job, parentType, externalId, link);
                return new Translated(record, waiting(parentType + " " + externalId, "is not in the catalog yet"));
            }
            translated = field.catalog().set(translated, Value.of(link.get().recordId()));
        }
        return new Translated(translated, null);
    }

    private static boolean isDeleted(StoreTransaction tx, String recordId) {
        return tx.records().find(recordId).filter(CatalogRecord::deleted).isPresent();
    }

    /** A parent that was deleted may be restored, or the reference changed; until then there is nothing to ask for. */
    private Delay gone(String parent, String why) {
        return services.waitFor(
                "waiting-for-parent",
                "Refers to " + parent + ", which " + why + "; restore it or change the reference.",
                GONE_PARENT_WAIT);
    }

    private Delay waiting(String parent, String why) {
        return services.waitFor("waiting-for-parent", "Waits for " + parent + ", which " + why + ".", PARENT_WAIT);
    }

    /**
     * A child whose record is deleted too and whose object is still there: children go before their parents. Of a child that lives on
     * the system has to decide.
     */
    Optional<Delay> dyingChild(StoreTransaction tx, Job job, String recordId) {
        for (Mapping mapping : job.integration().mappings()) {
            for (FieldMapping field : mapping.fields()) {
                if (!job.link().type().equals(mapping.parentType(field))) {
                    continue;
                }
                String type = mapping.type().name();
                for (String child : tx.records()
                        .findByKey(type, EntityType.reference(field.catalog().toString(), recordId))) {
                    Optional<Link> link =
                            tx.links().findByRecord(job.integration().name(), child);
                    if (isDeleted(tx, child) && link.isPresent() && link.get().state() == Link.State.LINKED) {
                        return Optional.of(services.waitFor(
                                "waiting-for-child",
                                "Waits for " + type + " " + child + ", which refers to it and is deleted there first.",
                                PARENT_WAIT));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void askForRecord(StoreTransaction tx, Job job, String type, String recordId, Optional<Link> found) {
        Instant now = services.now();
        tx.records().find(recordId).ifPresent(parent -> {
            Link link = found.orElseGet(() ->
                    insert(tx, LinkRows.outgoing(tx, newId(), job.integration().name(), type, recordId, now)));
            if (tx.work().find(link.id()).isEmpty()) {
                WorkRows.want(tx, link, parent.version(), now, services.store().epoch());
            }
        });
    }

    private void askForObject(StoreTransaction tx, Job job, String type, String externalId, Optional<Link> found) {
        Instant now = services.now();
        Link link = found.orElseGet(
                () -> insert(tx, LinkRows.arrival(tx, newId(), job.integration().name(), type, externalId, now)));
        if (tx.work().find(link.id()).isEmpty()) {
            long stamp = job.integration().sequence().next();
            WorkRows.observe(
                    tx,
                    link,
                    new Observation(null, false, stamp, now, null),
                    now,
                    services.store().epoch());
        }
    }

    private static Link insert(StoreTransaction tx, Link link) {
        tx.links().insert(link);
        return link;
    }

    private String newId() {
        return services.surroundings().ids().next();
    }
}
