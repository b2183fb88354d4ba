/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.consume;

import io.bascule.api.error.BasculeException;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Mistake;
import io.bascule.api.sync.WorkIntake;
import io.bascule.api.sync.WorkIntake.Outgoing;
import io.bascule.kafka.internal.log.Events;
import io.bascule.kafka.internal.log.InMemoryOutbox;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicReader;
import io.bascule.kafka.internal.log.TopicRecord;
import io.bascule.kafka.internal.relay.CloudEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class OutgoingConsumerTest {
    private static final Outgoing ADA_1 = new Outgoing("shop", "customer", "ada", 1);
    private static final Outgoing ADA_2 = new Outgoing("shop", "customer", "ada", 2);

    private final List<String> calls = new ArrayList<>();
    private final FakeReader reader = new FakeReader();
    private final FakeIntake intake = new FakeIntake();

    @Test
    void makesWorkOfWhatTheRelaySends() {
        reader.add(sent("ada", 1), sent("ada", 2));

        assertThat(consumer(Faults.NONE).step()).isEqualTo(2);

        assertThat(intake.stored).containsExactly(ADA_1, ADA_2);
    }

    @Test
    void commitsOnlyAfterTheWorkIsStored() {
        reader.add(sent("ada", 1));

        consumer(Faults.NONE).step();

        assertThat(calls).containsExactly("accept", "commit");
    }

    @Test
    void readsTheSameAgainWhenTheWorkCouldNotBeStored() {
        reader.add(sent("ada", 1));
        OutgoingConsumer consumer = consumer(Faults.NONE);
        intake.away = true;
        assertThatThrownBy(consumer::step).isInstanceOf(BasculeException.class);
        assertThat(reader.committed).isZero();

        intake.away = false;
        consumer.step();

        assertThat(intake.stored).containsExactly(ADA_1);
        assertThat(reader.committed).isEqualTo(1);
    }

    @Test
    void losesNothingWhenItDiesAtAnyOfItsFailpoints() {
        for (String failpoint :
                List.of(Failpoint.CONSUME_AFTER_POLL, Failpoint.OFFSET_BEFORE_COMMIT, Failpoint.OFFSET_AFTER_COMMIT)) {
            intake.stored.clear();
            reader.add(sent("ada", 1));

            assertThatThrownBy(() -> consumer(dyingAt(failpoint)).step()).hasMessage(failpoint);
            reader.rewind();
            consumer(Faults.NONE).step();

            assertThat(intake.stored).as(failpoint).contains(ADA_1);
        }
    }

    @Test
    void losesWorkIfItCommitsFirstWhichIsTheMistakeThatTestsPlant() {
        reader.add(sent("ada", 1));
        intake.away = true;
        assertThatThrownBy(() -> consumer(planted(Mistake.OFFSET_BEFORE_WORK)).step())
                .isInstanceOf(BasculeException.class);
        intake.away = false;

        consumer(Faults.NONE).step();

        assertThat(intake.stored).isEmpty();
    }

    @Test
    void skipsAndCountsPoisonAndGoesOn() {
        TopicRecord good = sent("ada", 1);
        reader.add(
                with(good, "ce_type", null),
                with(good, "ce_type", "com.other.customer.created"),
                with(good, "ce_recordversion", null),
                with(good, "ce_recordversion", "0"),
                with(good, "ce_recordversion", "99999999999999999999"),
                new TopicRecord(good.topic(), null, good.headers(), good.value()),
                new TopicRecord(good.topic(), " ", good.headers(), good.value()),
                new TopicRecord("bascule.out.", "ada", good.headers(), good.value()),
                new TopicRecord(good.topic(), "ada", good.headers(), null),
                new TopicRecord(good.topic(), "ada", good.headers(), "{\"name\":"),
                new TopicRecord(good.topic(), "ada", good.headers(), "{} {}"),
                new TopicRecord(good.topic(), "ada", good.headers(), "\u0000\u0001"),
                new TopicRecord(good.topic(), "ada", good.headers(), "[".repeat(100_000)),
                new TopicRecord(good.topic(), "ada", good.headers(), "\"" + "x".repeat(20_000_000) + "\""),
                sent("ada", 2));
        OutgoingConsumer consumer = consumer(Faults.NONE);

        consumer.step();

        assertThat(intake.stored).containsExactly(ADA_2);
        assertThat(consumer.skipped()).isEqualTo(14);
        assertThat(reader.committed).isEqualTo(15);
    }

    @Test
    void aRecordThatTheEngineCannotTakeStopsNoOther() {
        intake.chokesOn = "bob";
        reader.add(sent("ada", 1), sent("bob", 1), sent("ada", 2));
        OutgoingConsumer consumer = consumer(Faults.NONE);

        consumer.step();

        assertThat(intake.stored).containsExactly(ADA_1, ADA_2);
        assertThat(consumer.skipped()).isEqualTo(1);
        assertThat(reader.committed).isEqualTo(3);
    }

    private OutgoingConsumer consumer(Faults faults) {
        return new OutgoingConsumer(reader, intake, new TopicNames("bascule"), faults);
    }

    private static TopicRecord sent(String record, long version) {
        return new CloudEvents(new TopicNames("bascule"))
                .render(Events.version("0" + version, record, version, version), List.of("shop"))
                .get(1);
    }

    private static TopicRecord with(TopicRecord record, String header, @Nullable String value) {
        SortedMap<String, String> headers = new TreeMap<>(record.headers());
        headers.remove(header);
        if (value != null) {
            headers.put(header, value);
        }
        return new TopicRecord(record.topic(), record.key(), headers, record.value());
    }

    private static Faults planted(String mistake) {
        return new Faults() {
            @Override
            public void hit(String failpoint) {}

            @Override
            public boolean planted(String name) {
                return name.equals(mistake);
            }
        };
    }

    private static Faults dyingAt(String where) {
        return new Faults() {
            @Override
            public void hit(String failpoint) {
                if (failpoint.equals(where)) {
                    throw new IllegalStateException(failpoint);
                }
            }

            @Override
            public boolean planted(String name) {
                return false;
            }
        };
    }

    private final class FakeReader implements TopicReader {
        private final List<TopicRecord> records = new ArrayList<>();
        private int position;
        private int committed;

        void add(TopicRecord... more) {
            records.addAll(List.of(more));
        }

        @Override
        public List<TopicRecord> poll() {
            List<TopicRecord> next = List.copyOf(records.subList(position, records.size()));
            position = records.size();
            return next;
        }

        @Override
        public void commit() {
            calls.add("commit");
            committed = position;
        }

        @Override
        public void rewind() {
            position = committed;
        }
    }

    private final class FakeIntake implements WorkIntake {
        private final List<Outgoing> stored = new ArrayList<>();
        private boolean away;
        private String chokesOn = "";

        @Override
        public void accept(List<Outgoing> records) {
            calls.add("accept");
            if (away) {
                throw InMemoryOutbox.storeFailed();
            }
            if (records.stream().anyMatch(record -> record.recordId().equals(chokesOn))) {
                throw new IllegalStateException("choked");
            }
            stored.addAll(records);
        }
    }
}
