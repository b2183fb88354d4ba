/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Conflict.Winner;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.OutboxEvent;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.simulator.kit.Scenario;
import io.bascule.simulator.stripe.StripeSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A catalog, a Stripe and a shop that were edited on all sides and have come to agree, some held conflicts apart: from then on
 * ten cycles of poll, webhooks under event ids never seen before, and sweep write nothing anywhere.
 */
class AtRestTest {
    private static final int OF_EACH_KIND = 40;
    private static final int PRODUCTS = 30;
    private static final int CYCLES = 10;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<String> TYPES = List.of("customer", "product");
    private static final List<String> INTEGRATIONS = List.of("shop", "stripe");
    private static final String NOW = "CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS TIMESTAMP(6))";

    /** The stream of changes cannot be read. */
    private static final Scenario NO_EVENTS =
            Scenario.parse("{\"faults\":[{\"fault\":\"status\",\"on\":\"GET /v1/events\",\"every\":1}]}");

    @TempDir
    Path data;

    /** Everything that a cycle could leave a trace in. */
    private record Traces(
            List<Long> acceptedByStripe,
            List<String> changesInTheShop,
            SortedMap<String, Long> recordVersions,
            long history,
            List<String> outbox,
            SortedMap<String, String> links,
            long conflicts) {}

    @Test
    void tenMoreCyclesWriteNothing() throws Exception {
        try (Hooks hooks = new Hooks();
                StripeSimulator stripe = StripeSimulator.builder()
                        .searchLag(Duration.ofMillis(500))
                        .webhookEndpoint(hooks.address(), "whsec_connected", "*")
                        .start();
                Shop shop = new Shop(data.resolve("shop"), commit -> false);
                Hub hub = hub(stripe, shop)) {
            StripeUser user = new StripeUser(stripe);
            introduce(hub, user, shop);
            hub.start();
            hooks.deliverTo(hub);
            comeToRest(hub, stripe, shop);
            edit(hub, user, shop);
            comeToRest(hub, stripe, shop);
            hasSeenTrouble(hub);

            Traces before = traces(hub, stripe, shop);
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                cycle(hub, hooks, user, stripe);
            }

            Traces after = traces(hub, stripe, shop);
            assertThat(after.acceptedByStripe())
                    .as("writes that Stripe accepted")
                    .isEqualTo(before.acceptedByStripe());
            assertThat(after.changesInTheShop())
                    .as("changes of the shop's rows")
                    .isEqualTo(before.changesInTheShop());
            assertThat(after.recordVersions()).as("versions of records").isEqualTo(before.recordVersions());
            assertThat(after.outbox()).as("outbox").isEqualTo(before.outbox());
            assertThat(after.links()).as("links and their revisions").isEqualTo(before.links());
            assertThat(after).as("everything, history and conflicts included").isEqualTo(before);
            isNotDeaf(hub, stripe, user, shop);
        }
    }

    /** Each of the three ways still carries a change that comes by no other: what was silent was awake. */
    private static void isNotDeaf(Hub hub, StripeSimulator stripe, StripeUser user, Shop shop) throws Exception {
        CatalogRecord record = hub.catalog().page("customer", null, 1).get(0);
        String inStripe = Objects.requireNonNull(hub.link("stripe", record).externalId());
        String inShop = Objects.requireNonNull(hub.link("shop", record).externalId());

        stripe.faults().replace(NO_EVENTS);
        user.write("/v1/customers/" + inStripe, Map.of("phone", "by webhook"));
        Awaitility.await().atMost(LIMIT).until(() -> phone(hub, record).equals("by webhook"));
        stripe.faults().replace(Scenario.none());
        hub.settle(LIMIT);

        update(shop, Long.parseLong(inShop), "Phone", "by poll");
        hub.runner("shop").pollNow();
        Awaitility.await().atMost(LIMIT).until(() -> phone(hub, record).equals("by poll"));
        hub.settle(LIMIT);

        patch(hub, record, "phone", "by sweep");
        hub.loseOutbox();
        hub.finish(LIMIT);
        String row = "SELECT \"Phone\" FROM \"Customer\" WHERE \"CustomerNo\" = " + inShop;
        assertThat(shop.rows(row)).containsExactly("by poll");
        hub.runner("shop").sweepNow();
        hub.finish(LIMIT);
        assertThat(shop.rows(row)).containsExactly("by sweep");
    }

    private static String phone(Hub hub, CatalogRecord record) {
        return String.valueOf(hub.catalog()
                .find("customer", record.id())
                .orElseThrow()
                .fields()
                .text("phone"));
    }

    private void cycle(Hub hub, Hooks hooks, StripeUser user, StripeSimulator stripe) throws Exception {
        INTEGRATIONS.forEach(name -> {
            hub.runner(name).pollNow();
            hub.runner(name).sweepNow();
        });
        int accepted = hooks.accepted();
        int sent = user.replayUnderNewIds();
        assertThat(sent).isGreaterThan(OF_EACH_KIND * 3);
        Awaitility.await().atMost(LIMIT).until(() -> stripe.pendingWebhooks() == 0);
        assertThat(hooks.accepted()).isEqualTo(accepted + sent);
        hub.finish(LIMIT);
    }

    /** Records that only one side knows, and some that two sides know with different values. */
    private static void introduce(Hub hub, StripeUser user, Shop shop) throws Exception {
        hub.create(
                "customer",
                IntStream.range(0, OF_EACH_KIND)
                        .mapToObj(i -> customer("catalog" + i))
                        .toList());
        hub.create(
                "product",
                IntStream.range(0, PRODUCTS)
                        .mapToObj(i -> Fields.EMPTY
                                .with("name", Value.of("product " + i))
                                .with("sku", Value.of("SKU-" + i)))
                        .toList());
        for (int i = 0; i < OF_EACH_KIND; i++) {
            user.write("/v1/customers", Map.of("name", "stripe " + i, "email", "stripe" + i + "@example.org"));
            insert(shop, "shop " + i, "shop" + i + "@example.org");
            // Known to both before they are connected, in other words and capitals.
            user.write(
                    "/v1/customers", Map.of("name", "both " + i, "email", "both" + i + "@example.org", "phone", "1"));
            insert(shop, "Both " + i, "BOTH" + i + "@example.org");
        }
    }

    private static Fields customer(String name) {
        return Fields.EMPTY.with("name", Value.of(name)).with("email", Value.of(name + "@example.org"));
    }

    private static void insert(Shop shop, String name, String email) throws Exception {
        shop.execute(
                "INSERT INTO \"Customer\" (\"FullName\", \"Email\", \"ChangedAt\") VALUES (?, ?, " + NOW + ")",
                name,
                email);
    }

    /** Edits on all sides, of which some meet in one field. Nothing is carried until all are made, so they meet for certain. */
    private static void edit(Hub hub, StripeUser user, Shop shop) throws Exception {
        List<CatalogRecord> customers = hub.catalog().page("customer", null, 1_000);
        for (int i = 0; i < customers.size(); i++) {
            CatalogRecord record = customers.get(i);
            String inStripe = Objects.requireNonNull(hub.link("stripe", record).externalId());
            long inShop = Long.parseLong(
                    Objects.requireNonNull(hub.link("shop", record).externalId()));
            switch (i % 6) {
                case 0 -> patch(hub, record, "phone", "catalog " + i);
                case 1 -> user.write("/v1/customers/" + inStripe, Map.of("phone", "stripe " + i));
                case 2 -> update(shop, inShop, "Phone", "shop " + i);
                case 3 -> {
                    patch(hub, record, "notes", "catalog " + i);
                    user.write("/v1/customers/" + inStripe, Map.of("description", "stripe " + i));
                }
                case 4 -> {
                    patch(hub, record, "notes", "catalog " + i);
                    update(shop, inShop, "Notes", "shop " + i);
                }
                default -> {
                    user.write("/v1/customers/" + inStripe, Map.of("name", "stripe " + i));
                    update(shop, inShop, "FullName", "shop " + i);
                    user.write("/v1/customers/" + inStripe, Map.of("phone", ""));
                }
            }
        }
    }

    private static void patch(Hub hub, CatalogRecord record, String field, String value) {
        hub.catalog().patch("customer", record.id(), Fields.EMPTY.with(field, Value.of(value)), null, "test", "edit");
    }

    private static void update(Shop shop, long number, String column, String value) throws Exception {
        shop.execute(
                "UPDATE \"Customer\" SET \"" + column + "\" = ?, \"ChangedAt\" = " + NOW + " WHERE \"CustomerNo\" = ?",
                value,
                number);
    }

    private static void comeToRest(Hub hub, StripeSimulator stripe, Shop shop) {
        List<Traces> last = new ArrayList<>();
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(300)).until(() -> {
            INTEGRATIONS.forEach(name -> hub.runner(name).pollNow());
            hub.settle(LIMIT);
            last.add(traces(hub, stripe, shop));
            int size = last.size();
            return stripe.pendingWebhooks() == 0
                    && size > 3
                    && last.get(size - 1).equals(last.get(size - 2))
                    && last.get(size - 1).equals(last.get(size - 3));
        });
    }

    /** What makes the test worth its name: all sides know all, conflicts were decided, and some are held for a person. */
    private static void hasSeenTrouble(Hub hub) {
        int customers = 4 * OF_EACH_KIND;
        assertThat(hub.count("customer")).isEqualTo(customers);
        assertThat(hub.count("product")).isEqualTo(PRODUCTS);
        for (String integration : INTEGRATIONS) {
            assertThat(hub.links(integration, "customer"))
                    .hasSize(customers)
                    .allMatch(link -> link.state() == Link.State.LINKED);
            assertThat(hub.links(integration, "product"))
                    .hasSize(PRODUCTS)
                    .allMatch(link -> link.state() == Link.State.LINKED);
            assertThat(hub.parked(integration)).isEmpty();
        }
        List<Conflict> conflicts = hub.conflicts();
        assertThat(conflicts).anyMatch(conflict -> conflict.winner() == Winner.HELD);
        assertThat(conflicts).anyMatch(conflict -> conflict.winner() != Winner.HELD);
        assertThat(conflicts).hasSizeGreaterThan(customers / 4);
    }

    private static Traces traces(Hub hub, StripeSimulator stripe, Shop shop) throws Exception {
        SortedMap<String, Long> versions = new TreeMap<>();
        SortedMap<String, String> links = new TreeMap<>();
        for (String type : TYPES) {
            hub.catalog().page(type, null, 1_000).forEach(record -> versions.put(record.id(), record.version()));
            for (String integration : INTEGRATIONS) {
                hub.links(integration, type).forEach(link -> links.put(link.id(), link.revision() + " " + link));
            }
        }
        return new Traces(
                stripe
                        .journal()
                        .read(
                                0,
                                Integer.MAX_VALUE,
                                entry -> entry.path("kind").asText().equals("write"))
                        .stream()
                        .map(AtRestTest::sequence)
                        .toList(),
                shop.rows("SELECT * FROM \"Change\" ORDER BY \"Seq\""),
                versions,
                hub.read(tx -> tx.history().count()),
                hub.read(tx -> tx.outbox().oldest(Integer.MAX_VALUE)).stream()
                        .map(OutboxEvent::id)
                        .toList(),
                links,
                hub.read(tx -> tx.conflicts().count()));
    }

    private static long sequence(ObjectNode entry) {
        return entry.path("sequence").asLong();
    }

    private Hub hub(StripeSimulator stripe, Shop shop) throws Exception {
        Hub hub = Hub.inMemory(data.resolve("hub"), Faults.NONE);
        hub.secret("stripe-key", stripe.apiKey());
        hub.secret("stripe-hook", "whsec_connected");
        hub.secret("shop", Shop.USER);
        Map<String, Object> toStripe = new LinkedHashMap<>(Map.of(
                "url", stripe.address().toString(),
                "auth", "bearer",
                "auth.secret", "secret:stripe-key",
                "webhook.secret", "secret:stripe-hook",
                "search.lag.seconds", "1",
                "events.overlap.seconds", "1",
                // A conflict that hangs on a time waits for a part of this, until the stream has told it.
                "poll.seconds", "2",
                "sweep.seconds", "86400",
                "lanes", "8"));
        hub.connect("stripe", "stripe", toStripe);
        hub.connect(
                "shop",
                "jdbc",
                Map.of(
                        "url",
                        shop.url(),
                        "user",
                        Shop.USER,
                        "password",
                        "secret:shop",
                        "tables",
                        Shop.TABLES,
                        "poll.seconds",
                        "86400",
                        "sweep.seconds",
                        "86400"));
        for (String type : TYPES) {
            hub.map("stripe", type, Map.of("conflict", "newest", "first.match", "catalog"));
            hub.map("shop", type, Map.of("conflict", "catalog", "first.match", "catalog"));
        }
        return hub;
    }
}
