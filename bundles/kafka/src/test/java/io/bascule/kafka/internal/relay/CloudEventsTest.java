/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.relay;

import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.catalog.OutboxEvent.Kind;
import io.bascule.kafka.internal.log.Events;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

final class CloudEventsTest {
    private static final String ID = "019ab1c2-7e50-7cc3-98c4-dc0c0c07398f";

    private final CloudEvents cloudEvents = new CloudEvents(new TopicNames("acme"), 100);

    @Test
    void carryAllAttributesInHeadersAndTheDataAsItIs() {
        TopicRecord record =
                cloudEvents.render(Events.version(ID, "r1", 7, 0), List.of()).get(0);

        assertThat(record.topic()).isEqualTo("acme.catalog.customer");
        assertThat(record.key()).isEqualTo("r1");
        assertThat(record.value()).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(record.headers())
                .contains(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", "r1:7"),
                        entry("ce_source", "/bascule/catalog/customer"),
                        entry("ce_type", "io.bascule.customer.updated"),
                        entry("ce_subject", "r1"),
                        entry("ce_time", "2026-03-01T12:00:00Z"),
                        entry("ce_recordversion", "7"),
                        entry("content-type", "application/json"));
        assertThat(record.headers().get("traceparent")).matches("00-019ab1c27e507cc398c4dc0c0c07398f-[0-9a-f]{16}-01");
    }

    @Test
    void areTheSameWheneverTheyAreRendered() {
        OutboxEvent event = Events.version(ID, "r1", 7, 0);

        assertThat(cloudEvents.render(event, List.of("shop"))).isEqualTo(cloudEvents.render(event, List.of("shop")));
    }

    @Test
    void nameTheIntegrationAsTheSourceOfWhatCameIn() {
        OutboxEvent event =
                new OutboxEvent(ID, Kind.INBOUND, "shop", "customer", "cus_1", 0, Events.NOON, "updated", "{}");

        TopicRecord record = cloudEvents.render(event, List.of()).get(0);

        assertThat(record.headers())
                .contains(entry("ce_id", ID), entry("ce_source", "/bascule/integration/shop"))
                .doesNotContainKey("ce_recordversion");
    }

    @Test
    void parkedWorkGoesToTheDeadLettersOfItsIntegration() {
        OutboxEvent event =
                new OutboxEvent(ID, Kind.DEAD_LETTER, "shop", "customer", "r1", 0, Events.NOON, "parked", "{}");

        List<TopicRecord> records = cloudEvents.render(event, List.of("other"));

        assertThat(records).extracting(TopicRecord::topic).containsExactly("acme.dead_letter.shop");
        assertThat(records.get(0).key()).isEqualTo("r1");
        assertThat(records.get(0).headers())
                .contains(
                        entry("ce_id", ID),
                        entry("ce_source", "/bascule/integration/shop"),
                        entry("ce_type", "io.bascule.customer.parked"))
                .doesNotContainKey("ce_recordversion");
    }

    @Test
    void whatBecomesOfAnIntegrationOrABundleGoesToOneTopicByItsName() {
        OutboxEvent integration =
                new OutboxEvent(ID, Kind.LIFECYCLE, "shop", "integration", "shop", 0, Events.NOON, "paused", "{}");
        OutboxEvent bundle =
                new OutboxEvent(ID, Kind.LIFECYCLE, null, "bundle", "acme.bridge", 0, Events.NOON, "updated", "{}");

        TopicRecord paused = cloudEvents.render(integration, List.of("other")).get(0);
        TopicRecord updated = cloudEvents.render(bundle, List.of("other")).get(0);

        assertThat(paused.topic()).isEqualTo("acme.lifecycle");
        assertThat(paused.key()).isEqualTo("shop");
        assertThat(paused.headers())
                .contains(
                        entry("ce_source", "/bascule/integration/shop"),
                        entry("ce_type", "io.bascule.integration.paused"));
        assertThat(updated.topic()).isEqualTo("acme.lifecycle");
        assertThat(updated.headers())
                .contains(
                        entry("ce_source", "/bascule/bundle/acme.bridge"),
                        entry("ce_type", "io.bascule.bundle.updated"));
    }

    @Test
    void aDeleteIsAnEventAndThenATombstoneInTheCompactedTopicOnly() {
        OutboxEvent event = new OutboxEvent(
                ID, Kind.RECORD, null, "customer", "r1", 8, Events.NOON, "deleted", "{\"cause\":\"rest\"}");

        List<TopicRecord> records = cloudEvents.render(event, List.of("shop"));

        assertThat(records)
                .extracting(TopicRecord::topic)
                .containsExactly("acme.catalog.customer", "acme.catalog.customer", "acme.out.shop");
        assertThat(records)
                .extracting(TopicRecord::value)
                .containsExactly("{\"cause\":\"rest\"}", null, "{\"cause\":\"rest\"}");
        assertThat(records).extracting(record -> record.headers().get("ce_id")).containsOnly("r1:8");
    }

    @Test
    void leaveBehindDataThatIsTooLargeForATopicAndSayHowLargeItIs() {
        OutboxEvent event = new OutboxEvent(
                ID, Kind.RECORD, null, "customer", "r1", 1, Events.NOON, "created", "\"" + "é".repeat(50) + "\"");

        TopicRecord record = cloudEvents.render(event, List.of()).get(0);

        assertThat(record.headers()).contains(entry("ce_omittedbytes", "102"));
        assertThat(record.value()).isEqualTo("{\"omittedBytes\":102}");
    }
}
