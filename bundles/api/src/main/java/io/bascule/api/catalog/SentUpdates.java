/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The table of updates that may have replaced what nobody had read. */
@ProviderType
public interface SentUpdates {
    /** The update of a key. */
    Optional<SentUpdate> find(String integration, String key);

    /** Stores an update, over one of the same key if there is one. */
    void put(SentUpdate update);

    /**
     * Forgets updates stored before a moment.
     *
     * @return how many there were
     */
    int deleteBefore(Instant moment);
}
