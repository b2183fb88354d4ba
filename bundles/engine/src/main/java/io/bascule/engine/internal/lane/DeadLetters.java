/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.lane;

import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.Work;
import io.bascule.api.catalog.Work.State;
import io.bascule.api.runtime.Surroundings;
import io.bascule.engine.internal.write.EventData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of the dead-letter topics; their form is described in {@code docs/kafka.md}. Thread-safe. */
final class DeadLetters {
    private final Surroundings surroundings;

    DeadLetters(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What stands in the topic for a piece of work.
     *
     * @param recordId null for an arrival that belongs to no record yet
     * @param externalId null for a record that has no object yet
     * @param work as it was parked
     */
    record Letter(@Nullable String recordId, @Nullable String externalId, Work work) {
        /** The letter of parked work, under the ids that its link has now. */
        static Letter of(Work work, Optional<Link> link) {
            return new Letter(
                    link.map(Link::recordId).orElse(null),
                    link.map(Link::externalId).orElse(null),
                    work);
        }

        /** The Kafka key. */
        String key() {
            return recordId != null ? recordId : externalId != null ? externalId : work.linkId();
        }

        /** Whether another one would tell its readers nothing new. */
        boolean says(Letter other) {
            return key().equals(other.key())
                    && work.state() == other.work.state()
                    && Objects.equals(work.code(), other.work.code())
                    && Objects.equals(work.reason(), other.work.reason());
        }
    }

    static boolean isParked(Work work) {
        return work.state() == State.PARKED || work.state() == State.PARKED_FOR_PERSON;
    }

    /** Work is parked, or parked for another reason than before. */
    OutboxEvent parked(Letter letter) {
        Work work = letter.work();
        Map<String, @Nullable Object> data = identity(letter);
        data.put("code", work.code());
        data.put("reason", work.reason());
        data.put("waitsFor", work.state() == State.PARKED ? "data" : "person");
        data.put("attempts", work.attempts());
        data.put("wantedVersion", work.wantedVersion() == 0 ? null : work.wantedVersion());
        data.put("since", work.since().toString());
        return event(letter, "parked", data);
    }

    /** Work is parked no more: it is tried again, or over. */
    OutboxEvent released(Letter letter) {
        Map<String, @Nullable Object> data = identity(letter);
        data.put("code", letter.work().code());
        return event(letter, "released", data);
    }

    private static Map<String, @Nullable Object> identity(Letter letter) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("integration", letter.work().integration());
        data.put("type", letter.work().type());
        data.put("link", letter.work().linkId());
        data.put("record", letter.recordId());
        data.put("externalId", letter.externalId());
        return data;
    }

    private OutboxEvent event(Letter letter, String event, Map<String, @Nullable Object> data) {
        Instant now = surroundings.clock().instant();
        data.put("at", now.toString());
        return new OutboxEvent(
                surroundings.ids().next(),
                OutboxEvent.Kind.DEAD_LETTER,
                letter.work().integration(),
                letter.work().type(),
                letter.key(),
                0,
                now,
                event,
                EventData.text(data));
    }
}
