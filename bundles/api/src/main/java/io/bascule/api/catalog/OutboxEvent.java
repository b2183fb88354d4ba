/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A committed event on its way to Kafka.
 *
 * @param id a UUID of version 7, assigned by the application
 * @param kind which family of topics it goes to
 * @param integration the integration that it is about, if it is about one; null for {@link Kind#RECORD}, which goes to the
 *     topic of its type and to that of every integration whose mapping sends the type out
 * @param type the entity type; for {@link Kind#LIFECYCLE} {@code integration} or {@code bundle}
 * @param key the Kafka key: record id, or external id for {@link Kind#INBOUND} and where there is no record;
 *     the name for {@link Kind#LIFECYCLE}
 * @param version the record's version; 0 where none is concerned
 * @param created when it was made, by the catalog's clock
 * @param event the action for people and filters: {@code created}, {@code updated}, ...
 * @param data the event's data as JSON text
 */
public record OutboxEvent(
        String id,
        Kind kind,
        @Nullable String integration,
        String type,
        String key,
        long version,
        Instant created,
        String event,
        String data) {
    /** The families of topics. */
    public enum Kind {
        /** A committed version of a record. */
        RECORD,
        /** A change accepted from a system. */
        INBOUND,
        /** An effect on a system and its outcome. */
        EFFECT,
        /** Work that is parked, or parked no more. */
        DEAD_LETTER,
        /** What became of an integration or a bundle. */
        LIFECYCLE
    }
}
