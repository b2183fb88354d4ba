/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.MatchKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The table of records and their match keys. */
@ProviderType
public interface Records {
    /** The record of an id, whatever its type, deleted or not. */
    Optional<CatalogRecord> find(String id);

    /**
     * Living records of a type in the order of their ids.
     *
     * @param after only ids after this one; null for the start
     * @param limit how many at the most
     */
    List<CatalogRecord> page(String type, @Nullable String after, int limit);

    /**
     * Records of a type, deleted ones too, in the order of (updated, id), from a moment on.
     *
     * @param since the earliest {@code updated}, inclusive
     * @param afterId of those with {@code updated} equal to {@code since} only ids after this one; null for all of them
     */
    List<CatalogRecord> changedSince(String type, Instant since, @Nullable String afterId, int limit);

    /** The ids of records of a type that have this key, in order. */
    List<String> findByKey(String type, MatchKey key);

    /**
     * Locks keys until the end of the transaction, in their order, whether or not a record has them: two transactions that
     * match by the same key run one after the other.
     */
    void lockKeys(String type, SortedSet<MatchKey> keys);

    /**
     * Adds version 1 of a record.
     *
     * @param keys its match keys
     * @throws StaleException if the id is taken
     */
    void insert(CatalogRecord record, SortedSet<MatchKey> keys);

    /**
     * Replaces a record by its next version.
     *
     * @param record its version is one more than that of the row
     * @param keys its match keys, replacing the old
     * @throws StaleException if the row is not at the version before
     */
    void update(CatalogRecord record, SortedSet<MatchKey> keys);

    /** How many living records of a type there are. */
    long count(String type);
}
