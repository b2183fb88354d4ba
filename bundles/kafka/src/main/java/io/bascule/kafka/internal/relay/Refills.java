/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.sync.PresentVersions;
import io.bascule.api.sync.TopicRefill;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicWriter;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The refills that were asked for, one for each type. Asked by any thread, carried out by the relay's. */
public final class Refills implements TopicRefill {
    /** How many records are on their way at once. */
    public static final int DEFAULT_LIMIT = 500;

    private static final Logger log = LoggerFactory.getLogger(Refills.class);

    private final PresentVersions versions;
    private final Supplier<? extends Collection<String>> types;
    private final TopicNames names;
    private final CloudEvents cloudEvents;
    private final InstantSource clock;
    private final int limit;
    private final Runnable wake;
    private final Map<String, Refill> refills = new ConcurrentSkipListMap<>();

    /**
     * None yet.
     *
     * @param types names all entity types
     * @param limit how many records are on their way at once, 1 or more
     * @param wake called when there is something to do
     */
    public Refills(
            PresentVersions versions,
            Supplier<? extends Collection<String>> types,
            TopicNames names,
            InstantSource clock,
            int limit,
            Runnable wake) {
        this.versions = versions;
        this.types = types;
        this.names = names;
        this.cloudEvents = new CloudEvents(names);
        this.clock = clock;
        this.limit = limit;
        this.wake = wake;
    }

    @Override
    public synchronized Progress refill(String type) {
        if (!types.get().contains(type)) {
            throw problem(ErrorCode.NOT_FOUND, "There is no such entity type", type, "Look at the list of types.");
        }
        Refill before = refills.get(type);
        if (before != null && before.isRunning()) {
            throw problem(
                    ErrorCode.UNDER_WAY,
                    "The topic of this type is being filled",
                    type,
                    "Wait until it is done; " + before.progress().sent() + " records are in the topic.");
        }
        Refill fresh = new Refill(type, names.catalog(type), versions, cloudEvents, clock, limit);
        refills.put(type, fresh);
        log.info("Filling topic {} from the catalog", names.catalog(type));
        wake.run();
        return fresh.progress();
    }

    @Override
    public Optional<Progress> progress(String type) {
        return Optional.ofNullable(refills.get(type)).map(Refill::progress);
    }

    /** Whether one is about to send its first record, so that its topic may have to be made first. On the relay's thread. */
    public boolean begins() {
        return refills.values().stream().anyMatch(Refill::isFresh);
    }

    /**
     * Goes on with all of them. On the relay's thread.
     *
     * @return whether anything was sent
     * @throws BasculeException with {@code STORE_FAILED} if the catalog cannot be read now; nothing is lost by calling again
     */
    public boolean step(TopicWriter writer) {
        boolean sent = false;
        for (Refill refill : refills.values()) {
            sent |= refill.step(writer);
        }
        return sent;
    }

    private static BasculeException problem(ErrorCode code, String what, String type, String remedy) {
        return new BasculeException(new Problem(code, what, "type " + type, null, null, remedy));
    }
}
