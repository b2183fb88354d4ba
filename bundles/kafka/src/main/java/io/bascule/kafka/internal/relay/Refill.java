/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.sync.PresentVersions;
import io.bascule.api.sync.TopicRefill.Progress;
import io.bascule.api.sync.TopicRefill.State;
import io.bascule.kafka.internal.log.TopicRecord;
import io.bascule.kafka.internal.log.TopicWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the topic of one type, a page at a time: the next one is read when all of the last one is acknowledged, and one of which
 * a send failed is read again. It runs on the relay's thread: what it reads is sent before the relay reads the outbox again, so
 * nothing newer can be in the topic already.
 */
final class Refill {
    private static final Logger log = LoggerFactory.getLogger(Refill.class);
    private static final int MOST_FAILURES = 10;

    private final String type;
    private final String topic;
    private final PresentVersions versions;
    private final CloudEvents cloudEvents;
    private final InstantSource clock;
    private final int limit;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private List<OutboxEvent> page = List.of();
    private @Nullable String after;
    private int failures;
    private boolean begun;
    private volatile Progress progress;

    /** @param limit how many records a page has */
    Refill(
            String type,
            String topic,
            PresentVersions versions,
            CloudEvents cloudEvents,
            InstantSource clock,
            int limit) {
        this.type = type;
        this.topic = topic;
        this.versions = versions;
        this.cloudEvents = cloudEvents;
        this.clock = clock;
        this.limit = limit;
        this.progress = new Progress(type, topic, State.RUNNING, 0, clock.instant(), null, null);
    }

    /** How far it has come; on any thread. */
    Progress progress() {
        return progress;
    }

    boolean isRunning() {
        return progress.state() == State.RUNNING;
    }

    /** Whether nothing was sent yet. */
    boolean isFresh() {
        return isRunning() && !begun;
    }

    /**
     * Sends the next page if all of the last one came to its end.
     *
     * @return whether it sent anything
     */
    boolean step(TopicWriter writer) {
        begun = true;
        if (!isRunning() || open.get() > 0) {
            return false;
        }
        if (!page.isEmpty() && !turnPage()) {
            return false;
        }
        page = versions.of(type, after, limit);
        if (page.isEmpty()) {
            end(State.DONE, null);
            return false;
        }
        List<TopicRecord> records = page.stream()
                .flatMap(event -> cloudEvents.render(event, List.of()).stream())
                .toList();
        open.set(records.size());
        for (TopicRecord record : records) {
            writer.send(record, reason -> {
                if (reason != null) {
                    failure.compareAndSet(null, reason);
                }
                open.decrementAndGet();
            });
        }
        return true;
    }

    /** Takes in how the page fared; false if it has to be sent again, which is left to the next step. */
    private boolean turnPage() {
        Exception reason = failure.getAndSet(null);
        if (reason != null) {
            page = List.of();
            failures++;
            if (failures == MOST_FAILURES) {
                end(State.FAILED, String.valueOf(reason.getMessage()));
            }
            return false;
        }
        failures = 0;
        after = page.get(page.size() - 1).key();
        Progress so = progress;
        progress = new Progress(type, topic, State.RUNNING, so.sent() + page.size(), so.began(), null, null);
        return true;
    }

    private void end(State state, @Nullable String detail) {
        Progress so = progress;
        Instant now = clock.instant();
        progress = new Progress(type, topic, state, so.sent(), so.began(), now, detail);
        if (state == State.DONE) {
            log.info("Topic {} has the present version of all {} records", topic, so.sent());
        } else {
            log.error("Filling topic {} was given up after {} records: {}", topic, so.sent(), detail);
        }
    }
}
