/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.sync;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Fills the topic of an entity type from the catalog, after the topic was lost or emptied. Every call returns at once.
 * Thread-safe.
 */
@ProviderType
public interface TopicRefill {
    /**
     * Begins to send the present version of every record of a type to the topic of that type, and to no other. Changes go on
     * meanwhile; the last version of a record in the topic is always the last of the record. A restart of the runtime ends it
     * half-way; it can be begun again.
     *
     * @param type for example {@code "customer"}
     * @throws io.bascule.api.error.BasculeException with {@code NOT_FOUND} if there is no such type, {@code UNDER_WAY} if its topic
     *     is being filled already, {@code NOT_RUNNING} if there is no Kafka to send to
     */
    Progress refill(String type);

    /** How far the last refill of a type has come since the runtime started; empty if there was none. */
    Optional<Progress> progress(String type);

    /** Where a refill stands. */
    enum State {
        /** Under way; while Kafka is away it waits. */
        RUNNING,
        /** Every record is in the topic. */
        DONE,
        /** Given up after many failures. */
        FAILED
    }

    /**
     * How far a refill has come.
     *
     * @param topic for example {@code "bascule.catalog.customer"}
     * @param sent how many records are safe in the topic
     * @param ended null while it is under way
     * @param detail why it failed; null if it did not
     */
    record Progress(
            String type,
            String topic,
            State state,
            long sent,
            Instant began,
            @Nullable Instant ended,
            @Nullable String detail) {}
}
