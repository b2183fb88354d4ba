/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The product's own store of records, as programs use it. A call that returns has committed. Thread-safe.
 *
 * <p>Errors are {@link io.bascule.api.error.BasculeException}: {@code TYPE_INVALID} for an unknown type, {@code
 * RECORD_INVALID} (an {@link InvalidRecordException}) for fields that do not fit it, {@code RECORD_NOT_FOUND}, {@code
 * RECORD_DELETED}, {@code VERSION_MISMATCH}, {@code STORE_FAILED}.
 */
@ProviderType
public interface Catalog {
    /** The record of an id; a deleted one too, as its tombstone. */
    Optional<CatalogRecord> find(String type, String id);

    /**
     * Living records of a type in the order of their ids.
     *
     * @param after only ids after this one; null for the start
     * @param limit how many at the most, 1 to 1,000
     */
    List<CatalogRecord> page(String type, @Nullable String after, int limit);

    /**
     * Living records of a type that have the same match key as a value would give, in the order of ids.
     *
     * @param key the key's name, for example {@code "email"}
     * @param values the fields of which the key is made
     */
    List<CatalogRecord> findByKey(String type, String key, Fields values);

    /**
     * Creates a record.
     *
     * @param fields its values
     * @param actor who does it, for example {@code "token:shop"}
     * @param cause what for, for example {@code "rest"}
     * @return version 1
     */
    CatalogRecord create(String type, Fields fields, String actor, String cause);

    /**
     * Changes a record by a JSON merge patch (RFC 7396), but that lists with an item key are still replaced as a whole.
     *
     * @param patch values to set; {@link io.bascule.api.model.Value#ofNull()} takes a value away
     * @param expectedVersion the version that the caller saw; null to patch whatever version is there
     * @return the new version, or the present one if the patch changes nothing
     */
    CatalogRecord patch(
            String type, String id, Fields patch, @Nullable Long expectedVersion, String actor, String cause);

    /**
     * Deletes a record. It stays as a tombstone: its version grows, its values stay for {@link #restore}, its match keys are free.
     *
     * @param expectedVersion the version that the caller saw; null to delete whatever version is there
     * @return the tombstone
     */
    CatalogRecord delete(String type, String id, @Nullable Long expectedVersion, String actor, String cause);

    /**
     * Brings a deleted record back under its id, with the values that it had.
     *
     * @param expectedVersion the tombstone's version; null for whatever version is there
     * @return the new version, or the present one if the record is not deleted
     */
    CatalogRecord restore(String type, String id, @Nullable Long expectedVersion, String actor, String cause);

    /** The versions of a record, oldest first; of a deleted one too. */
    List<HistoryEntry> history(String type, String id);
}
