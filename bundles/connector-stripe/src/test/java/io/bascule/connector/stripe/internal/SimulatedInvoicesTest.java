/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Change;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.simulator.kit.SimulatorClock;
import io.bascule.simulator.stripe.StripeSimulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.bascule.connector.stripe.internal.SimulatedAccount.fields;
import static io.bascule.connector.stripe.internal.SimulatedAccount.ok;
import static org.assertj.core.api.Assertions.assertThat;

/** Invoices: the connector with its real HTTP client against the imitation of Stripe. */
class SimulatedInvoicesTest {
    private final SimulatorClock clock = SimulatorClock.frozenAt(Instant.parse("2026-11-24T04:32:00Z"));
    private final SimulatedAccount account = new SimulatedAccount(
            StripeSimulator.builder().clock(clock).searchLag(Duration.ZERO).start(), clock);
    private final StripeSimulator stripe = account.stripe;
    private final StripeConnector connector = account.connector;
    private String customer = "";
    private String pump = "";
    private String hose = "";

    @BeforeEach
    void makeParents() {
        customer = made("customers", "{'name':'Ada'}", "ada");
        pump = made("products", "{'name':'Pump'}", "pump");
        hose = made("products", "{'name':'Hose'}", "hose");
    }

    @AfterEach
    void stop() throws Exception {
        account.close();
    }

    private String made(String type, String json, String name) {
        return ok(account.create(type, fields(json), name)).id();
    }

    private Fields invoice(String more) {
        return fields("{'customer':'" + customer + "','currency':'eur'" + more + "}");
    }

    private String lines(String... lines) {
        return ",'lines':[" + String.join(",", lines) + "]";
    }

    private String line(String key, String product, int quantity, String unit) {
        return "{'key':'" + key + "','product':'" + product + "','description':'" + key + "','quantity':" + quantity
                + ",'unit_amount':" + unit + "}";
    }

    private WriteOutcome create(Fields fields, String name) {
        return account.create("invoices", fields, name);
    }

    private WriteOutcome update(ExternalRecord before, String json, String key) {
        return account.update("invoices", before, json, key);
    }

    private ExternalRecord read(String id) {
        return account.read("invoices", id);
    }

    private static @Nullable Object at(ExternalRecord record, String path) {
        Value value = FieldPath.of(path).get(record.fields());
        return value == null ? "ABSENT" : value.toPlain();
    }

    @Test
    void anInvoiceIsMadeWithItsLinesAndFinalized() {
        ExternalRecord made = ok(create(
                invoice(
                        ",'number':'R-1','issued':'2026-11-20','due':'2026-12-04','description':'November','status':'open'"
                                + lines(line("a", pump, 3, "12.5"), line("b", hose, 2, "0.333"))),
                "i"));
        assertThat(made.marker()).isEqualTo("marker-i");
        assertThat(read(made.id())).isEqualTo(made);
        assertThat(at(made, "status")).isEqualTo("open");
        assertThat(at(made, "number")).isEqualTo("R-1");
        assertThat(at(made, "customer")).isEqualTo(customer);
        assertThat(at(made, "issued")).isEqualTo("2026-11-20");
        assertThat(at(made, "due")).isEqualTo("2026-12-04");
        assertThat(at(made, "total")).isEqualTo(new BigDecimal("38.17"));
        assertThat(at(made, "lines[key=a].product")).isEqualTo(pump);
        assertThat(at(made, "lines[key=a].amount")).isEqualTo(new BigDecimal("37.5"));
        assertThat(at(made, "lines[key=b].unit_amount")).isEqualTo(new BigDecimal("0.333"));
        assertThat(connector.list("invoices", null, 10).objects()).containsExactly(made);
        assertThat(connector.find("invoices", Map.of("number", Value.of("R-1")), 10))
                .containsExactly(made);
    }

    @Test
    void aDraftTakesChangesOfFieldsAndLines() {
        ExternalRecord draft = ok(create(
                invoice(lines(line("a", pump, 3, "12.5"), line("b", hose, 2, "1"), line("c", hose, 1, "1"))), "i"));
        ExternalRecord changed = ok(update(
                draft,
                "{'description':'memo','lines':[{'key':'a','quantity':4},{'key':'b','@removed':true},"
                        + "{'key':'c','unit_amount':2},{'key':'d','description':'Freight','unit_amount':7}]}",
                "u1"));
        assertThat(at(changed, "description")).isEqualTo("memo");
        assertThat(at(changed, "lines[key=a].amount")).isEqualTo(new BigDecimal("50"));
        assertThat(at(changed, "lines[key=b]")).isEqualTo("ABSENT");
        assertThat(at(changed, "lines[key=c].amount")).isEqualTo(new BigDecimal("2"));
        assertThat(at(changed, "lines[key=c].product")).isEqualTo(hose);
        assertThat(at(changed, "lines[key=d].amount")).isEqualTo(new BigDecimal("7"));
        assertThat(at(changed, "lines[key=d].product")).isNull();
        assertThat(at(changed, "total")).isEqualTo(new BigDecimal("59"));

        ExternalRecord priced = ok(
                update(changed, "{'lines':[{'key':'d','product':'" + pump + "','quantity':2}],'status':'void'}", "u2"));
        assertThat(at(priced, "lines[key=d].product")).isEqualTo(pump);
        assertThat(at(priced, "lines[key=d].amount")).isEqualTo(new BigDecimal("14"));
        assertThat(at(priced, "status")).isEqualTo("void");
    }

    @ParameterizedTest
    @CsvSource({"jpy, 500, 1500", "eur, 0.5, 1.5", "bhd, 1.23, 3.69"})
    void amountsAreInTheCurrencysOwnUnit(String currency, BigDecimal unit, BigDecimal total) {
        Fields fields = invoice(lines(line("a", pump, 3, unit.toPlainString()))).with("currency", Value.of(currency));
        ExternalRecord made = ok(create(fields, currency));
        assertThat(at(made, "total")).isEqualTo(total);
        assertThat(at(made, "lines[key=a].unit_amount")).isEqualTo(unit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/invoices", "POST /v1/invoices/*/add_lines", "POST /v1/invoices/*/finalize"})
    void aBrokenCreateIsTakenUpWhereItBroke(String step) {
        Fields fields = invoice(",'status':'open'" + lines(line("a", pump, 3, "12.5"), line("b", hose, 2, "1")));
        for (String fault : List.of("applyThenReset", "resetBefore", "rateLimit")) {
            account.scenario("{'fault':'" + fault + "','on':'" + step + "','limit':1}");
            WriteOutcome broken = create(fields, step + fault);
            assertThat(broken)
                    .isInstanceOf(
                            fault.equals("rateLimit") && step.endsWith("invoices")
                                    ? WriteOutcome.RateLimited.class
                                    : WriteOutcome.Unknown.class);
            ExternalRecord made = ok(create(fields, step + fault));
            assertThat(at(made, "total")).isEqualTo(new BigDecimal("39.5"));
            assertThat(at(made, "status")).isEqualTo("open");
        }
        assertThat(stripe.counts().at("/objects/invoice").asInt())
                .as("one for each")
                .isEqualTo(3);
        assertThat(stripe.counts().at("/objects/invoiceitem").asInt()).isEqualTo(6);
        assertThat(stripe.counts().at("/writes/invoice finalize").asInt()).isEqualTo(3);
    }

    @Test
    void aStateToWhichNoWayLeadsIsRefusedBeforeAnythingIsWritten() {
        ExternalRecord open = ok(create(invoice(",'status':'open'" + lines(line("a", pump, 1, "1"))), "i"));
        int before = stripe.journal().read(0, 1000, entry -> true).size();

        assertThat(update(open, "{'status':'draft','description':'x'}", "u"))
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.errors().get(0).path()).isEqualTo("status"));
        assertThat(create(invoice(",'status':'lost'"), "j")).isInstanceOf(WriteOutcome.Rejected.class);
        assertThat(stripe.journal().read(0, 1000, entry -> true)).hasSize(before);

        ExternalRecord paid = ok(update(open, "{'status':'paid'}", "u2"));
        assertThat(at(paid, "status")).isEqualTo("paid");
    }

    @Test
    void whatIsWritableDependsOnTheState() {
        Fields draft = Fields.EMPTY.with("status", Value.of("draft"));
        Fields open = Fields.EMPTY.with("status", Value.of("open"));
        Fields paid = Fields.EMPTY.with("status", Value.of("paid"));
        assertThat(List.of(isWritable("lines", draft), isWritable("lines", open)))
                .containsExactly(true, false);
        assertThat(List.of(isWritable("description", open), isWritable("description", paid)))
                .containsExactly(true, false);
        assertThat(List.of(isWritable("customer", Fields.EMPTY), isWritable("customer", draft)))
                .containsExactly(true, false);
        assertThat(List.of(isWritable("status", open), isWritable("status", paid)))
                .containsExactly(true, false);
    }

    private boolean isWritable(String path, Fields object) {
        return Objects.requireNonNull(
                        Objects.requireNonNull(connector.capabilities().types().get("invoices"))
                                .field(path))
                .in(object)
                .writable();
    }

    @Test
    void moreThanTenLinesAreReadToTheEnd() {
        String[] many = new String[123];
        for (int number = 0; number < many.length; number++) {
            many[number] = line("k" + number, pump, 1, "1");
        }
        ExternalRecord made = ok(create(invoice(lines(many)), "many"));
        assertThat(((Value.Items) Objects.requireNonNull(made.fields().get("lines"))).items())
                .hasSize(123);
        assertThat(read(made.id())).isEqualTo(made);
    }

    @Test
    void changesOfItemsHintAtTheirInvoice() throws Exception {
        Position start = connector.latest("invoices");
        clock.advance(Duration.ofSeconds(60));
        ExternalRecord made = ok(create(invoice(",'status':'paid'" + lines(line("a", pump, 1, "1"))), "i"));

        List<Change> changes = connector.changes("invoices", start, 100).changes();

        assertThat(changes).extracting(Change::id).containsOnly(made.id());
        assertThat(changes).hasSize(5);
        assertThat(changes).noneMatch(Change::deleted);
        assertThat(connector
                        .changes("customers", connector.latest("customers"), 100)
                        .changes())
                .isEmpty();
    }

    @Test
    void aCopyOfALineHasAKeyOfItsOwn() {
        Fields line = fields("{'id':'il_1','metadata':{'bascule_line':'a'},'quantity':1}");
        Fields wire = Fields.EMPTY.with(
                "lines",
                new Value.Struct(Fields.EMPTY.with(
                        "data",
                        new Value.Items(List.of(
                                new Value.Struct(line), new Value.Struct(line.with("id", Value.of("il_2"))))))));
        Fields shown = InvoiceRecords.fields(wire);
        assertThat(FieldPath.of("lines[key=a].id").get(shown)).isEqualTo(Value.of("il_1"));
        assertThat(FieldPath.of("lines[key=il_2].id").get(shown)).isEqualTo(Value.of("il_2"));
    }
}
