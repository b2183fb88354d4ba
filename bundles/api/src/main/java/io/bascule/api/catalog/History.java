/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What changed in each version of each record. Added to, and taken away only when it is older than anybody wants to know. */
@ProviderType
public interface History {
    /** Adds the entry of a version. */
    void add(HistoryEntry entry);

    /** The entries of a record, oldest first. */
    List<HistoryEntry> of(String recordId);

    /**
     * The records with entries from before a moment, in the order of their ids.
     *
     * @param after a record's id; null for the first page
     */
    List<String> recordsBefore(Instant moment, @Nullable String after, int limit);

    /** The versions of a record's entries from before a moment, the lowest first. */
    List<Long> versionsBefore(String recordId, Instant moment, int limit);

    /** Takes away the entries of these versions; those that are not there are ignored. */
    void delete(String recordId, Collection<Long> versions);

    /** How many entries there are in all. */
    long count();
}
