/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.Work;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.connector.ExternalField.WritableWhen;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.ItemMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import io.bascule.testsupport.TestTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Invoices with lines through the whole engine: the lines are merged one by one, and refer to products. */
final class LinesTest {
    private static final WritableWhen DRAFT = new WritableWhen("status", Set.of("draft"));

    private final TestEngine engine =
            new TestEngine("books", TestTypes.customer(), TestTypes.invoice(), TestTypes.product());
    private final PlainSystem system = new PlainSystem();
    private String customer = "";
    private String pump = "";
    private String hose = "";

    @BeforeEach
    void start() {
        engine.start(
                system,
                engine.identity(TestTypes.customer(), "customers", "email"),
                engine.identity(TestTypes.product(), "products", "sku"),
                invoices());
        customer = engine.create("customer", Fields.EMPTY.with("email", Value.of("ada@x.example")))
                .id();
        pump = engine.create("product", Fields.EMPTY.with("sku", Value.of("pump")))
                .id();
        hose = engine.create("product", Fields.EMPTY.with("sku", Value.of("hose")))
                .id();
    }

    private Mapping invoices() {
        TypeCapabilities capabilities = TypeCapabilities.of(
                        Stream.of("number", "customer", "lines[].text", "lines[].product", "lines[].count")
                                .map(ExternalField::text)
                                .toList())
                .precondition()
                .answerIsOwn()
                .versions()
                .findable(Set.of("number"))
                .laterSteps(Map.of("lines", ""))
                .build();
        FieldMapping lines = new FieldMapping(
                FieldPath.of("lines"),
                FieldPath.of("lines"),
                Direction.BOTH,
                Policy.MANUAL,
                Conversion.NONE,
                new ExternalField("lines", ExternalType.LIST, true, Set.of(), null).when(DRAFT),
                new ItemMapping(
                        "key",
                        "id",
                        List.of(
                                line(capabilities, "description", "text"),
                                line(capabilities, "product", "product"),
                                line(capabilities, "quantity", "count"))),
                null);
        return engine.mapping(
                TestTypes.invoice(),
                "invoices",
                capabilities,
                List.of(
                        TestEngine.field(capabilities, "number", "number", Direction.BOTH, Policy.CATALOG),
                        TestEngine.field(capabilities, "customer", "customer", Direction.BOTH, Policy.CATALOG),
                        lines));
    }

    private static FieldMapping line(TypeCapabilities capabilities, String catalog, String external) {
        return new FieldMapping(
                FieldPath.of(catalog),
                FieldPath.of(external),
                Direction.BOTH,
                Policy.MANUAL,
                Conversion.NONE,
                Objects.requireNonNull(capabilities.field("lines[]." + external))
                        .when(DRAFT));
    }

    private static Value line(String key, String product, String description, long quantity) {
        return new Value.Struct(Fields.EMPTY
                .with("key", Value.of(key))
                .with("product", Value.of(product))
                .with("description", Value.of(description))
                .with("quantity", Value.of(quantity)));
    }

    private CatalogRecord invoice(Value... lines) {
        return engine.create(
                "invoice",
                Fields.EMPTY
                        .with("number", Value.of("R-1"))
                        .with("customer", Value.of(customer))
                        .with("lines", new Value.Items(List.of(lines))));
    }

    private CatalogRecord present() {
        return engine.records("invoice").get(0);
    }

    private void edit(Value... lines) {
        engine.edit(present(), Fields.EMPTY.with("lines", new Value.Items(List.of(lines))));
    }

    private String id() {
        return system.objects("invoices").keySet().iterator().next();
    }

    private Map<String, Fields> lines() {
        return ListedItems.items(system.object("invoices", id()).fields());
    }

    private static Value there(Map<String, Fields> lines) {
        return new Value.Items(
                lines.values().stream().<Value>map(Value.Struct::new).toList());
    }

    private void atRest() {
        engine.run(Duration.ofSeconds(5));
        CatalogRecord record = present();
        String version = system.object("invoices", id()).version();
        engine.run(Duration.ofSeconds(5));
        engine.poll();
        assertThat(present().version()).as("at rest nothing is written").isEqualTo(record.version());
        assertThat(system.object("invoices", id()).version()).isEqualTo(version);
    }

    @Test
    void anInvoiceGoesOutWithItsLinesWhichReferToTheSystemsProducts() {
        invoice(line("a", pump, "Pump", 2), line("b", hose, "Hose", 5));
        atRest();

        assertThat(lines().keySet()).containsExactly("a", "b");
        String product = Objects.requireNonNull(lines().get("a")).text("product");
        assertThat(system.object("products", String.valueOf(product)).fields().text("sku"))
                .isEqualTo("pump");
        assertThat(engine.conflicts()).isEmpty();
    }

    @Test
    void editsOfDifferentLinesAndFieldsComeTogether() {
        invoice(line("a", pump, "Pump", 2), line("b", hose, "Hose", 5), line("c", hose, "Clip", 1));
        atRest();

        Map<String, Fields> there = lines();
        there.put("a", Objects.requireNonNull(there.get("a")).with("text", Value.of("Big pump")));
        there.remove("b");
        there.put(
                "x",
                Fields.EMPTY
                        .with("id", Value.of("x"))
                        .with("text", Value.of("Freight"))
                        .with(
                                "product",
                                Objects.requireNonNull(
                                        Objects.requireNonNull(there.get("a")).get("product")))
                        .with("count", Value.of(1)));
        system.edit("invoices", id(), "lines", there(there));
        edit(line("a", pump, "Pump", 3), line("b", hose, "Hose", 5), line("d", hose, "Seal", 4));
        atRest();

        assertThat(lines().keySet()).containsExactlyInAnyOrder("a", "x", "d");
        Fields a = Objects.requireNonNull(lines().get("a"));
        assertThat(a.text("text")).isEqualTo("Big pump");
        assertThat(a.get("count")).isEqualTo(Value.of(3));
        assertThat(FieldPath.of("lines[key=a].description").get(present().fields()))
                .isEqualTo(Value.of("Big pump"));
        assertThat(FieldPath.of("lines[key=x].product").get(present().fields())).isEqualTo(Value.of(pump));
        assertThat(FieldPath.of("lines[key=b]").get(present().fields())).isNull();
        assertThat(FieldPath.of("lines[key=c]").get(present().fields())).isNull();
        assertThat(engine.conflicts()).isEmpty();
        assertThat(engine.linkOf("invoice", id()).pairs().keySet())
                .as("nothing is kept of lines that are gone")
                .noneMatch(path -> path.contains("=b]") || path.contains("=c]"));
    }

    @Test
    void aLineRemovedHereAndChangedThereWaitsForAPerson() {
        invoice(line("a", pump, "Pump", 2), line("b", hose, "Hose", 5));
        atRest();
        system.edit(
                "invoices",
                id(),
                "lines",
                there(Map.of(
                        "a", Objects.requireNonNull(lines().get("a")),
                        "b", Objects.requireNonNull(lines().get("b")).with("count", Value.of(6)))));
        edit(line("a", pump, "Pump", 2));
        atRest();

        Conflict held = engine.conflicts().get(0);
        assertThat(held.path()).isEqualTo("lines[key=b]");
        assertThat(held.winner()).isEqualTo(Conflict.Winner.HELD);
        assertThat(held.catalogValue()).isEqualTo(Value.ofNull());
        assertThat(lines()).containsKey("b");

        engine.sync().resolutions().resolve(held.id(), Conflict.Winner.CATALOG, "test");
        atRest();
        assertThat(lines()).containsOnlyKeys("a");
        assertThat(engine.conflicts()).hasSize(1).allMatch(conflict -> conflict.winner() == Conflict.Winner.CATALOG);
    }

    @Test
    void anArrivingInvoiceBringsItsLines() {
        engine.run(Duration.ofSeconds(5));
        String product = system.objects("products").keySet().iterator().next();
        String there = system.put(
                "invoices",
                Fields.EMPTY
                        .with("number", Value.of("R-9"))
                        .with(
                                "customer",
                                Value.of(system.objects("customers")
                                        .keySet()
                                        .iterator()
                                        .next()))
                        .with(
                                "lines",
                                new Value.Items(List.of(new Value.Struct(Fields.EMPTY
                                        .with("id", Value.of("il_1"))
                                        .with("text", Value.of("Pump"))
                                        .with("product", Value.of(product))
                                        .with("count", Value.of(2)))))));
        atRest();

        Fields record = engine.recordOf("invoice", there).fields();
        assertThat(FieldPath.of("lines[key=il_1].product").get(record)).isEqualTo(Value.of(pump));
        assertThat(FieldPath.of("lines[key=il_1].quantity").get(record)).isEqualTo(Value.of(2));
    }

    @Test
    void whatAClosedInvoiceDoesNotTakeIsHeldAndSentWhenItIsOpenAgain() {
        invoice(line("a", pump, "Pump", 2), line("b", hose, "Hose", 5));
        atRest();
        system.edit("invoices", id(), "status", Value.of("closed"));
        edit(line("a", pump, "Pump", 3), line("c", hose, "Seal", 1));
        atRest();

        assertThat(engine.conflicts())
                .extracting(Conflict::path, Conflict::policy, Conflict::winner)
                .containsExactlyInAnyOrder(
                        tuple("lines[key=a].quantity", Conflict.READ_ONLY, Conflict.Winner.HELD),
                        tuple("lines[key=b]", Conflict.READ_ONLY, Conflict.Winner.HELD),
                        tuple("lines[key=c]", Conflict.READ_ONLY, Conflict.Winner.HELD));
        assertThat(lines()).containsOnlyKeys("a", "b");
        assertThat(engine.codes(Work.State.values())).isEmpty();

        String added = engine.conflicts().stream()
                .filter(conflict -> conflict.path().equals("lines[key=c]"))
                .findFirst()
                .orElseThrow()
                .id();
        engine.sync().resolutions().resolve(added, Conflict.Winner.EXTERNAL, "test");
        atRest();
        assertThat(FieldPath.of("lines[key=c]").get(present().fields())).isNull();

        system.edit("invoices", id(), "status", Value.of("draft"));
        atRest();
        assertThat(lines()).containsOnlyKeys("a");
        assertThat(Objects.requireNonNull(lines().get("a")).get("count")).isEqualTo(Value.of(3));
        assertThat(engine.conflicts()).allMatch(conflict -> conflict.winner() != Conflict.Winner.HELD);
    }

    @Test
    void aCreateThatGotNoFurtherThanItsFirstCallIsGoneOnWith() {
        engine.run(Duration.ofSeconds(5));
        system.fallSilent();
        system.beforeNextAnswer(() -> system.edit("invoices", id(), "lines", new Value.Items(List.of())));
        invoice(line("a", pump, "Pump", 2), line("b", hose, "Hose", 5));
        engine.drain();
        assertThat(lines()).as("after the first call").isEmpty();
        system.speak();
        atRest();

        assertThat(lines()).containsOnlyKeys("a", "b");
        assertThat(FieldPath.of("lines[key=b].quantity").get(present().fields()))
                .isEqualTo(Value.of(5));
        assertThat(system.objects("invoices")).hasSize(1);
        assertThat(engine.conflicts()).isEmpty();
    }
}
