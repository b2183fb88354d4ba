/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.connected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.api.catalog.Conflict;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.api.runtime.Faults;
import io.bascule.simulator.kit.Scenario;
import io.bascule.simulator.stripe.StripeSimulator;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Invoices between the catalog and the imitation of Stripe, with the real engine and connector. */
final class StripeInvoicesTest {
    private static final int INVOICES = 6;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Every step of a create breaks now and then, after it was done and before. */
    private static final String SCENARIO = """
            {"faults":[
              {"fault":"applyThenReset","on":"POST /v1/invoices","every":3},
              {"fault":"applyThenReset","on":"POST /v1/invoices/*/add_lines","every":4},
              {"fault":"resetBefore","on":"POST /v1/invoices/*/add_lines","every":7},
              {"fault":"applyThenReset","on":"POST /v1/invoices/*/finalize","every":2}]}""";

    @TempDir
    private Path data = Path.of("replaced");

    private final StripeSimulator stripe = StripeSimulator.builder()
            .searchLag(Duration.ofMillis(200))
            .scenario(Scenario.parse(SCENARIO))
            .start();
    private final StripeUser user = new StripeUser(stripe);
    private Hub hub;
    private CatalogRecord ada;
    private CatalogRecord pump;

    @BeforeEach
    void start() throws Exception {
        hub = Hub.inMemory(data, Faults.NONE);
        hub.secret("stripe-key", stripe.apiKey());
        hub.connect(
                "stripe",
                "stripe",
                Map.of(
                        "url", stripe.address().toString(),
                        "auth", "bearer",
                        "auth.secret", "secret:stripe-key",
                        "search.lag.seconds", "1",
                        "events.overlap.seconds", "1",
                        "poll.seconds", "86400",
                        "lanes", "4"));
        for (String type : List.of("customer", "product", "invoice")) {
            hub.map("stripe", type, Map.of("conflict", "catalog"));
        }
        hub.start();
        ada = hub.create("customer", List.of(Fields.EMPTY.with("email", Value.of("ada@example.org"))))
                .get(0);
        pump = hub.create(
                        "product",
                        List.of(Fields.EMPTY
                                .with("name", Value.of("Pump"))
                                .with("sku", Value.of("P-1"))
                                .with("active", Value.of(true))))
                .get(0);
    }

    @AfterEach
    void stop() {
        hub.close();
        stripe.close();
    }

    private static Value line(String key, CatalogRecord product, int quantity, String unit) {
        return new Value.Struct(Fields.EMPTY
                .with("key", Value.of(key))
                .with("product", Value.of(product.id()))
                .with("description", Value.of("line " + key))
                .with("quantity", Value.of(quantity))
                .with("unit_amount", Value.of(new BigDecimal(unit))));
    }

    private Fields invoice(int number, String status) {
        return Fields.EMPTY
                .with("number", Value.of("R-" + number))
                .with("customer", Value.of(ada.id()))
                .with("currency", Value.of("EUR"))
                .with("status", Value.of(status))
                .with("due", Value.of("2027-01-31"))
                .with("lines", new Value.Items(List.of(line("a", pump, number, "10.5"), line("b", pump, 1, "0.25"))));
    }

    private CatalogRecord present(CatalogRecord record) {
        return hub.read(tx -> tx.records().find(record.id())).orElseThrow();
    }

    private void edit(CatalogRecord record, Fields changed) {
        hub.catalog().patch("invoice", record.id(), changed, null, "test", "test");
    }

    private void settle() {
        hub.settle(LIMIT);
        hub.runner("stripe").pollNow();
        hub.settle(LIMIT);
    }

    /** What the imitation holds, by number. */
    private Map<String, JsonNode> invoices() {
        Map<String, JsonNode> invoices = new LinkedHashMap<>();
        for (ObjectNode entry : stripe.journal()
                .read(0, Integer.MAX_VALUE, entry -> entry.path("kind").asText().equals("write"))) {
            add(entry, invoices);
            entry.path("earlier").forEach(change -> add(change, invoices));
            entry.path("later").forEach(change -> add(change, invoices));
        }
        return invoices;
    }

    private static void add(JsonNode change, Map<String, JsonNode> invoices) {
        if (change.path("type").asText().equals("invoice")) {
            JsonNode object = change.path("object");
            invoices.put(object.path("number").asText(), object);
        }
    }

    private static String item(JsonNode invoice, int line) {
        return invoice.at("/lines/data/" + line + "/parent/invoice_item_details/invoice_item")
                .asText();
    }

    @Test
    void invoicesAreMadeOnceWhateverBreaksAndLaterEditsComeTogether() throws Exception {
        List<CatalogRecord> records = hub.create(
                "invoice",
                IntStream.rangeClosed(1, INVOICES)
                        .mapToObj(number -> invoice(number, number % 2 == 0 ? "open" : "draft"))
                        .toList());
        settle();

        Map<String, JsonNode> made = invoices();
        assertThat(hub.parked("stripe")).isEmpty();
        assertThat(hub.openIntents("stripe")).isEmpty();
        assertThat(stripe.counts().at("/writes/invoice create").asInt())
                .as("one invoice for each record")
                .isEqualTo(INVOICES);
        assertThat(stripe.counts().at("/writes/invoiceitem create").asInt())
                .as("two lines for each")
                .isEqualTo(2 * INVOICES);
        for (int number = 1; number <= INVOICES; number++) {
            JsonNode there = Objects.requireNonNull(made.get("R-" + number));
            assertThat(there.path("total").asLong()).isEqualTo(1050L * number + 25);
            assertThat(there.path("status").asText()).isEqualTo(number % 2 == 0 ? "open" : "draft");
            Fields here = present(records.get(number - 1)).fields();
            assertThat(here.get("total"))
                    .isEqualTo(Value.of(new BigDecimal("10.5")
                            .multiply(BigDecimal.valueOf(number))
                            .add(new BigDecimal("0.25"))));
            assertThat(FieldPath.of("lines[key=b].amount").get(here)).isEqualTo(Value.of(new BigDecimal("0.25")));
        }
        assertThat(hub.count("invoice")).isEqualTo(INVOICES);
        assertThat(hub.count("product")).isEqualTo(1);

        stripe.faults().replace(Scenario.none());
        CatalogRecord first = records.get(0);
        JsonNode draft = Objects.requireNonNull(made.get("R-1"));
        user.write("/v1/invoiceitems/" + item(draft, 0), Map.of("quantity", "7"));
        Fields edited =
                FieldPath.of("lines[key=b].unit_amount").set(present(first).fields(), Value.of(new BigDecimal("0.5")));
        edited = FieldPath.of("lines[key=c]").set(edited, line("c", pump, 2, "3"));
        edit(first, Fields.EMPTY.with("lines", Objects.requireNonNull(edited.get("lines"))));
        settle();
        assertThat(Objects.requireNonNull(invoices().get("R-1")).path("total").asLong())
                .isEqualTo(7 * 1050 + 50 + 600);
        assertThat(FieldPath.of("lines[key=a].quantity").get(present(first).fields()))
                .isEqualTo(Value.of(7));
        assertThat(hub.conflicts()).isEmpty();

        edit(first, Fields.EMPTY.with("status", Value.of("open")));
        settle();
        assertThat(Objects.requireNonNull(invoices().get("R-1")).path("status").asText())
                .isEqualTo("open");

        Value last = Objects.requireNonNull(
                FieldPath.of("lines[key=a]").get(present(first).fields()));
        Fields nine = ((Value.Struct) last).fields().with("quantity", Value.of(9));
        edit(first, Fields.EMPTY.with("lines", new Value.Items(List.of(new Value.Struct(nine)))));
        settle();
        assertThat(hub.conflicts())
                .extracting(Conflict::path, Conflict::policy, Conflict::winner)
                .as("a finalized invoice takes no lines: held, each with its reason")
                .containsExactlyInAnyOrder(
                        tuple("lines[key=a].quantity", Conflict.READ_ONLY, Conflict.Winner.HELD),
                        tuple("lines[key=b]", Conflict.READ_ONLY, Conflict.Winner.HELD),
                        tuple("lines[key=c]", Conflict.READ_ONLY, Conflict.Winner.HELD));
        assertThat(hub.parked("stripe")).isEmpty();

        edit(first, Fields.EMPTY.with("status", Value.of("void")));
        settle();
        assertThat(Objects.requireNonNull(invoices().get("R-1")).path("status").asText())
                .isEqualTo("void");

        long accepted = stripe.journal().last();
        settle();
        settle();
        assertThat(stripe.journal().last()).as("at rest nothing is written").isEqualTo(accepted);
    }

    @Test
    void whatIsMadeInStripeComesInWithItsParents() throws Exception {
        String customer = user.write("/v1/customers", Map.of("name", "Bob"));
        String product = user.write("/v1/products", Map.of("name", "Hose", "metadata[sku]", "H-1"));
        String invoice = user.write("/v1/invoices", Map.of("customer", customer, "currency", "jpy"));
        user.write(
                "/v1/invoices/" + invoice + "/add_lines",
                Map.of(
                        "lines[0][quantity]", "3",
                        "lines[0][price_data][currency]", "jpy",
                        "lines[0][price_data][product]", product,
                        "lines[0][price_data][unit_amount]", "500"));
        settle();

        CatalogRecord record =
                hub.read(tx -> tx.records().page("invoice", null, 10)).get(0);
        Fields fields = record.fields();
        assertThat(fields.get("total")).isEqualTo(Value.of(1500));
        assertThat(fields.text("status")).isEqualTo("draft");
        assertThat(hub.read(tx -> tx.records().find(String.valueOf(fields.text("customer"))))
                        .orElseThrow()
                        .fields()
                        .text("name"))
                .isEqualTo("Bob");
        Fields line = ((Value.Struct) ((Value.Items) Objects.requireNonNull(fields.get("lines")))
                        .items()
                        .get(0))
                .fields();
        assertThat(String.valueOf(line.text("key"))).startsWith("il_");
        assertThat(line.get("unit_amount")).isEqualTo(Value.of(500));
        assertThat(hub.read(tx -> tx.records().find(String.valueOf(line.text("product"))))
                        .orElseThrow()
                        .fields()
                        .text("sku"))
                .isEqualTo("H-1");
        assertThat(hub.parked("stripe")).isEmpty();
    }
}
