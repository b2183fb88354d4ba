/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.sync;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** How synchronisation stands. Read by doors, never by decisions. Thread-safe. */
@ProviderType
public interface SyncStatus {
    /** All configured integrations, by name. */
    List<Integration> integrations();

    /** The configured integration of a name; empty if there is none. */
    Optional<Integration> integration(String name);

    /** The updates of an integration's connector, the latest first; what bad versions had written included. */
    List<ConnectorUpdate> updates(String integration, int limit);

    /** Work that is not done, in the order of link ids; see {@link io.bascule.api.catalog.WorkQueue#page}. */
    List<Work> work(@Nullable String integration, Work.@Nullable State state, @Nullable String after, int limit);

    /** Conflicts in the order of their ids, after an id; see {@link io.bascule.api.catalog.Conflicts#page}. */
    List<Conflict> conflicts(Conflict.@Nullable Winner winner, @Nullable String after, int limit);

    /** The links of a record. */
    List<Link> links(String recordId);

    /** The link of an id; empty if there is none. */
    Optional<Link> link(String linkId);

    /** What is committed and not yet acknowledged by Kafka. It grows while no broker is there, and shrinks by itself after. */
    Unsent unsent();

    /**
     * Events in the outbox.
     *
     * @param events how many
     * @param since when the oldest of them was committed; null if there is none
     */
    record Unsent(long events, @Nullable Instant since) {}

    /**
     * One integration.
     *
     * @param name its name
     * @param kind its connector's kind
     * @param connectorVersion the version of the connector that serves it; null while there is none
     * @param state where it stands
     * @param detail the same for people, with what to do if something is to be done
     * @param since when it came to stand so
     * @param links its links by state, and work by state: {@code linked}, {@code new}, {@code ready}, {@code parked}, ...
     * @param effects how many effects it has had since the runtime started
     * @param overwritten how many edits of others its updates replaced unread since then; each is kept as a conflict
     * @param unwatched of how many of its updates nothing tells what they replaced: those on types with neither a precondition
     *     nor a change stream that tells it, and those of which the stream could no longer be read
     * @param update the latest update of its connector, which may be under way; null if there was none
     * @param rollback the latest update that was taken back, with its reason; null if none was
     */
    record Integration(
            String name,
            String kind,
            @Nullable String connectorVersion,
            State state,
            String detail,
            Instant since,
            SortedMap<String, Long> links,
            long effects,
            long overwritten,
            long unwatched,
            @Nullable ConnectorUpdate update,
            @Nullable ConnectorUpdate rollback) {}

    /** Where an integration stands. */
    enum State {
        /** Its settings say so. */
        DISABLED,
        /** No connector of its kind is there: paused with everything kept. */
        CONNECTOR_MISSING,
        /** Its settings are wrong. */
        MISCONFIGURED,
        /** Not tried yet. */
        STARTING,
        /** At work. */
        ONLINE,
        /** Its connector is just being exchanged for another version of it; goes on by itself within seconds. */
        SWAPPING,
        /** The system does not answer; tried again by itself. */
        OFFLINE,
        /** The system refuses our credentials: paused until somebody acts. */
        DENIED
    }
}
