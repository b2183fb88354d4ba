/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.OutboxEvent.Kind;
import io.bascule.api.error.BasculeException;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Mistake;
import io.bascule.kafka.internal.log.Events;
import io.bascule.kafka.internal.log.InMemoryLog;
import io.bascule.kafka.internal.log.InMemoryOutbox;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class OutboxRelayTest {
    private static final String CATALOG = "bascule.catalog.customer";
    private static final String SHOP = "bascule.out.shop";
    private static final String LEDGER = "bascule.out.ledger";

    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private final InMemoryLog topics = new InMemoryLog();

    @Test
    void sendsEachVersionToItsTypeAndToEveryIntegrationThatWantsIt() {
        outbox.add(Events.version("01", "ada", 1, 1));
        outbox.add(Events.version("02", "ada", 2, 2));

        relay(Faults.NONE, 500).step();

        assertThat(topics.versions(CATALOG)).containsExactly("ada:1", "ada:2");
        assertThat(topics.versions(SHOP)).containsExactly("ada:1", "ada:2");
        assertThat(topics.versions(LEDGER)).containsExactly("ada:1", "ada:2");
        assertThat(outbox.count()).isZero();
    }

    @Test
    void sendsWhatCameInAndWhatWasDoneToTheTopicsOfTheirIntegration() {
        outbox.add(new OutboxEvent("01", Kind.INBOUND, "shop", "customer", "cus_1", 0, Events.NOON, "updated", "{}"));
        outbox.add(new OutboxEvent("02", Kind.EFFECT, "shop", "customer", "ada", 3, Events.NOON, "created", "{}"));

        relay(Faults.NONE, 500).step();

        assertThat(topics.records())
                .extracting(TopicRecord::topic)
                .containsExactly("bascule.in.shop", "bascule.effects.shop");
        assertThat(outbox.count()).isZero();
    }

    @Test
    void keepsAnEventUntilEverySendOfItIsAcknowledged() {
        topics.holdAcknowledgements();
        outbox.add(Events.version("01", "ada", 1, 1));
        OutboxRelay relay = relay(Faults.NONE, 500);

        relay.step();
        topics.acknowledge(2);
        relay.step();
        assertThat(outbox.ids()).containsExactly("01");

        topics.acknowledge(1);
        relay.step();
        assertThat(outbox.ids()).isEmpty();
        assertThat(topics.versions(CATALOG)).as("nothing was sent twice").containsExactly("ada:1");
    }

    /** Deleted in version 2: the event, after it the tombstone of the compacted topic, and the event to the systems. */
    private static OutboxEvent deleted() {
        return new OutboxEvent(
                "02",
                Kind.RECORD,
                null,
                "customer",
                "ada",
                2,
                Events.NOON.plusSeconds(2),
                "deleted",
                "{\"version\":2}");
    }

    private List<@Nullable String> catalogValues() {
        List<@Nullable String> values = new ArrayList<>();
        topics.records().stream()
                .filter(record -> record.topic().equals(CATALOG))
                .forEach(record -> values.add(record.value()));
        return values;
    }

    @Test
    void aDeleteStaysUntilItsEventAndItsTombstoneAreAcknowledged() {
        topics.holdAcknowledgements();
        outbox.add(deleted());
        OutboxRelay relay = relay(Faults.NONE, 500);

        relay.step();
        topics.acknowledge(1);
        relay.step();
        assertThat(outbox.ids()).as("of the event alone").containsExactly("02");

        topics.acknowledge(topics.waiting());
        relay.step();
        assertThat(outbox.ids()).isEmpty();
        assertThat(catalogValues()).containsExactly("{\"version\":2}", null);
    }

    @Test
    void aTombstoneFollowsTheLastEventOfADeleteWhateverOfThemFails() {
        for (boolean tombstoneFails : List.of(true, false)) {
            topics.records().clear();
            topics.refuse(record -> record.topic().equals(CATALOG) && (record.value() == null) == tombstoneFails);
            outbox.add(deleted());
            OutboxRelay relay = relay(Faults.NONE, 500);
            steps(relay, 2);
            assertThat(outbox.ids()).containsExactly("02");

            topics.refuse(record -> false);
            steps(relay, 3);

            assertThat(outbox.ids()).isEmpty();
            List<@Nullable String> values = catalogValues();
            assertThat(values.subList(values.size() - 2, values.size())).containsExactly("{\"version\":2}", null);
        }
    }

    @Test
    void aRecordThatCameBackToLifeStandsAfterItsTombstone() {
        topics.refuse(record -> record.topic().equals(CATALOG) && record.value() == null);
        outbox.add(Events.version("01", "ada", 1, 1));
        outbox.add(deleted());
        outbox.add(Events.version("03", "ada", 3, 3));
        OutboxRelay relay = relay(Faults.NONE, 500);
        steps(relay, 2);
        topics.refuse(record -> false);
        steps(relay, 4);

        assertThat(outbox.ids()).isEmpty();
        List<String> versions = topics.versions(CATALOG);
        assertThat(versions.subList(versions.size() - 3, versions.size())).containsExactly("ada:2", "ada:2", "ada:3");
        List<@Nullable String> values = catalogValues();
        assertThat(values.subList(values.size() - 2, values.size())).containsExactly(null, "{\"name\":\"Ada\"}");
    }

    @Test
    void deletesExactlyWhatWasAcknowledgedAndNothingYounger() {
        topics.refuse(record -> "bob".equals(record.key()));
        outbox.add(Events.version("01", "ada", 1, 1));
        outbox.add(Events.version("02", "bob", 1, 2));
        outbox.add(Events.version("03", "cyd", 1, 3));
        OutboxRelay relay = relay(Faults.NONE, 500);

        steps(relay, 3);
        assertThat(outbox.ids())
                .as("cyd waits only because her topics failed for bob")
                .contains("02");

        topics.refuse(record -> false);
        steps(relay, 4);
        assertThat(outbox.ids()).isEmpty();
    }

    @Test
    void startsAgainFromTheOldestSoThatTheLastVersionInATopicIsTheLast() {
        topics.holdAcknowledgements();
        topics.refuse(record ->
                record.topic().equals(CATALOG) && "2".equals(record.headers().get("ce_recordversion")));
        outbox.add(Events.version("01", "ada", 1, 1));
        outbox.add(Events.version("02", "ada", 2, 2));
        outbox.add(Events.version("03", "ada", 3, 3));
        OutboxRelay relay = relay(Faults.NONE, 500);

        relay.step();
        topics.refuse(record -> false);
        topics.acknowledge(topics.waiting());
        OutboxRelay.Pass pass = relay.step();
        assertThat(pass.failure()).hasMessage("refused");
        assertThat(outbox.ids())
                .as("3 was acknowledged, but 2 is not there yet")
                .containsExactly("02", "03");

        relay.step();
        topics.acknowledge(topics.waiting());
        relay.step();
        assertThat(outbox.ids()).isEmpty();
        assertThat(topics.versions(CATALOG)).containsExactly("ada:1", "ada:3", "ada:2", "ada:3");
    }

    @Test
    void waitsForAllThatIsUnderWayBeforeItStartsAgain() {
        topics.holdAcknowledgements();
        topics.refuse(record -> "ada".equals(record.key()) && record.topic().equals(CATALOG));
        outbox.add(Events.version("01", "ada", 1, 1));
        OutboxRelay relay = relay(Faults.NONE, 500);
        relay.step();
        topics.acknowledge(1);
        int sent = topics.records().size();

        assertThat(relay.step().failure()).isNull();
        relay.step();
        assertThat(topics.records()).hasSize(sent);
    }

    @Test
    void findsEventsThatAreCommittedOutOfTheOrderOfTheirIds() {
        outbox.add(Events.version("05", "bob", 1, 5));
        OutboxRelay relay = relay(Faults.NONE, 500);
        relay.step();

        outbox.add(Events.version("03", "ada", 1, 3));
        relay.step();

        assertThat(topics.versions(CATALOG)).containsExactly("bob:1", "ada:1");
        assertThat(outbox.count()).isZero();
    }

    @Test
    void losesThemIfItRemembersTheLastIdWhichIsTheMistakeThatTestsPlant() {
        outbox.add(Events.version("05", "bob", 1, 5));
        OutboxRelay relay = relay(planted(Mistake.RELAY_BY_LAST_ID), 500);
        relay.step();

        outbox.add(Events.version("03", "ada", 1, 3));
        steps(relay, 3);

        assertThat(topics.versions(CATALOG)).containsExactly("bob:1");
        assertThat(outbox.ids()).containsExactly("03");
    }

    @Test
    void sendsTheVersionsOfARecordInOrderAlsoWhenTheClockWentBack() {
        outbox.add(Events.version("01", "ada", 2, 1));
        outbox.add(Events.version("02", "ada", 1, 2));

        relay(Faults.NONE, 500).step();

        assertThat(topics.versions(CATALOG)).containsExactly("ada:1", "ada:2");
    }

    @Test
    void repeatsALaterVersionThatOvertookAnEarlierOne() {
        topics.holdAcknowledgements();
        outbox.add(Events.version("01", "ada", 2, 1));
        OutboxRelay relay = relay(Faults.NONE, 500);
        relay.step();
        outbox.add(Events.version("02", "ada", 1, 2));
        relay.step();

        for (int i = 0; i < 5; i++) {
            topics.acknowledge(topics.waiting());
            relay.step();
        }

        assertThat(topics.versions(CATALOG)).containsExactly("ada:2", "ada:1", "ada:2");
        assertThat(outbox.count()).isZero();
    }

    @Test
    void oneSickTopicStopsNoOther() {
        topics.refuse(record -> record.topic().equals("bascule.in.sick"));
        for (int i = 0; i < 40; i++) {
            outbox.add(new OutboxEvent(
                    "0" + i, Kind.INBOUND, "sick", "customer", "x" + i, 0, Events.NOON, "updated", "{}"));
        }
        for (int i = 0; i < 40; i++) {
            outbox.add(Events.version("2" + i, "r" + i, 1, 10));
        }
        OutboxRelay relay = relay(Faults.NONE, 10);

        steps(relay, 60);

        assertThat(topics.versions(CATALOG)).hasSize(40);
        assertThat(outbox.count()).isEqualTo(40);
    }

    @Test
    void anEventThatCannotBeRenderedStaysAndStopsNoOther() {
        outbox.add(new OutboxEvent("01", Kind.INBOUND, null, "customer", "x", 0, Events.NOON, "updated", "{}"));
        outbox.add(Events.version("02", "ada", 1, 2));
        OutboxRelay relay = relay(Faults.NONE, 1);

        steps(relay, 4);

        assertThat(topics.versions(CATALOG)).containsExactly("ada:1");
        assertThat(outbox.ids()).containsExactly("01");
    }

    @Test
    void deletesLaterWhatItCouldNotDeleteWhenTheStoreWasAway() {
        topics.holdAcknowledgements();
        outbox.add(Events.version("01", "ada", 1, 1));
        OutboxRelay relay = relay(Faults.NONE, 500);
        relay.step();
        topics.acknowledge(3);
        outbox.failing(true);
        assertThatThrownBy(relay::step).isInstanceOf(BasculeException.class);

        outbox.failing(false);
        relay.step();

        assertThat(outbox.count()).isZero();
        assertThat(topics.versions(CATALOG)).containsExactly("ada:1");
    }

    @Test
    void losesNothingWhenItDiesAtAnyOfItsFailpoints() {
        List<String> failpoints = List.of(
                Failpoint.RELAY_AFTER_SELECT,
                Failpoint.RELAY_AFTER_SEND,
                Failpoint.RELAY_AFTER_ACK,
                Failpoint.RELAY_AFTER_MARK);
        for (String failpoint : failpoints) {
            topics.records().clear();
            outbox.add(Events.version("01", "ada", 1, 1));
            outbox.add(Events.version("02", "ada", 2, 2));

            assertThatThrownBy(() -> relay(dyingAt(failpoint), 500).step()).hasMessage(failpoint);
            steps(relay(Faults.NONE, 500), 2);

            assertThat(topics.versions(CATALOG))
                    .as(failpoint)
                    .contains("ada:1", "ada:2")
                    .endsWith("ada:2");
            assertThat(outbox.count()).as(failpoint).isZero();
        }
    }

    @Test
    void keepsOrderAndLosesNothingWhateverFails() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            InMemoryOutbox rows = new InMemoryOutbox();
            InMemoryLog log = new InMemoryLog();
            log.holdAcknowledgements();
            log.refuse(record -> random.nextInt(6) == 0);
            List<OutboxEvent> late = new ArrayList<>();
            int id = 0;
            for (int version = 1; version <= 5; version++) {
                for (String record : List.of("ada", "bob", "cyd")) {
                    late.add(Events.version(String.format("%03d", id++), record, version, version));
                }
            }
            OutboxRelay relay = new OutboxRelay(
                    rows, Events.routes("shop"), log, new CloudEvents(new TopicNames("bascule")), Faults.NONE, 4);
            int steps = 0;
            while (!late.isEmpty() || rows.count() > 0) {
                assertThat(steps++).as("seed %d comes to an end", seed).isLessThan(2_000);
                if (!late.isEmpty() && random.nextBoolean()) {
                    rows.add(late.remove(0));
                }
                relay.step();
                log.acknowledge(random.nextInt(log.waiting() + 1));
            }
            for (String record : List.of("ada", "bob", "cyd")) {
                for (String topic : List.of(CATALOG, SHOP)) {
                    List<String> versions = log.versions(topic).stream()
                            .filter(version -> version.startsWith(record))
                            .toList();
                    assertThat(versions)
                            .as("seed %d, %s", seed, topic)
                            .contains(record + ":1", record + ":2", record + ":3", record + ":4", record + ":5")
                            .endsWith(record + ":5");
                }
            }
        }
    }

    private OutboxRelay relay(Faults faults, int limit) {
        return new OutboxRelay(
                outbox,
                Events.routes("shop", "ledger"),
                topics,
                new CloudEvents(new TopicNames("bascule")),
                faults,
                limit);
    }

    private static void steps(OutboxRelay relay, int count) {
        for (int i = 0; i < count; i++) {
            relay.step();
        }
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
}
