/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What changed in each version of each record; only ever added to. */
@ProviderType
public interface History {
    /** Adds the entry of a version. */
    void add(HistoryEntry entry);

    /** The entries of a record, oldest first. */
    List<HistoryEntry> of(String recordId);

    /** How many entries there are in all. */
    long count();
}
