/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceItem;
import com.stripe.model.InvoiceLineItem;
import com.stripe.param.InvoiceLineItemListParams;
import com.stripe.param.InvoiceRemoveLinesParams;
import com.stripe.param.InvoiceUpdateLinesParams;
import io.bascule.simulator.kit.Scenario;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Invoice items and the lines that show them. */
final class StripeInvoiceLinesTest {
    private final StripeSimulator simulator = StripeSimulator.builder().start();
    private final Wire wire = new Wire(simulator.address(), simulator.apiKey());
    private final StripeClient client = StripeClient.builder()
            .setApiKey(simulator.apiKey())
            .setApiBase(simulator.address().toString())
            .build();
    private String customer = "";

    @BeforeEach
    void makeCustomer() throws Exception {
        customer = post("/v1/customers", "name=Ada").path("id").asText();
        post("/v1/products", "id=pump&name=Pump");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void linesAreAddedChangedAndRemovedWithTheirItems() throws Exception {
        String id = draft("eur");
        JsonNode added = post(
                "/v1/invoices/" + id + "/add_lines",
                "lines[0][description]=Pump&lines[0][quantity]=3&lines[0][metadata][key]=a&" + price(0, "eur", "1250")
                        + "&lines[1][amount]=-250&lines[1][description]=Discount&invoice_metadata[seen]=1");
        assertThat(added.path("total").asLong()).isEqualTo(3500);
        assertThat(added.at("/metadata/seen").asText()).isEqualTo("1");
        JsonNode pump = added.at("/lines/data/0");
        assertThat(pump.path("amount").asLong()).isEqualTo(3750);
        assertThat(pump.path("quantity").asLong()).isEqualTo(3);
        assertThat(pump.at("/pricing/price_details/product").asText()).isEqualTo("pump");
        assertThat(pump.at("/pricing/unit_amount_decimal").asText()).isEqualTo("1250");
        assertThat(pump.at("/metadata/key").asText()).isEqualTo("a");
        String item = pump.at("/parent/invoice_item_details/invoice_item").asText();
        assertThat(client.v1().invoiceItems().retrieve(item).getAmount()).isEqualTo(3750);

        Invoice changed = client.v1()
                .invoices()
                .updateLines(
                        id,
                        InvoiceUpdateLinesParams.builder()
                                .addLine(InvoiceUpdateLinesParams.Line.builder()
                                        .setId(pump.path("id").asText())
                                        .setQuantity(4L)
                                        .setDescription("Pumps")
                                        .build())
                                .build());
        assertThat(changed.getTotal()).isEqualTo(4750);
        assertThat(changed.getLines().getData().get(0).getId())
                .isEqualTo(pump.path("id").asText());
        assertThat(client.v1().invoiceItems().retrieve(item).getDescription()).isEqualTo("Pumps");

        JsonNode line = post("/v1/invoices/" + id + "/lines/" + pump.path("id").asText(), "quantity=1");
        assertThat(line.path("object").asText()).isEqualTo("line_item");
        assertThat(line.path("amount").asLong()).isEqualTo(1250);
        assertThat(client.v1().invoices().retrieve(id).getTotal()).isEqualTo(1000);

        post("/v1/invoiceitems/" + item, "description=Pump+again");
        assertThat(client.v1()
                        .invoices()
                        .retrieve(id)
                        .getLines()
                        .getData()
                        .get(0)
                        .getDescription())
                .isEqualTo("Pump again");

        Invoice less = client.v1()
                .invoices()
                .removeLines(
                        id,
                        InvoiceRemoveLinesParams.builder()
                                .addLine(InvoiceRemoveLinesParams.Line.builder()
                                        .setId(pump.path("id").asText())
                                        .setBehavior(InvoiceRemoveLinesParams.Line.Behavior.UNASSIGN)
                                        .build())
                                .build());
        assertThat(less.getLines().getData()).hasSize(1);
        assertThat(less.getTotal()).isEqualTo(-250);
        assertThat(less.getAmountDue()).isZero();
        InvoiceItem pending = client.v1().invoiceItems().retrieve(item);
        assertThat(pending.getInvoice()).isNull();

        assertThat(post("/v1/invoices/" + id + "/add_lines", "lines[0][invoice_item]=" + item)
                        .path("total")
                        .asLong())
                .isEqualTo(1000);
        client.v1().invoiceItems().delete(item);
        assertThat(client.v1().invoices().retrieve(id).getTotal()).isEqualTo(-250);
        assertThat(types())
                .containsExactly(
                        "customer.created",
                        "product.created",
                        "invoice.created",
                        "price.created",
                        "invoiceitem.created",
                        "invoiceitem.created",
                        "invoice.updated",
                        "invoiceitem.updated",
                        "invoice.updated",
                        "invoiceitem.updated",
                        "invoice.updated",
                        "invoiceitem.updated",
                        "invoice.updated",
                        "invoiceitem.updated",
                        "invoice.updated",
                        "invoiceitem.updated",
                        "invoice.updated",
                        "invoiceitem.deleted",
                        "invoice.updated");
    }

    @Test
    void anInvoiceShowsTenLinesAndPagesTheRest() throws Exception {
        String id = draft("usd");
        StringBuilder form = new StringBuilder();
        for (int number = 0; number < 23; number++) {
            form.append("&lines[" + number + "][amount]=" + (number + 1));
        }
        post("/v1/invoices/" + id + "/add_lines", form.substring(1));

        Invoice invoice = client.v1().invoices().retrieve(id);
        assertThat(invoice.getLines().getData()).hasSize(10);
        assertThat(invoice.getLines().getHasMore()).isTrue();
        assertThat(invoice.getTotal()).isEqualTo(276);
        List<Long> amounts = new ArrayList<>();
        client.v1()
                .invoices()
                .lineItems()
                .list(id, InvoiceLineItemListParams.builder().setLimit(7L).build())
                .autoPagingIterable()
                .forEach(line -> amounts.add(line.getAmount()));
        assertThat(amounts).hasSize(23).isSorted();
        List<InvoiceLineItem> second = client.v1()
                .invoices()
                .lineItems()
                .list(
                        id,
                        InvoiceLineItemListParams.builder()
                                .setStartingAfter(
                                        invoice.getLines().getData().get(4).getId())
                                .setLimit(2L)
                                .build())
                .getData();
        assertThat(second).extracting(InvoiceLineItem::getAmount).containsExactly(6L, 7L);
        JsonNode event = Wire.json(wire.get("/v1/events?type=invoice.updated")).at("/data/0/data/object/lines");
        assertThat(event.path("data")).as("an event shows what a read shows").hasSize(10);
        assertThat(event.path("has_more").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "jpy, 500, 3, 1500",
        "eur, 0.5, 3, 2",
        "eur, 33.333, 3, 100",
        "bhd, 1230, 2, 2460",
        "isk, 50000, 1, 50000",
    })
    void amountsAreWholeSmallestUnits(String currency, String unit, long quantity, long amount) throws Exception {
        JsonNode invoice = post(
                "/v1/invoices/" + draft(currency) + "/add_lines",
                "lines[0][quantity]=" + quantity + "&" + price(0, currency, unit));
        assertThat(invoice.path("total").asLong()).isEqualTo(amount);
        assertThat(invoice.at("/lines/data/0/currency").asText()).isEqualTo(currency);
    }

    @ParameterizedTest
    @CsvSource({
        "eur, lines[0][amount]=1&lines[0][quantity]=2, lines[0][amount], parameters_exclusive",
        "eur, lines[0][description]=x, lines[0][amount], parameter_missing",
        "eur, lines[0][price_data][currency]=usd&lines[0][price_data][product]=pump&lines[0][price_data][unit_amount]=1,"
                + " currency, ",
        "eur, lines[0][price_data][currency]=eur&lines[0][price_data][product]=gone&lines[0][price_data][unit_amount]=1,"
                + " lines[0][price_data][product], resource_missing",
        "eur, lines[0][price_data][currency]=eur&lines[0][price_data][product]=pump,"
                + " lines[0][price_data][unit_amount], parameter_missing",
        "bhd, lines[0][amount]=1234, amount, ",
        "isk, lines[0][amount]=150, amount, ",
        "eur, lines[0][tax_rates][]=txr_1, lines[0][tax_rates], parameter_unknown",
    })
    void refusesLinesThatDoNotFit(String currency, String form, String param, String code) throws Exception {
        String id = draft(currency);
        HttpResponse<String> refused = wire.post("/v1/invoices/" + id + "/add_lines", form);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        JsonNode error = Wire.json(refused).path("error");
        assertThat(error.path("param").asText()).as(refused.body()).isEqualTo(param);
        assertThat(error.path("code").textValue()).isEqualTo(code);
        assertThat(simulator.counts().at("/objects/invoiceitem").asInt())
                .as("all lines or none")
                .isZero();
        assertThat(simulator.counts().at("/objects/price").asInt()).isZero();
    }

    @Test
    void refusesACurrencyThatDoesNotExist() throws Exception {
        HttpResponse<String> refused = wire.post("/v1/invoices", "customer=" + customer + "&currency=xyq");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Wire.json(refused).at("/error/message").asText()).contains("Invalid currency: xyq");
    }

    @Test
    void aLineOfAnInlinePriceKeepsItsProductFromBeingDeleted() throws Exception {
        post("/v1/invoices/" + draft("eur") + "/add_lines", price(0, "eur", "100"));

        HttpResponse<String> refused = wire.delete("/v1/products/pump");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("user-created prices");
    }

    @Test
    void aResetAfterAllLinesWereAddedIsSettledByTheKey() throws Exception {
        String id = draft("eur");
        simulator
                .faults()
                .replace(Scenario.parse(
                        "{\"faults\":[{\"fault\":\"applyThenReset\",\"on\":\"POST /v1/invoices/**\",\"first\":1}]}"));
        String form = "lines[0][amount]=100&lines[1][amount]=200";
        assertThatThrownBy(() -> wire.post("/v1/invoices/" + id + "/add_lines", form, "Idempotency-Key", "k"))
                .isInstanceOf(IOException.class);

        HttpResponse<String> again = wire.post("/v1/invoices/" + id + "/add_lines", form, "Idempotency-Key", "k");

        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(Wire.json(again).path("total").asLong()).isEqualTo(300);
        assertThat(simulator.counts().at("/objects/invoiceitem").asInt()).isEqualTo(2);
    }

    private String draft(String currency) throws Exception {
        return post("/v1/invoices", "customer=" + customer + "&currency=" + currency)
                .path("id")
                .asText();
    }

    private static String price(int line, String currency, String unit) {
        String data = "lines[" + line + "][price_data]";
        return data + "[currency]=" + currency + "&" + data + "[product]=pump&" + data + "[unit_amount_decimal]="
                + unit;
    }

    private ObjectNode post(String path, String form) throws IOException, InterruptedException {
        HttpResponse<String> answer = wire.post(path, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json(answer);
    }

    private List<String> types() throws StripeException {
        List<String> types = new ArrayList<>();
        client.v1()
                .events()
                .list(com.stripe.param.EventListParams.builder().setLimit(100L).build())
                .getData()
                .forEach(event -> types.add(0, event.getType()));
        return types;
    }
}
