/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.StaleException;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.event.Lifecycle;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.EngineStore;
import io.bascule.engine.internal.write.EventData;
import io.bascule.engine.internal.write.News;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what becomes of integrations and bundles into the outbox, in the order in which it was told. Who tells never waits for
 * the store, which may be away just then: what it cannot take yet is kept and tried again. Thread-safe.
 */
public final class LifecycleOutbox implements Lifecycle {
    private static final Logger log = LoggerFactory.getLogger(LifecycleOutbox.class);

    /** More than any sane runtime tells while its store is away for an hour. */
    private static final int MOST_WAITING = 1_000;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final EngineStore store;
    private final Surroundings surroundings;
    private final News news;
    private final Deque<OutboxEvent> waiting = new ArrayDeque<>();
    private boolean underWay;

    LifecycleOutbox(EngineStore store, Surroundings surroundings, News news) {
        this.store = store;
        this.surroundings = surroundings;
        this.news = news;
    }

    @Override
    public void tell(Subject subject, String name, Event event, String detail) {
        Instant now = surroundings.clock().instant();
        Map<String, String> data = new LinkedHashMap<>();
        data.put("subject", subject.text());
        data.put("name", name);
        data.put("event", event.text());
        data.put("detail", detail);
        data.put("at", now.toString());
        keep(new OutboxEvent(
                surroundings.ids().next(),
                OutboxEvent.Kind.LIFECYCLE,
                subject == Subject.INTEGRATION ? name : null,
                subject.text(),
                name,
                0,
                now,
                event.text(),
                EventData.text(data)));
        if (subject == Subject.INTEGRATION) {
            news.integration(name, event.text());
        }
    }

    private void keep(OutboxEvent event) {
        synchronized (this) {
            if (waiting.size() == MOST_WAITING) {
                log.warn(
                        "More than {} events of life cycle wait for the store; the oldest is given up: {}",
                        MOST_WAITING,
                        waiting.removeFirst().data());
            }
            waiting.addLast(event);
            if (underWay) {
                return;
            }
            underWay = true;
        }
        surroundings.executor().execute(this::store);
    }

    private void store() {
        if (!flush()) {
            surroundings
                    .scheduler()
                    .after(
                            "life cycle",
                            TRY_AGAIN,
                            () -> surroundings.executor().execute(this::store));
        }
    }

    /**
     * Stores what was told so far, on the caller's thread. Called by the engine's own tasks, and once more when they have ended.
     *
     * @return whether nothing is left
     */
    boolean flush() {
        while (true) {
            OutboxEvent next;
            synchronized (this) {
                next = waiting.peekFirst();
                underWay = next != null;
            }
            if (next == null) {
                return true;
            }
            if (!isStored(next)) {
                return false;
            }
            synchronized (this) {
                waiting.remove(next);
            }
        }
    }

    private boolean isStored(OutboxEvent event) {
        try {
            return store.write(tx -> {
                tx.outbox().add(event);
                return true;
            });
        } catch (StaleException e) {
            // It is there already: the connection broke when it was committed.
            return true;
        } catch (BasculeException e) {
            log.debug(
                    "An event of life cycle cannot be stored now: {}",
                    e.problem().text());
            // The runtime that has taken over tells what becomes of its own integrations.
            return e.code() == ErrorCode.LEASE_LOST;
        } catch (RuntimeException e) {
            // Tried again like any other: nothing that goes wrong here may hold up what is told after it.
            log.warn("An event of life cycle cannot be stored; it is tried again", e);
            return false;
        }
    }
}
