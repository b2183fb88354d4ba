/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.runtime.Faults;
import io.bascule.api.sync.PresentVersions;
import io.bascule.api.sync.TopicRefill.Progress;
import io.bascule.api.sync.TopicRefill.State;
import io.bascule.kafka.internal.log.Events;
import io.bascule.kafka.internal.log.InMemoryLog;
import io.bascule.kafka.internal.log.InMemoryOutbox;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class RefillsTest {
    private static final String TOPIC = "bascule.catalog.customer";

    private final SortedMap<String, OutboxEvent> records = new TreeMap<>();
    private final InMemoryLog log = new InMemoryLog();
    private Instant now = Events.NOON;
    private boolean storeAway;
    private int wakes;

    private final PresentVersions versions = new PresentVersions() {
        @Override
        public List<OutboxEvent> of(String type, @Nullable String after, int limit) {
            if (storeAway) {
                throw InMemoryOutbox.storeFailed();
            }
            return records.tailMap(after == null ? "" : after + " ").values().stream()
                    .limit(limit)
                    .toList();
        }
    };
    private final Refills refills = new Refills(
            versions, () -> List.of("customer", "invoice"), new TopicNames("bascule"), () -> now, 2, () -> wakes++);

    private void record(String id, long version) {
        records.put(id, Events.version(id + ":" + version, id, version, version));
    }

    private void threeRecords() {
        record("ada", 3);
        record("bob", 1);
        record("cyd", 2);
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            refills.step(log);
        }
    }

    private Progress progress() {
        return refills.progress("customer").orElseThrow();
    }

    @Test
    void sendTheLastVersionOfEveryRecordToTheTopicOfTheTypeAndToNoOther() {
        threeRecords();
        assertThat(refills.progress("customer")).isEmpty();

        Progress begun = refills.refill("customer");
        assertThat(begun.state()).isEqualTo(State.RUNNING);
        assertThat(begun.topic()).isEqualTo(TOPIC);
        assertThat(wakes).isEqualTo(1);
        assertThat(refills.begins()).isTrue();
        now = now.plusSeconds(5);
        steps(3);

        assertThat(log.versions(TOPIC)).containsExactly("ada:3", "bob:1", "cyd:2");
        assertThat(log.records()).extracting(TopicRecord::topic).containsOnly(TOPIC);
        assertThat(log.records().get(0).headers()).containsEntry("ce_id", "ada:3");
        assertThat(progress()).isEqualTo(new Progress("customer", TOPIC, State.DONE, 3, Events.NOON, now, null));
        assertThat(refills.begins()).isFalse();
        steps(1);
        assertThat(log.records()).hasSize(3);
    }

    @Test
    void waitForTheAcknowledgementsOfAPageBeforeTheNext() {
        threeRecords();
        log.holdAcknowledgements();
        refills.refill("customer");

        steps(3);
        log.acknowledge(1);
        steps(1);
        assertThat(log.records()).hasSize(2);
        assertThat(progress().sent()).isZero();

        log.acknowledge(1);
        steps(1);
        assertThat(log.versions(TOPIC)).containsExactly("ada:3", "bob:1", "cyd:2");
        assertThat(progress().sent()).isEqualTo(2);
        assertThat(progress().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void readAPageAgainOfWhichASendFailed() {
        threeRecords();
        log.refuse(record -> "bob".equals(record.key()));
        refills.refill("customer");
        steps(2);
        record("ada", 4);
        log.refuse(record -> false);
        steps(4);

        assertThat(log.versions(TOPIC)).containsExactly("ada:3", "ada:4", "bob:1", "cyd:2");
        assertThat(progress().state()).isEqualTo(State.DONE);
        assertThat(progress().sent()).isEqualTo(3);
    }

    @Test
    void giveUpWhatFailsAgainAndAgain() {
        threeRecords();
        log.refuse(record -> true);
        refills.refill("customer");
        steps(100);

        assertThat(progress().state()).isEqualTo(State.FAILED);
        assertThat(progress().detail()).isEqualTo("refused");
        log.refuse(record -> false);
        refills.refill("customer");
        steps(5);
        assertThat(progress().state()).isEqualTo(State.DONE);
    }

    @Test
    void goOnWhenTheStoreIsBack() {
        threeRecords();
        refills.refill("customer");
        steps(1);
        storeAway = true;
        assertThatExceptionOfType(BasculeException.class).isThrownBy(() -> steps(1));
        storeAway = false;
        steps(3);

        assertThat(log.versions(TOPIC)).containsExactly("ada:3", "bob:1", "cyd:2");
        assertThat(progress().state()).isEqualTo(State.DONE);
    }

    @Test
    void takeOneOfEachTypeAtATimeAndOnlyOfTypesThatAreThere() {
        refills.refill("customer");
        assertRefused(ErrorCode.UNDER_WAY, "customer");
        assertRefused(ErrorCode.NOT_FOUND, "supplier");
        assertThat(refills.refill("invoice").state()).isEqualTo(State.RUNNING);
    }

    private void assertRefused(ErrorCode code, String type) {
        assertThatExceptionOfType(BasculeException.class)
                .isThrownBy(() -> refills.refill(type))
                .extracting(BasculeException::code)
                .isEqualTo(code);
    }

    /** Relay and refill on one thread, with edits and refused sends in between. */
    @Test
    void neverPutAnOlderVersionLast() {
        for (int seed = 0; seed < 200; seed++) {
            records.clear();
            log.records().clear();
            Random random = new Random(seed);
            InMemoryOutbox outbox = new InMemoryOutbox();
            OutboxRelay relay = new OutboxRelay(
                    outbox, Events.routes(), log, new CloudEvents(new TopicNames("bascule")), Faults.NONE, 3);
            refills.refill("customer");
            for (int i = 0; i < 60; i++) {
                int chance = random.nextInt(4);
                if (chance == 0) {
                    String id = "r" + random.nextInt(5);
                    long version = records.containsKey(id) ? records.get(id).version() + 1 : 1;
                    record(id, version);
                    outbox.add(Events.version(String.format("%04d", i), id, version, i));
                } else if (chance == 1) {
                    log.refuse(record -> random.nextInt(3) == 0);
                    relay.step();
                    refills.step(log);
                    log.refuse(record -> false);
                } else {
                    relay.step();
                    refills.step(log);
                }
            }
            for (int i = 0; i < 60; i++) {
                relay.step();
                refills.step(log);
            }
            Map<String, Long> last = new HashMap<>();
            log.records()
                    .forEach(record -> last.put(
                            String.valueOf(record.key()),
                            Long.valueOf(String.valueOf(record.headers().get("ce_recordversion")))));
            Map<String, Long> newest = new HashMap<>();
            records.forEach((id, event) -> newest.put(id, event.version()));
            assertThat(last).as("seed " + seed).isEqualTo(newest);
            assertThat(progress().state()).isEqualTo(State.DONE);
        }
    }
}
