/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.Price;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.InvoiceAddLinesParams;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceFinalizeInvoiceParams;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoiceSearchParams;
import com.stripe.param.InvoiceUpdateParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductUpdateParams;
import io.bascule.simulator.kit.SimulatorClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Stripe's own Java client and the states of an invoice. */
final class StripeInvoicesTest {
    private static final String NOT_OPEN = "You can only pass in open invoices. This invoice isn't open.";

    private final SimulatorClock clock = SimulatorClock.frozenAt(Instant.parse("2026-01-31T12:00:00Z"));
    private final StripeSimulator simulator =
            StripeSimulator.builder().clock(clock).searchLag(Duration.ZERO).start();
    private final StripeClient client = StripeClient.builder()
            .setApiKey(simulator.apiKey())
            .setApiBase(simulator.address().toString())
            .setMaxNetworkRetries(0)
            .build();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void anInvoiceLivesFromDraftToPaid() throws StripeException {
        Customer ada = customer("Ada");
        Invoice draft = client.v1()
                .invoices()
                .create(InvoiceCreateParams.builder()
                        .setCustomer(ada.getId())
                        .setCurrency("EUR")
                        .setCollectionMethod(InvoiceCreateParams.CollectionMethod.SEND_INVOICE)
                        .setDaysUntilDue(14L)
                        .setDescription("January")
                        .putMetadata("order", "7")
                        .build());
        assertThat(draft.getId()).startsWith("in_");
        assertThat(draft.getStatus()).isEqualTo("draft");
        assertThat(draft.getCurrency()).isEqualTo("eur");
        assertThat(draft.getNumber()).isNull();
        assertThat(draft.getCustomerName()).isEqualTo("Ada");
        assertThat(draft.getDueDate()).isEqualTo(now() + 14 * 86_400);
        addLine(draft, 1250, 3);

        clock.advance(Duration.ofMinutes(5));
        Invoice open = client.v1().invoices().finalizeInvoice(draft.getId());
        assertThat(open.getStatus()).isEqualTo("open");
        assertThat(open.getNumber()).isEqualTo(ada.getInvoicePrefix() + "-0001");
        assertThat(open.getEffectiveAt()).isEqualTo(now());
        assertThat(open.getStatusTransitions().getFinalizedAt()).isEqualTo(now());
        assertThat(open.getTotal()).isEqualTo(3750);
        assertThat(open.getAmountDue()).isEqualTo(3750);
        assertThat(open.getHostedInvoiceUrl()).contains(open.getId());

        assertThat(client.v1().invoices().sendInvoice(open.getId()).getStatus()).isEqualTo("open");
        assertThatThrownBy(() -> client.v1().invoices().pay(open.getId()))
                .hasMessageContaining("no attached payment source");
        Invoice paid = client.v1()
                .invoices()
                .pay(
                        open.getId(),
                        InvoicePayParams.builder().setPaidOutOfBand(true).build());
        assertThat(paid.getStatus()).isEqualTo("paid");
        assertThat(paid.getAmountPaid()).isEqualTo(3750);
        assertThat(paid.getAmountRemaining()).isZero();
        assertThat(paid.getAttempted()).isFalse();

        Invoice second = draft(ada.getId());
        addLine(second, 100, 1);
        assertThat(client.v1().invoices().finalizeInvoice(second.getId()).getNumber())
                .isEqualTo(ada.getInvoicePrefix() + "-0002");
        assertThat(types("invoice.*"))
                .containsExactly(
                        "invoice.created",
                        "invoice.updated",
                        "invoice.finalized",
                        "invoice.sent",
                        "invoice.paid",
                        "invoice.created",
                        "invoice.updated",
                        "invoice.finalized");
    }

    @Test
    void whatAStateDoesNotTakeIsRefusedInStripesWords() throws StripeException {
        String ada = customer("Ada").getId();
        String draft = billed(ada);
        refused(NOT_OPEN, () -> client.v1().invoices().voidInvoice(draft));
        refused(NOT_OPEN, () -> client.v1().invoices().markUncollectible(draft));

        client.v1().invoices().finalizeInvoice(draft);
        refused(
                "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
                () -> client.v1().invoices().finalizeInvoice(draft));
        refused(
                "You can only delete draft invoices.",
                () -> client.v1().invoices().delete(draft));
        assertThatThrownBy(() -> addLine(client.v1().invoices().retrieve(draft), 1, 1))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo("invoice_not_editable"));
        assertThatThrownBy(() -> update(draft, InvoiceUpdateParams.builder().setFooter("x")))
                .isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
                    assertThat(refused.getMessage()).contains("Finalized invoices can't be updated in this way");
                    assertThat(refused.getParam()).isEqualTo("footer");
                });
        assertThat(update(
                                draft,
                                InvoiceUpdateParams.builder()
                                        .setDescription("memo")
                                        .putMetadata("k", "v"))
                        .getDescription())
                .as("an open invoice takes a memo and metadata")
                .isEqualTo("memo");
        refused(
                "This invoice cannot be sent right now",
                () -> client.v1().invoices().sendInvoice(draft));

        client.v1().invoices().markUncollectible(draft);
        refused(
                "This invoice has already been marked uncollectible.",
                () -> client.v1().invoices().markUncollectible(draft));
        assertThat(client.v1().invoices().voidInvoice(draft).getStatus()).isEqualTo("void");
        refused(NOT_OPEN, () -> client.v1().invoices().voidInvoice(draft));
        refused(NOT_OPEN, () -> client.v1().invoices().pay(draft));
        assertThatThrownBy(() -> update(draft, InvoiceUpdateParams.builder().setDescription("x")))
                .hasMessageContaining("Finalized invoices can't be updated");
        assertThat(update(draft, InvoiceUpdateParams.builder().putMetadata("k", "w"))
                        .getMetadata())
                .containsEntry("k", "w");

        String paid = billed(ada);
        client.v1()
                .invoices()
                .pay(paid, InvoicePayParams.builder().setPaidOutOfBand(true).build());
        refused("Invoice is already paid", () -> client.v1().invoices().pay(paid));
        refused("cannot be voided", () -> client.v1().invoices().voidInvoice(paid));
    }

    @Test
    void whatIsFreeIsPaidAsSoonAsItIsFinalized() throws StripeException {
        Invoice paid = client.v1()
                .invoices()
                .finalizeInvoice(draft(customer("Ada").getId()).getId());

        assertThat(paid.getStatus()).isEqualTo("paid");
        assertThat(paid.getAttempted()).isTrue();
        assertThat(types("invoice.*")).containsExactly("invoice.created", "invoice.finalized", "invoice.paid");
    }

    @Test
    void aDeletedDraftIsGoneAndKeepsItsItems() throws StripeException {
        String ada = customer("Ada").getId();
        String draft = billed(ada);
        String item = client.v1().invoiceItems().list().getData().get(0).getId();

        assertThat(client.v1().invoices().delete(draft).getDeleted()).isTrue();

        assertThatThrownBy(() -> client.v1().invoices().retrieve(draft))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(404));
        assertThat(client.v1().invoices().list().getData()).isEmpty();
        assertThat(client.v1().invoiceItems().retrieve(item).getInvoice()).isEqualTo(draft);
        refused(
                "This invoice item has been deleted.",
                () -> client.v1().invoiceItems().delete(item));
        Event last = client.v1().events().list().getData().get(0);
        assertThat(last.getType()).isEqualTo("invoice.deleted");
        Invoice snapshot =
                (Invoice) last.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(snapshot.getLines().getData()).hasSize(1);
    }

    @Test
    void pendingItemsComeAlongOnlyIfAskedFor() throws StripeException {
        String ada = customer("Ada").getId();
        for (int number = 1; number <= 2; number++) {
            client.v1()
                    .invoiceItems()
                    .create(InvoiceItemCreateParams.builder()
                            .setCustomer(ada)
                            .setCurrency("eur")
                            .setAmount(number * 100L)
                            .build());
        }
        assertThat(draft(ada).getLines().getData()).isEmpty();

        Invoice with = client.v1()
                .invoices()
                .create(InvoiceCreateParams.builder()
                        .setCustomer(ada)
                        .setPendingInvoiceItemsBehavior(InvoiceCreateParams.PendingInvoiceItemsBehavior.INCLUDE)
                        .build());

        assertThat(with.getCurrency()).isEqualTo("eur");
        assertThat(with.getTotal()).isEqualTo(300);
        assertThat(with.getLines().getData())
                .extracting(InvoiceLineItem::getAmount)
                .as("the newest first")
                .containsExactly(200L, 100L);
    }

    @Test
    void listsAndSearches() throws StripeException {
        String ada = customer("Ada").getId();
        String bob = customer("Bob").getId();
        String open = billed(ada);
        client.v1().invoices().finalizeInvoice(open);
        String draft = billed(ada);
        billed(bob);

        assertThat(list(InvoiceListParams.builder().setCustomer(ada))).containsExactly(draft, open);
        assertThat(list(InvoiceListParams.builder().setCustomer(ada).setStatus(InvoiceListParams.Status.OPEN)))
                .containsExactly(open);
        String number = client.v1().invoices().retrieve(open).getNumber();
        assertThat(search("number:'" + number + "'")).containsExactly(open);
        assertThat(search("customer:'" + ada + "' AND status:'draft' AND total>0"))
                .containsExactly(draft);
    }

    @Test
    void aNumberOfOnesOwnIsKeptAndUnique() throws StripeException {
        String ada = customer("Ada").getId();
        Invoice own = client.v1()
                .invoices()
                .create(InvoiceCreateParams.builder()
                        .setCustomer(ada)
                        .setNumber("R-2026-1")
                        .build());
        addLine(own, 100, 1);
        String other = billed(ada);

        assertThat(client.v1().invoices().finalizeInvoice(own.getId()).getNumber())
                .isEqualTo("R-2026-1");
        refused(
                "R-2026-1 already exists",
                () -> update(other, InvoiceUpdateParams.builder().setNumber("R-2026-1")));
    }

    @Test
    void refusesWhatDoesNotFit() throws StripeException {
        String ada = customer("Ada").getId();
        client.v1().customers().delete(ada);
        assertThatThrownBy(() -> draft(ada)).isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
            assertThat(refused.getCode()).isEqualTo("resource_missing");
            assertThat(refused.getParam()).isEqualTo("customer");
        });
        String bob = customer("Bob").getId();
        refused(
                "you must specify 'due_date' or 'days_until_due'",
                () -> client.v1()
                        .invoices()
                        .create(InvoiceCreateParams.builder()
                                .setCustomer(bob)
                                .setCollectionMethod(InvoiceCreateParams.CollectionMethod.SEND_INVOICE)
                                .build()));
        refused(
                "if invoice collection method is 'send_invoice'",
                () -> client.v1()
                        .invoices()
                        .create(InvoiceCreateParams.builder()
                                .setCustomer(bob)
                                .setDaysUntilDue(3L)
                                .build()));
        refused(
                "does not imitate",
                () -> client.v1()
                        .invoices()
                        .create(InvoiceCreateParams.builder()
                                .setCustomer(bob)
                                .setAutoAdvance(true)
                                .build()));
        assertThat(simulator.counts().at("/objects/invoice").asInt()).isZero();
    }

    @Test
    void eachCallHasAKeyOfItsOwn() throws StripeException {
        String ada = customer("Ada").getId();
        InvoiceCreateParams params =
                InvoiceCreateParams.builder().setCustomer(ada).build();
        String first = client.v1().invoices().create(params, key("k/draft")).getId();
        assertThat(client.v1().invoices().create(params, key("k/draft")).getId())
                .isEqualTo(first);
        for (int time = 0; time < 2; time++) {
            client.v1().invoices().addLines(first, line(500, 1), key("k/lines"));
            client.v1()
                    .invoices()
                    .finalizeInvoice(
                            first, InvoiceFinalizeInvoiceParams.builder().build(), key("k/finalize"));
        }
        assertThat(client.v1().invoices().retrieve(first).getTotal()).isEqualTo(500);
        assertThat(simulator.counts().path("replays").asInt()).isEqualTo(3);
    }

    @Test
    void aProductWithAPriceIsArchivedNotDeleted() throws StripeException {
        String pump = client.v1()
                .products()
                .create(ProductCreateParams.builder().setName("Pump").build())
                .getId();
        Price price = client.v1()
                .prices()
                .create(PriceCreateParams.builder()
                        .setProduct(pump)
                        .setCurrency("eur")
                        .setUnitAmount(1250L)
                        .build());
        assertThat(price.getUnitAmountDecimal()).isEqualByComparingTo(new BigDecimal("1250"));

        refused(
                "This product cannot be deleted because it has one or more user-created prices.",
                () -> client.v1().products().delete(pump));
        assertThat(client.v1()
                        .products()
                        .update(
                                pump,
                                ProductUpdateParams.builder().setActive(false).build())
                        .getActive())
                .isFalse();
        assertThat(client.v1().products().retrieve(pump).getDeleted()).isNull();
    }

    private Customer customer(String name) throws StripeException {
        return client.v1()
                .customers()
                .create(CustomerCreateParams.builder().setName(name).build());
    }

    private Invoice draft(String customer) throws StripeException {
        return client.v1()
                .invoices()
                .create(InvoiceCreateParams.builder().setCustomer(customer).build());
    }

    private String billed(String customer) throws StripeException {
        Invoice draft = draft(customer);
        addLine(draft, 500, 2);
        return draft.getId();
    }

    private void addLine(Invoice invoice, long unit, long quantity) throws StripeException {
        client.v1().invoices().addLines(invoice.getId(), line(unit, quantity));
    }

    private InvoiceAddLinesParams line(long unit, long quantity) throws StripeException {
        String currency = client.v1()
                .invoices()
                .list(InvoiceListParams.builder().setLimit(1L).build())
                .getData()
                .get(0)
                .getCurrency();
        String product = "pump";
        if (client.v1().products().list().getData().isEmpty()) {
            client.v1()
                    .products()
                    .create(ProductCreateParams.builder()
                            .setId(product)
                            .setName("Pump")
                            .build());
        }
        return InvoiceAddLinesParams.builder()
                .addLine(InvoiceAddLinesParams.Line.builder()
                        .setQuantity(quantity)
                        .setPriceData(InvoiceAddLinesParams.Line.PriceData.builder()
                                .setCurrency(currency)
                                .setProduct(product)
                                .setUnitAmount(unit)
                                .build())
                        .build())
                .build();
    }

    private Invoice update(String id, InvoiceUpdateParams.Builder changes) throws StripeException {
        return client.v1().invoices().update(id, changes.build());
    }

    private List<String> list(InvoiceListParams.Builder filters) throws StripeException {
        return client.v1().invoices().list(filters.build()).getData().stream()
                .map(Invoice::getId)
                .toList();
    }

    private List<String> search(String query) throws StripeException {
        return client
                .v1()
                .invoices()
                .search(InvoiceSearchParams.builder().setQuery(query).build())
                .getData()
                .stream()
                .map(Invoice::getId)
                .toList();
    }

    /** The events' types, oldest first. */
    private List<String> types(String wanted) throws StripeException {
        List<String> types = new ArrayList<>(
                client
                        .v1()
                        .events()
                        .list(EventListParams.builder()
                                .setType(wanted)
                                .setLimit(100L)
                                .build())
                        .getData()
                        .stream()
                        .map(Event::getType)
                        .toList());
        Collections.reverse(types);
        return types;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static void refused(String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(400))
                .hasMessageContaining(message);
    }

    private static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
