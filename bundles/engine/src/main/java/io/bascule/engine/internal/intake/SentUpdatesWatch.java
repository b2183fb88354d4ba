/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.intake;

import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.map.Mapping;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long updates are kept for the change stream to tell what they replaced: until it has been read to its end at a moment
 * that lies after the last one at which the update may have been applied, by the stream's declared lag. Their age means
 * nothing: a stream that is not read for a week tells of them after a week. Thread-safe.
 */
final class SentUpdatesWatch {
    private static final Logger log = LoggerFactory.getLogger(SentUpdatesWatch.class);

    private final EngineStore store;
    private final Surroundings surroundings;

    SentUpdatesWatch(EngineStore store, Surroundings surroundings) {
        this.store = store;
        this.surroundings = surroundings;
    }

    /**
     * The stream has been read to its end.
     *
     * @param began when the read of its last page began, by our clock
     */
    void passed(Mapping mapping, Instant began) {
        TypeCapabilities capabilities = mapping.capabilities();
        String type = mapping.type().name();
        if (!capabilities.changesTellReplaced()
                || store.read(tx -> tx.sentUpdates().count(mapping.integration(), type)) == 0) {
            return;
        }
        Instant visible = began.minus(capabilities.listLag());
        Instant now = surroundings.clock().instant();
        store.write(tx -> {
            tx.sentUpdates().deleteSettled(mapping.integration(), type, visible);
            tx.sentUpdates().settle(mapping.integration(), type, now);
            return null;
        });
    }

    /**
     * A part of the stream will never be read.
     *
     * @return of how many updates it might have told
     */
    int skipped(Mapping mapping) {
        String type = mapping.type().name();
        Instant now = surroundings.clock().instant();
        int unread = store.write(tx -> {
            tx.sentUpdates().settle(mapping.integration(), type, now);
            return tx.sentUpdates().deleteSettled(mapping.integration(), type, now);
        });
        if (unread > 0) {
            log.warn(
                    "{} of {}: what {} updates replaced is not known, because the stream could not be read on",
                    mapping.externalType(),
                    mapping.integration(),
                    unread);
        }
        return unread;
    }
}
