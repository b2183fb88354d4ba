/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.InvalidRecordException;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.FieldError;
import io.bascule.api.error.Problem;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A catalog of customers in memory, which fails on demand. */
final class FakeCatalog implements Catalog, EntityTypes {
    static final Instant NOW = Instant.parse("2026-11-24T04:32:00Z");

    private static final EntityType CUSTOMER = new EntityType(
            "customer",
            "Customer",
            List.of(
                    new FieldDefinition("name", FieldType.TEXT, true, true, null, null, List.of()),
                    FieldDefinition.of("email", FieldType.TEXT),
                    FieldDefinition.of("phone", FieldType.TEXT),
                    FieldDefinition.of("discount", FieldType.DECIMAL)),
            List.of(new KeyDefinition("email", List.of(FieldPath.of("email")))));

    private final SortedMap<String, CatalogRecord> records = new TreeMap<>();
    private final List<HistoryEntry> history = new ArrayList<>();
    private @Nullable RuntimeException failure;

    /** Every call from now on throws this. */
    void failWith(@Nullable RuntimeException next) {
        failure = next;
    }

    static BasculeException error(ErrorCode code) {
        return new BasculeException(new Problem(code, "It failed", "here", "this", "that", "Do something."));
    }

    @Override
    public Optional<EntityType> find(String name) {
        return name.equals("customer") ? Optional.of(CUSTOMER) : Optional.empty();
    }

    @Override
    public List<EntityType> all() {
        return List.of(CUSTOMER);
    }

    @Override
    public Optional<CatalogRecord> find(String type, String id) {
        check();
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public List<CatalogRecord> page(String type, @Nullable String after, int limit) {
        check();
        return records.values().stream()
                .filter(record -> !record.deleted())
                .filter(record -> after == null || record.id().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public List<CatalogRecord> findByKey(String type, String key, Fields values) {
        check();
        return records.values().stream()
                .filter(record -> !record.deleted())
                .filter(record -> CUSTOMER.keysOf(record.fields()).equals(CUSTOMER.keysOf(values)))
                .toList();
    }

    @Override
    public CatalogRecord create(String type, Fields fields, String actor, String cause) {
        check();
        List<FieldError> errors = CUSTOMER.check(fields);
        if (!errors.isEmpty()) {
            throw new InvalidRecordException(type, errors);
        }
        String id = "id-%04d".formatted(records.size() + 1);
        return put(new CatalogRecord(
                type, id, 1, fields, NOW, NOW, CatalogRecord.LOCAL, actor, cause, Collections.emptySortedMap()));
    }

    @Override
    public CatalogRecord patch(
            String type, String id, Fields patch, @Nullable Long expectedVersion, String actor, String cause) {
        check();
        CatalogRecord before = living(id, expectedVersion);
        Fields after = before.fields();
        SortedMap<String, HistoryEntry.FieldChange> changes = new TreeMap<>();
        for (Map.Entry<String, Value> entry : patch.asMap().entrySet()) {
            Value next = entry.getValue() instanceof Value.Null ? null : entry.getValue();
            changes.put(
                    entry.getKey(), new HistoryEntry.FieldChange(before.fields().get(entry.getKey()), next));
            after = next == null ? after.without(entry.getKey()) : after.with(entry.getKey(), next);
        }
        long version = before.version() + 1;
        history.add(new HistoryEntry(id, version, NOW, CatalogRecord.LOCAL, actor, cause, changes, false));
        return put(new CatalogRecord(
                type, id, version, after, before.created(), NOW, CatalogRecord.LOCAL, actor, cause, before.origins()));
    }

    @Override
    public CatalogRecord delete(String type, String id, @Nullable Long expectedVersion, String actor, String cause) {
        check();
        return turned(living(id, expectedVersion), actor, cause, true, null);
    }

    @Override
    public CatalogRecord restore(String type, String id, @Nullable Long expectedVersion, String actor, String cause) {
        check();
        CatalogRecord before = present(id, expectedVersion);
        return before.deleted() ? turned(before, actor, cause, false, null) : before;
    }

    /** Makes one record a part of another. */
    void merge(String id, String into) {
        turned(living(id, null), "integration:shop", "merge", true, into);
    }

    private CatalogRecord living(String id, @Nullable Long expectedVersion) {
        if (present(id, null).deleted()) {
            throw error(ErrorCode.RECORD_DELETED);
        }
        return present(id, expectedVersion);
    }

    private CatalogRecord present(String id, @Nullable Long expectedVersion) {
        CatalogRecord record = records.get(id);
        if (record == null) {
            throw error(ErrorCode.RECORD_NOT_FOUND);
        }
        if (expectedVersion != null && expectedVersion != record.version()) {
            throw error(ErrorCode.VERSION_MISMATCH);
        }
        return record;
    }

    /** The next version, deleted or living. */
    private CatalogRecord turned(
            CatalogRecord before, String actor, String cause, boolean deleted, @Nullable String mergedInto) {
        long version = before.version() + 1;
        history.add(new HistoryEntry(
                before.id(), version, NOW, CatalogRecord.LOCAL, actor, cause, Collections.emptySortedMap(), deleted));
        return put(new CatalogRecord(
                before.type(),
                before.id(),
                version,
                before.fields(),
                before.created(),
                NOW,
                CatalogRecord.LOCAL,
                actor,
                cause,
                before.origins(),
                deleted,
                mergedInto));
    }

    @Override
    public List<HistoryEntry> history(String type, String id) {
        check();
        return List.copyOf(history);
    }

    private CatalogRecord put(CatalogRecord record) {
        records.put(record.id(), record);
        return record;
    }

    private void check() {
        if (failure != null) {
            throw failure;
        }
    }
}
