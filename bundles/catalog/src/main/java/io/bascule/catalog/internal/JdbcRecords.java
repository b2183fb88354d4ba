/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.Records;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.MatchKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tables bascule_record and bascule_record_key. */
final class JdbcRecords implements Records {
    /** Rows of bascule_key_lock: keys whose hashes fall together share a lock, which costs a wait and nothing else. */
    static final int LOCKS = 1024;

    private final Session session;
    private final Json json;
    private final JsonColumns columns;

    JdbcRecords(Session session, Json json, JsonColumns columns) {
        this.session = session;
        this.json = json;
        this.columns = columns;
    }

    @Override
    public Optional<CatalogRecord> find(String id) {
        return session.find("select * from bascule_record where id = ?", this::record, id);
    }

    @Override
    public List<CatalogRecord> page(String type, @Nullable String after, int limit) {
        return session.list(
                "select * from bascule_record where type_name = ? and deleted = false and id > ?"
                        + " order by type_name, deleted, id fetch first ? rows only",
                this::record,
                type,
                after == null ? "" : after,
                limit);
    }

    @Override
    public List<CatalogRecord> changedSince(String type, Instant since, @Nullable String afterId, int limit) {
        long from = Nanos.nearest(since);
        return session.list(
                "select * from bascule_record where type_name = ? and updated_at >= ? and (updated_at > ? or id > ?)"
                        + " order by type_name, updated_at, id fetch first ? rows only",
                this::record,
                type,
                from,
                from,
                afterId == null ? "" : afterId,
                limit);
    }

    @Override
    public List<String> findByKey(String type, MatchKey key) {
        return session.list(
                "select record_id from bascule_record_key where type_name = ? and key_name = ? and key_text = ?"
                        + " order by type_name, key_name, key_text, record_id",
                row -> row.text("record_id"),
                type,
                key.name(),
                key.value());
    }

    @Override
    public void lockKeys(String type, SortedSet<MatchKey> keys) {
        Set<Integer> locks = new TreeSet<>();
        for (MatchKey key : keys) {
            int hash = (31 * type.hashCode() + key.name().hashCode()) * 31
                    + key.value().hashCode();
            locks.add(Math.floorMod(hash, LOCKS));
        }
        for (int lock : locks) {
            session.list("select lock_id from bascule_key_lock where lock_id = ? for update", row -> lock, lock);
        }
    }

    @Override
    public void insert(CatalogRecord record, SortedSet<MatchKey> keys) {
        if (record.version() != 1) {
            throw new IllegalArgumentException("A new record has version 1; found " + record.version());
        }
        session.update(
                "record " + record.id(),
                "insert into bascule_record (id, type_name, version, fields, origins, created_at, updated_at, origin, actor,"
                        + " cause, deleted, merged_into) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                record.id(),
                record.type(),
                record.version(),
                json.write(record.fields()),
                columns.origins(record.origins()),
                record.created(),
                record.updated(),
                record.origin(),
                record.actor(),
                record.cause(),
                record.deleted(),
                record.mergedInto());
        keys.forEach(key -> insertKey(record, key));
    }

    @Override
    public void update(CatalogRecord record, SortedSet<MatchKey> keys) {
        session.updateOne(
                "record " + record.id() + ", version " + (record.version() - 1),
                "update bascule_record set type_name = ?, version = ?, fields = ?, origins = ?, created_at = ?, updated_at = ?,"
                        + " origin = ?, actor = ?, cause = ?, deleted = ?, merged_into = ? where id = ? and version = ?",
                record.type(),
                record.version(),
                json.write(record.fields()),
                columns.origins(record.origins()),
                record.created(),
                record.updated(),
                record.origin(),
                record.actor(),
                record.cause(),
                record.deleted(),
                record.mergedInto(),
                record.id(),
                record.version() - 1);
        Set<MatchKey> present = new HashSet<>(session.list(
                "select key_name, key_text from bascule_record_key where record_id = ?",
                row -> new MatchKey(row.text("key_name"), row.text("key_text")),
                record.id()));
        for (MatchKey key : keys) {
            if (!present.remove(key)) {
                insertKey(record, key);
            }
        }
        present.forEach(key -> deleteKey(record, key));
    }

    @Override
    public long count(String type) {
        return session.number("select count(*) from bascule_record where type_name = ? and deleted = false", type);
    }

    private void insertKey(CatalogRecord record, MatchKey key) {
        session.update(
                "key of record " + record.id(),
                "insert into bascule_record_key (type_name, key_name, key_text, record_id) values (?, ?, ?, ?)",
                record.type(),
                key.name(),
                key.value(),
                record.id());
    }

    private void deleteKey(CatalogRecord record, MatchKey key) {
        session.update(
                "key of record " + record.id(),
                "delete from bascule_record_key where record_id = ? and key_name = ? and key_text = ?",
                record.id(),
                key.name(),
                key.value());
    }

    private CatalogRecord record(Row row) throws SQLException {
        return new CatalogRecord(
                row.text("type_name"),
                row.text("id"),
                row.number("version"),
                json.readFields(row.text("fields")),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.text("origin"),
                row.text("actor"),
                row.text("cause"),
                columns.origins(row.text("origins")),
                row.flag("deleted"),
                row.textOrNull("merged_into"));
    }
}
