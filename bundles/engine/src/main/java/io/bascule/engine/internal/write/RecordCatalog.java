/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.write;

import io.bascule.api.catalog.Catalog;
import io.bascule.api.catalog.CatalogStore;
import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalog as programs use it, over the store. Thread-safe. */
public final class RecordCatalog implements Catalog {
    private static final int LONGEST_PAGE = 1_000;

    private final CatalogStore store;
    private final EntityTypes types;
    private final RecordWriter writer;
    private final Surroundings surroundings;
    private final News news;

    public RecordCatalog(
            CatalogStore store, EntityTypes types, RecordWriter writer, Surroundings surroundings, News news) {
        this.store = store;
        this.types = types;
        this.writer = writer;
        this.surroundings = surroundings;
        this.news = news;
    }

    @Override
    public Optional<CatalogRecord> find(String type, String id) {
        type(type);
        return store.read(tx -> tx.records().find(id))
                .filter(record -> record.type().equals(type));
    }

    @Override
    public List<CatalogRecord> page(String type, @Nullable String after, int limit) {
        type(type);
        int bounded = Math.max(1, Math.min(limit, LONGEST_PAGE));
        return store.read(tx -> tx.records().page(type, after, bounded));
    }

    @Override
    public List<CatalogRecord> findByKey(String type, String key, Fields values) {
        EntityType entityType = type(type);
        KeyDefinition definition = entityType.keys().stream()
                .filter(candidate -> candidate.name().equals(key))
                .findFirst()
                .orElseThrow(() -> new BasculeException(new Problem(
                        ErrorCode.RECORD_INVALID,
                        "Unknown match key",
                        "type " + type,
                        "one of "
                                + entityType.keys().stream()
                                        .map(KeyDefinition::name)
                                        .toList(),
                        key,
                        "Ask by a key of the type.")));
        MatchKey matchKey = MatchKey.of(definition, values);
        if (matchKey == null) {
            return List.of();
        }
        return store.read(tx -> tx.records().findByKey(type, matchKey).stream()
                .flatMap(id -> tx.records().find(id).stream())
                .toList());
    }

    @Override
    public CatalogRecord create(String type, Fields fields, String actor, String cause) {
        EntityType entityType = type(type);
        CatalogRecord created = store.write(tx -> {
            tx.records().lockKeys(type, entityType.keysOf(fields));
            return writer.insert(tx, entityType, fields, local(actor, cause));
        });
        surroundings.faults().hit(Failpoint.MERGE_AFTER_COMMIT);
        news.recordCommitted(created);
        return created;
    }

    @Override
    public CatalogRecord patch(
            String type, String id, Fields patch, @Nullable Long expectedVersion, String actor, String cause) {
        EntityType entityType = type(type);
        boolean[] changed = {false};
        CatalogRecord patched = store.write(tx -> {
            CatalogRecord current = living(tx, type, id, expectedVersion);
            CatalogRecord next =
                    writer.update(tx, entityType, current, merged(current.fields(), patch), local(actor, cause));
            changed[0] = next.version() != current.version();
            return next;
        });
        surroundings.faults().hit(Failpoint.MERGE_AFTER_COMMIT);
        if (changed[0]) {
            news.recordCommitted(patched);
        }
        return patched;
    }

    @Override
    public CatalogRecord delete(String type, String id, @Nullable Long expectedVersion, String actor, String cause) {
        EntityType entityType = type(type);
        CatalogRecord tombstone = store.write(
                tx -> writer.delete(tx, entityType, living(tx, type, id, expectedVersion), local(actor, cause), null));
        surroundings.faults().hit(Failpoint.MERGE_AFTER_COMMIT);
        news.recordCommitted(tombstone);
        return tombstone;
    }

    @Override
    public CatalogRecord restore(String type, String id, @Nullable Long expectedVersion, String actor, String cause) {
        EntityType entityType = type(type);
        boolean[] changed = {false};
        CatalogRecord restored = store.write(tx -> {
            CatalogRecord current = present(tx, type, id, expectedVersion);
            changed[0] = current.deleted();
            if (!current.deleted()) {
                return current;
            }
            tx.records().lockKeys(type, entityType.keysOf(current.fields()));
            return writer.update(tx, entityType, current, current.fields(), local(actor, cause));
        });
        surroundings.faults().hit(Failpoint.MERGE_AFTER_COMMIT);
        if (changed[0]) {
            news.recordCommitted(restored);
        }
        return restored;
    }

    private static CatalogRecord living(StoreTransaction tx, String type, String id, @Nullable Long expectedVersion) {
        CatalogRecord record = present(tx, type, id, null);
        if (record.deleted()) {
            throw new BasculeException(new Problem(
                    ErrorCode.RECORD_DELETED,
                    "The record is deleted",
                    type + " " + id,
                    "a living record",
                    record.mergedInto() == null
                            ? "deleted at " + record.updated() + " by " + record.actor()
                            : "merged into " + record.mergedInto(),
                    record.mergedInto() == null ? "Restore it first." : "Use the record that took it over."));
        }
        return present(tx, type, id, expectedVersion);
    }

    private static CatalogRecord present(StoreTransaction tx, String type, String id, @Nullable Long expectedVersion) {
        CatalogRecord current = tx.records()
                .find(id)
                .filter(record -> record.type().equals(type))
                .orElseThrow(() -> notFound(type, id));
        if (expectedVersion != null && expectedVersion != current.version()) {
            throw new BasculeException(new Problem(
                    ErrorCode.VERSION_MISMATCH,
                    "The record has changed since it was read",
                    type + " " + id,
                    "version " + expectedVersion,
                    "version " + current.version(),
                    "Read it again and repeat the change on what you find."));
        }
        return current;
    }

    @Override
    public List<HistoryEntry> history(String type, String id) {
        type(type);
        return store.read(tx -> {
            if (tx.records()
                    .find(id)
                    .filter(record -> record.type().equals(type))
                    .isEmpty()) {
                throw notFound(type, id);
            }
            return tx.history().of(id);
        });
    }

    /** RFC 7396: null takes away, structures are merged, everything else is replaced. */
    private static Fields merged(Fields target, Fields patch) {
        Fields result = target;
        for (Map.Entry<String, Value> entry : patch.asMap().entrySet()) {
            Value value = entry.getValue();
            if (value instanceof Value.Null) {
                result = result.without(entry.getKey());
            } else if (value instanceof Value.Struct struct) {
                Fields inner = result.get(entry.getKey()) instanceof Value.Struct old ? old.fields() : Fields.EMPTY;
                result = result.with(entry.getKey(), new Value.Struct(merged(inner, struct.fields())));
            } else {
                result = result.with(entry.getKey(), value);
            }
        }
        return result;
    }

    private Change local(String actor, String cause) {
        Instant now = surroundings.clock().instant();
        return new Change(CatalogRecord.LOCAL, actor, cause, now, now);
    }

    private EntityType type(String name) {
        return types.find(name)
                .orElseThrow(() -> new BasculeException(new Problem(
                        ErrorCode.TYPE_INVALID,
                        "Unknown entity type",
                        "catalog",
                        "one of " + types.all().stream().map(EntityType::name).toList(),
                        name,
                        "Use a known type or add its document to etc/types.")));
    }

    private static BasculeException notFound(String type, String id) {
        return new BasculeException(new Problem(
                ErrorCode.RECORD_NOT_FOUND,
                "No such record",
                type,
                null,
                id,
                "Check the id; ids are listed under the type."));
    }
}
