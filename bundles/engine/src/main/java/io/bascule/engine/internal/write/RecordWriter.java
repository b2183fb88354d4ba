/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.write;

import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.HistoryEntry.FieldChange;
import io.bascule.api.catalog.InvalidRecordException;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.error.FieldError;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.Fields;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Surroundings;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The only way in which a record gets a new version: record, origins, history and outbox in the caller's transaction. The
 * record's row is written before the outbox row is made, so that versions of one record enter the outbox in their order.
 * Thread-safe.
 */
public final class RecordWriter {
    private final Surroundings surroundings;

    public RecordWriter(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Adds a record.
     *
     * @throws InvalidRecordException if the fields do not fit the type
     */
    public CatalogRecord insert(StoreTransaction tx, EntityType type, Fields fields, Change change) {
        check(type, fields);
        SortedMap<String, FieldOrigin> origins = new TreeMap<>();
        SortedMap<String, Value> flat = type.flatten(fields);
        flat.keySet().forEach(path -> origins.put(path, new FieldOrigin(1, change.origin(), change.sourceTime())));
        CatalogRecord record = new CatalogRecord(
                type.name(),
                surroundings.ids().next(),
                1,
                fields,
                change.at(),
                change.at(),
                change.origin(),
                change.actor(),
                change.cause(),
                origins);
        tx.records().insert(record, keysOf(type, fields));
        publish(tx, record, "created", changes(new TreeMap<>(), flat));
        return record;
    }

    private static SortedSet<MatchKey> keysOf(EntityType type, Fields fields) {
        SortedSet<MatchKey> keys = type.keysOf(fields);
        keys.addAll(type.referencesOf(fields));
        return keys;
    }

    /**
     * Gives a record its next version; a deleted one comes back to life.
     *
     * @return the new version, or the present one if nothing changes
     * @throws InvalidRecordException if the fields do not fit the type
     */
    public CatalogRecord update(
            StoreTransaction tx, EntityType type, CatalogRecord current, Fields fields, Change change) {
        SortedMap<String, Value> before = type.flatten(current.fields());
        SortedMap<String, Value> after = type.flatten(fields);
        SortedMap<String, FieldChange> changes = changes(before, after);
        if (changes.isEmpty() && !current.deleted()) {
            return current;
        }
        check(type, fields);
        long version = current.version() + 1;
        SortedMap<String, FieldOrigin> origins = new TreeMap<>(current.origins());
        FieldOrigin origin = new FieldOrigin(version, change.origin(), change.sourceTime());
        changes.keySet().forEach(path -> origins.put(path, origin));
        CatalogRecord record = new CatalogRecord(
                type.name(),
                current.id(),
                version,
                fields,
                current.created(),
                change.at(),
                change.origin(),
                change.actor(),
                change.cause(),
                origins);
        tx.records().update(record, keysOf(type, fields));
        publish(tx, record, current.deleted() ? "created" : "updated", changes);
        return record;
    }

    /**
     * Makes a tombstone of a living record. What it refers to stays known, so that its objects go before those of its parents.
     *
     * @param mergedInto the id of the record that takes it over; null if it is deleted
     */
    public CatalogRecord delete(
            StoreTransaction tx, EntityType type, CatalogRecord current, Change change, @Nullable String mergedInto) {
        CatalogRecord record = new CatalogRecord(
                type.name(),
                current.id(),
                current.version() + 1,
                current.fields(),
                current.created(),
                change.at(),
                change.origin(),
                change.actor(),
                change.cause(),
                current.origins(),
                true,
                mergedInto);
        tx.records().update(record, type.referencesOf(current.fields()));
        publish(tx, record, "deleted", new TreeMap<>());
        return record;
    }

    private void publish(
            StoreTransaction tx, CatalogRecord record, String event, SortedMap<String, FieldChange> changes) {
        surroundings.faults().hit(Failpoint.MERGE_AFTER_CATALOG);
        tx.history()
                .add(new HistoryEntry(
                        record.id(),
                        record.version(),
                        record.updated(),
                        record.origin(),
                        record.actor(),
                        record.cause(),
                        changes,
                        record.deleted()));
        tx.outbox()
                .add(new OutboxEvent(
                        surroundings.ids().next(),
                        OutboxEvent.Kind.RECORD,
                        null,
                        record.type(),
                        record.id(),
                        record.version(),
                        record.updated(),
                        event,
                        EventData.of(record)));
        surroundings.faults().hit(Failpoint.MERGE_AFTER_OUTBOX);
    }

    private static void check(EntityType type, Fields fields) {
        List<FieldError> errors = type.check(fields);
        if (!errors.isEmpty()) {
            throw new InvalidRecordException(type.name(), errors);
        }
    }

    private static SortedMap<String, FieldChange> changes(
            SortedMap<String, Value> before, SortedMap<String, Value> after) {
        SortedMap<String, FieldChange> changes = new TreeMap<>();
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (String path : paths) {
            @Nullable Value old = before.get(path);
            @Nullable Value now = after.get(path);
            if (old == null || now == null || !old.equals(now)) {
                changes.put(path, new FieldChange(old, now));
            }
        }
        return changes;
    }
}
