/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.api.catalog.Link;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Mistake;
import io.bascule.simulator.kit.FaultKind;
import io.bascule.simulator.kit.Scenario;
import io.bascule.simulator.stripe.StripeSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Ten thousand creates, of which a fifth get no answer: each record comes to one object, whatever the keys are worth. Without keys
 * they are four thousand, unless {@code -Dbascule.creates=5000} says how many of each type.
 */
class StripeCreatesTest {
    /** Of each of two types. */
    private static final int RECORDS = 5_000;

    /** Of each of two types, where keys are worth nothing. */
    private static final int WITHOUT_KEYS = Integer.getInteger("bascule.creates", 2_000);

    private static final int FEW_RECORDS = 200;
    /** After each of these parts of the creates the stream of events is read, in which those without an answer show as arrivals. */
    private static final List<Integer> POLLS_AFTER_PARTS = List.of(20, 10, 5);

    private static final String ONE_OBJECT = "one object for each record";
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** A few get lost on the way there too: who takes every unknown create for done would miss an object for each. */
    private static final String SCENARIO = """
            {"faults":[
              {"fault":"applyThenReset","on":"POST /v1/customers","every":5},
              {"fault":"applyThenReset","on":"POST /v1/products","every":5},
              {"fault":"resetBefore","on":"POST /v1/customers","every":61},
              {"fault":"resetBefore","on":"POST /v1/products","every":61}]}""";

    @TempDir
    Path data;

    @Test
    void aRetryUnderTheKeyFindsWhatWasDone() throws Exception {
        assertThat(createsAll("key", RECORDS, Faults.NONE))
                .as("first answers repeated for a known key")
                .isGreaterThanOrEqualTo(2 * RECORDS / 5);
    }

    @Test
    void withoutKeysTheMarkerFindsWhatWasDone() throws Exception {
        assertThat(createsAll("none", WITHOUT_KEYS, Faults.NONE))
                .as("first answers repeated for a known key")
                .isZero();
    }

    /** That the judge of the other tests can say no. */
    @ParameterizedTest
    @ValueSource(strings = {"key", "none"})
    void withoutALookUpBeforeTheRetryObjectsAreDoubled(String idempotency) {
        assertThatThrownBy(() -> createsAll(idempotency, FEW_RECORDS, Hub.without(Mistake.NO_LOOKUP)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(ONE_OBJECT);
    }

    /**
     * Creates records of two types and judges what came of them.
     *
     * @return how many answers the imitation repeated because it knew the key
     */
    private long createsAll(String idempotency, int records, Faults faults) throws Exception {
        try (StripeSimulator stripe = StripeSimulator.builder()
                        .searchLag(Duration.ofMillis(1_500))
                        .idempotentReplay(idempotency.equals("key"))
                        .scenario(Scenario.parse(SCENARIO))
                        .start();
                Hub hub = hub(stripe, idempotency, faults)) {
            List<CatalogRecord> customers = hub.create(
                    "customer",
                    IntStream.range(0, records)
                            .mapToObj(i -> Fields.EMPTY
                                    .with("name", Value.of("customer " + i))
                                    .with("email", Value.of("customer" + i + "@example.org")))
                            .toList());
            List<CatalogRecord> products = hub.create(
                    "product",
                    IntStream.range(0, records)
                            .mapToObj(i -> Fields.EMPTY
                                    .with("name", Value.of("product " + i))
                                    .with("sku", Value.of("SKU-" + i))
                                    .with("active", Value.of(true)))
                            .toList());
            for (int part : POLLS_AFTER_PARTS) {
                Awaitility.await().atMost(LIMIT).until(() -> stripe.journal().last() >= 2 * records / part);
                hub.runner("stripe").pollNow();
            }
            hub.settle(LIMIT);

            assertThat(stripe.faults().count(FaultKind.APPLY_THEN_RESET)).isGreaterThanOrEqualTo(2 * records / 5);
            assertThat(stripe.faults().count(FaultKind.RESET_BEFORE)).isPositive();
            isOneToOne(hub, "customer", customers, created(stripe, "customer"));
            isOneToOne(hub, "product", products, created(stripe, "product"));
            assertThat(hub.parked("stripe")).isEmpty();
            assertThat(hub.openIntents("stripe")).isEmpty();
            return stripe.counts().path("replays").asLong();
        }
    }

    private Hub hub(StripeSimulator stripe, String idempotency, Faults faults) throws Exception {
        Hub hub = Hub.inMemory(data, faults);
        hub.secret("stripe-key", stripe.apiKey());
        hub.connect(
                "stripe",
                "stripe",
                Map.of(
                        "url", stripe.address().toString(),
                        "auth", "bearer",
                        "auth.secret", "secret:stripe-key",
                        "idempotency", idempotency,
                        "search.lag.seconds", "2",
                        "poll.seconds", "86400",
                        "lanes", "8"));
        hub.map("stripe", "customer", Map.of());
        hub.map("stripe", "product", Map.of());
        hub.start();
        return hub;
    }

    /** What the imitation accepted, by its own journal. */
    private static List<ObjectNode> created(StripeSimulator stripe, String type) {
        return stripe.journal()
                .read(
                        0,
                        Integer.MAX_VALUE,
                        entry -> entry.path("action").asText().equals("create")
                                && entry.path("type").asText().equals(type));
    }

    private static void isOneToOne(Hub hub, String type, List<CatalogRecord> records, List<ObjectNode> created) {
        assertThat(created).as(ONE_OBJECT).hasSameSizeAs(records);
        assertThat(hub.count(type)).as("no arrival became a record of its own").isEqualTo(records.size());
        Map<String, String> nameById = new HashMap<>();
        created.forEach(entry -> nameById.put(
                entry.path("id").asText(), entry.path("object").path("name").asText()));
        Map<String, String> idByName = new HashMap<>();
        nameById.forEach((id, name) -> idByName.put(name, id));
        assertThat(idByName).as("objects by the token in their name").hasSameSizeAs(records);
        for (CatalogRecord record : records) {
            Link link = hub.link("stripe", record);
            String name = Objects.requireNonNull(record.fields().text("name"));
            assertThat(link.externalId()).as(name).isEqualTo(idByName.get(name));
            assertThat(link.state()).as(name).isEqualTo(Link.State.LINKED);
        }
    }
}
