/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Work.State;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.lane.WorkRows.Delay;
import io.bascule.engine.internal.write.News;
import io.bascule.engine.internal.write.RecordWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every step of a lane needs. Thread-safe. */
final class LaneServices {
    private static final Logger log = LoggerFactory.getLogger(LaneServices.class);

    private final EngineStore store;
    private final Surroundings surroundings;
    private final RecordWriter writer;
    private final News news;
    private final Backoff backoff;
    private final Instant started;

    LaneServices(EngineStore store, Surroundings surroundings, RecordWriter writer, News news) {
        this.store = store;
        this.surroundings = surroundings;
        this.writer = writer;
        this.news = news;
        this.backoff = new Backoff(surroundings.random());
        this.started = surroundings.clock().instant();
    }

    EngineStore store() {
        return store;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    RecordWriter writer() {
        return writer;
    }

    News news() {
        return news;
    }

    Instant now() {
        return surroundings.clock().instant();
    }

    /** When this engine started. */
    Instant started() {
        return started;
    }

    boolean planted(String mistake) {
        return surroundings.faults().planted(mistake);
    }

    /** Puts work off in a transaction of its own. */
    Step postpone(Job job, Delay delay) {
        store.write(tx -> {
            WorkRows.postpone(tx, job.work(), delay, now(), store.epoch());
            return null;
        });
        tell(job, delay);
        return Step.DONE;
    }

    /** Says in the log what became of work that was put off. */
    void tell(Job job, Delay delay) {
        if (delay.state() == State.PARKED || delay.state() == State.PARKED_FOR_PERSON) {
            log.warn("{} parked: {}", subject(job), delay.reason());
        } else {
            log.debug("{} put off until {}: {}", subject(job), delay.until(), delay.reason());
        }
    }

    /** For logs: which link, by what people know. */
    static String subject(Job job) {
        return job.link().type() + " "
                + (job.link().recordId() == null
                        ? job.link().externalId()
                        : job.link().recordId());
    }

    Delay waitFor(String code, String reason, Duration delay) {
        return new Delay(State.WAITING, code, reason, now().plus(delay));
    }

    Delay waitUntil(String code, String reason, Instant until) {
        return new Delay(State.WAITING, code, reason, until);
    }

    Delay park(ErrorCode code, String reason) {
        return new Delay(State.PARKED, code.text(), reason, now());
    }

    Delay parkForPerson(ErrorCode code, String reason) {
        return new Delay(State.PARKED_FOR_PERSON, code.text(), reason, now());
    }

    /** Backing off after a failure that passes by itself; never before the moment that the system named. */
    Delay backOff(Job job, ErrorCode code, String reason, @Nullable Instant notBefore) {
        Instant until = now().plus(backoff.after(job.work().attempts()));
        return new Delay(
                State.BACKING_OFF,
                code.text(),
                reason,
                notBefore != null && notBefore.isAfter(until) ? notBefore : until);
    }

    /** The reaction to a failed call that certainly wrote nothing. */
    Delay reaction(Job job, BasculeException failure) {
        if (job.integration().health().failed(failure.code(), failure.problem().text(), now())) {
            log.warn(
                    "Integration {} rests: {}",
                    job.integration().name(),
                    failure.problem().text());
        }
        return switch (failure.code().kind()) {
            case DATA -> park(failure.code(), failure.problem().text());
            case BUG -> {
                log.error("{}: a bug, with its stack trace", subject(job), failure);
                yield park(failure.code(), failure.problem().text());
            }
            case TRANSIENT, THROTTLED, CONFIGURATION, DENIED ->
                backOff(job, failure.code(), failure.problem().text(), failure.retryAt());
        };
    }
}
