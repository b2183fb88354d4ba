/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The right to run, held by one runtime at a time. Its epoch grows with each new holder. */
@ProviderType
public interface Leases {
    /**
     * Takes a lease that is free, over or one's own.
     *
     * @param name for example {@code "engine"}
     * @param holder tells one start of a runtime from another, for example a UUID
     * @param lifetime how long it lasts unless taken again
     * @return the epoch: the same while the holder is the same, one more for a new holder; empty if another one holds it
     */
    Optional<Long> acquire(String name, String holder, Instant now, Duration lifetime);

    /** The epoch of a lease; 0 if nobody ever held it. */
    long epoch(String name);

    /** Gives a lease back, if this holder has it. */
    void release(String name, String holder);
}
