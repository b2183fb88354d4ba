/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.intake;

import io.bascule.api.catalog.ConnectorBinding;
import io.bascule.api.catalog.StoreTransaction;
import io.bascule.api.catalog.StoredPosition;
import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes;
import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.Lists;
import io.bascule.api.connector.Position;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.integration.Integration;
import io.bascule.engine.internal.integration.ReadTimes;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a system's stream of changes, and lists everything at the start and after a long absence. The position in the stream
 * is taken before the listing begins, so that nothing falls between the two. Thread-safe for different mappings.
 */
public final class Poller {
    private static final Logger log = LoggerFactory.getLogger(Poller.class);
    private static final int PAGE = 200;

    /** Pages read in one go; then others get their turn. */
    private static final int MOST_PAGES = 20;

    /** A position this near to the end of the system's memory is not trusted. */
    private static final Duration RETENTION_MARGIN = Duration.ofHours(1);

    private static final Position LIST_START = new Position(0, "");

    private final EngineStore store;
    private final Surroundings surroundings;
    private final Intake intake;
    private final SentUpdatesWatch sentUpdates;
    private final Census census;

    public Poller(EngineStore store, Surroundings surroundings, Intake intake) {
        this.store = store;
        this.surroundings = surroundings;
        this.intake = intake;
        this.sentUpdates = new SentUpdatesWatch(store, surroundings);
        this.census = new Census(store, surroundings, intake);
    }

    /**
     * Reads what is new for one mapping.
     *
     * @return whether more is known to be there
     * @throws BasculeException if a call or the store failed; the position stays where it was
     */
    public boolean poll(Integration integration, Mapping mapping) {
        boolean more = false;
        if (integration.connector() instanceof Changes changes) {
            more = changes(integration, mapping, changes);
        } else if (position(mapping, "list:").isEmpty()) {
            begin(integration, mapping, null);
        }
        if (integration.connector() instanceof Lists lists) {
            more |= list(integration, mapping, lists);
        }
        return more;
    }

    /** A stream that keeps silent about deletes is helped out by a list from time to time. */
    private boolean isCensusDue(Integration integration, Mapping mapping) {
        return !mapping.capabilities().changesTellDeletes()
                && integration.connector() instanceof Lists
                && position(mapping, "list:").isEmpty()
                && census.isDue(mapping, integration.pace().censusInterval());
    }

    private boolean changes(Integration integration, Mapping mapping, Changes changes) {
        Optional<StoredPosition> stored = position(mapping, "changes:");
        if (stored.isEmpty() || isTooOld(mapping, stored.get())) {
            beginAnew(integration, mapping, changes);
            return true;
        }
        Position position = stored.get().position();
        Instant begun =
                integration.readTimes().streamBegins(surroundings.clock().instant());
        for (int page = 0; page < MOST_PAGES; page++) {
            surroundings.faults().hit(Failpoint.POLL_BEFORE_FETCH);
            long stamp = integration.sequence().next();
            Instant seenAt = surroundings.clock().instant();
            ChangePage read;
            try {
                read = changes.changes(mapping.externalType(), position, PAGE);
            } catch (BasculeException e) {
                if (e.code() != ErrorCode.CURSOR_EXPIRED) {
                    throw e;
                }
                log.warn(
                        "{} of {}: the position in the stream has expired; everything is listed once more",
                        mapping.externalType(),
                        mapping.integration());
                beginAnew(integration, mapping, changes);
                return true;
            }
            surroundings.faults().hit(Failpoint.POLL_AFTER_FETCH);
            if (!read.changes().isEmpty() || !read.next().equals(position)) {
                int overwritten = store.write(tx -> {
                    stillBound(tx, integration);
                    int found = intake.seen(tx, mapping, read.changes(), stamp, seenAt);
                    surroundings.faults().hit(Failpoint.CURSOR_BEFORE_SAVE);
                    save(tx, mapping, "changes:", read.next());
                    return found;
                });
                integration.counts().overwritten(overwritten);
            }
            position = read.next();
            if (!read.more()) {
                sentUpdates.passed(mapping, seenAt);
                Instant from =
                        position(mapping, "begun:").map(StoredPosition::at).orElse(Instant.EPOCH);
                integration.readTimes().streamRead(mapping.type().name(), new ReadTimes.Stream(from, begun));
                if (isCensusDue(integration, mapping)) {
                    begin(integration, mapping, null);
                }
                return false;
            }
        }
        return true;
    }

    private boolean isTooOld(Mapping mapping, StoredPosition stored) {
        Duration retention = mapping.capabilities().streamRetention();
        return retention != null
                && stored.at()
                        .plus(retention)
                        .minus(RETENTION_MARGIN)
                        .isBefore(surroundings.clock().instant());
    }

    /** What lies between the old position and the new one is never read. */
    private void beginAnew(Integration integration, Mapping mapping, Changes changes) {
        begin(integration, mapping, changes.latest(mapping.externalType()));
        integration.counts().unwatched(sentUpdates.skipped(mapping));
    }

    /** Takes a position in the stream and starts to list everything. */
    private void begin(Integration integration, Mapping mapping, @Nullable Position latest) {
        store.write(tx -> {
            stillBound(tx, integration);
            if (latest != null) {
                save(tx, mapping, "changes:", latest);
                save(tx, mapping, "begun:", latest);
            }
            save(tx, mapping, "list:", LIST_START);
            return null;
        });
    }

    private boolean list(Integration integration, Mapping mapping, Lists lists) {
        Optional<StoredPosition> stored = position(mapping, "list:");
        if (stored.isEmpty()) {
            return false;
        }
        @Nullable
        Position from =
                stored.get().position().equals(LIST_START) ? null : stored.get().position();
        if (from == null) {
            census.begins(mapping);
        }
        for (int page = 0; page < MOST_PAGES; page++) {
            long stamp = integration.sequence().next();
            Instant seenAt = surroundings.clock().instant();
            Lists.Page read;
            try {
                read = lists.list(mapping.externalType(), from, PAGE);
            } catch (BasculeException e) {
                if (e.code() != ErrorCode.CURSOR_EXPIRED) {
                    throw e;
                }
                census.begins(mapping);
                read = lists.list(mapping.externalType(), null, PAGE);
            }
            Lists.Page listed = read;
            census.seen(mapping, listed.objects());
            store.write(tx -> {
                stillBound(tx, integration);
                intake.seen(
                        tx, mapping, listed.objects().stream().map(Change::of).toList(), stamp, seenAt);
                surroundings.faults().hit(Failpoint.CURSOR_BEFORE_SAVE);
                if (listed.next() == null) {
                    tx.positions()
                            .delete(
                                    mapping.integration(),
                                    "list:" + mapping.type().name());
                } else {
                    save(tx, mapping, "list:", listed.next());
                }
                return null;
            });
            from = read.next();
            if (from == null) {
                int suspected = census.ends(integration, mapping);
                log.debug(
                        "{} of {}: everything is listed; {} may be deleted",
                        mapping.externalType(),
                        mapping.integration(),
                        suspected);
                return false;
            }
        }
        return true;
    }

    /** A call of a build that was replaced meanwhile may come back late: the positions are no longer its own. */
    private static void stillBound(StoreTransaction tx, Integration integration) {
        Optional<ConnectorBinding> binding = tx.connectorUpdates().binding(integration.name());
        if (binding.isPresent() && !binding.get().version().equals(integration.connectorVersion())) {
            throw new BasculeException(new Problem(
                    ErrorCode.NOT_RUNNING,
                    "Another version of the connector has taken over",
                    "integration " + integration.name(),
                    "version " + integration.connectorVersion(),
                    "version " + binding.get().version(),
                    "Nothing; the other one reads on from its own position."));
        }
    }

    private Optional<StoredPosition> position(Mapping mapping, String stream) {
        return store.read(tx -> tx.positions()
                .find(mapping.integration(), stream + mapping.type().name()));
    }

    private void save(StoreTransaction tx, Mapping mapping, String stream, Position position) {
        tx.positions()
                .save(new StoredPosition(
                        mapping.integration(),
                        stream + mapping.type().name(),
                        position,
                        surroundings.clock().instant(),
                        store.epoch()));
    }
}
