/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.Product;
import com.stripe.model.StripeCollection;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductListParams;
import com.stripe.param.ProductSearchParams;
import com.stripe.param.ProductUpdateParams;
import com.stripe.param.common.EmptyParam;
import io.bascule.simulator.kit.Scenario;
import io.bascule.simulator.kit.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Stripe's own Java client against the simulator. */
final class StripeClientTest {
    private final SimulatorClock clock = SimulatorClock.frozenAt(Instant.parse("2026-01-31T12:00:00Z"));
    private final StripeSimulator simulator =
            StripeSimulator.builder().clock(clock).start();
    private final StripeClient client = client(simulator.apiKey());

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aCustomerLivesFromCreationToDeletion() throws StripeException {
        Customer created = client.v1()
                .customers()
                .create(CustomerCreateParams.builder()
                        .setName("Ada Lovelace")
                        .setEmail("ada@engine.example")
                        .setPhone("+44 1")
                        .setDescription("first")
                        .setAddress(CustomerCreateParams.Address.builder()
                                .setLine1("12 St James's Square")
                                .setCity("London")
                                .setCountry("GB")
                                .build())
                        .setShipping(CustomerCreateParams.Shipping.builder()
                                .setName("Ada")
                                .setAddress(CustomerCreateParams.Shipping.Address.builder()
                                        .setCity("Ockham")
                                        .build())
                                .build())
                        .putMetadata("plan", "pro")
                        .putMetadata("seat", "1")
                        .build());
        assertThat(created.getId()).matches("cus_[A-Za-z0-9]{14}");
        assertThat(created.getCreated()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(created.getAddress().getCity()).isEqualTo("London");
        assertThat(created.getAddress().getLine2()).isNull();
        assertThat(created.getShipping().getAddress().getCity()).isEqualTo("Ockham");
        assertThat(created.getLastResponse().requestId()).startsWith("req_");

        Customer updated = client.v1()
                .customers()
                .update(
                        created.getId(),
                        CustomerUpdateParams.builder()
                                .setName("Ada King")
                                .setDescription(EmptyParam.EMPTY)
                                .putMetadata("plan", "")
                                .putMetadata("tier", "gold")
                                .setAddress(CustomerUpdateParams.Address.builder()
                                        .setCity("Paris")
                                        .build())
                                .build());
        assertThat(updated.getName()).isEqualTo("Ada King");
        assertThat(updated.getDescription()).isNull();
        assertThat(updated.getMetadata())
                .containsOnly(java.util.Map.entry("seat", "1"), java.util.Map.entry("tier", "gold"));
        assertThat(updated.getAddress().getCity()).isEqualTo("Paris");
        assertThat(updated.getAddress().getLine1())
                .as("a nested hash is replaced whole")
                .isNull();
        assertThat(updated.getPhone()).isEqualTo("+44 1");

        Customer found = client.v1().customers().retrieve(created.getId());
        assertThat(found.getName()).isEqualTo("Ada King");

        assertThat(client.v1().customers().delete(created.getId()).getDeleted()).isTrue();
        Customer gone = client.v1().customers().retrieve(created.getId());
        assertThat(gone.getDeleted()).isTrue();
        assertThat(gone.getName()).isNull();
        assertMissing(() -> client.v1()
                .customers()
                .update(
                        created.getId(),
                        CustomerUpdateParams.builder().setName("x").build()));
        assertThat(client.v1().customers().list().getData()).isEmpty();
    }

    @Test
    void aProductLivesFromCreationToDeletion() throws StripeException {
        Product created = client.v1()
                .products()
                .create(ProductCreateParams.builder()
                        .setId("pump-7")
                        .setName("Pump")
                        .addImage("https://img.example/1.png")
                        .setPackageDimensions(ProductCreateParams.PackageDimensions.builder()
                                .setHeight(new java.math.BigDecimal("1.5"))
                                .setLength(java.math.BigDecimal.TEN)
                                .setWeight(java.math.BigDecimal.ONE)
                                .setWidth(java.math.BigDecimal.ONE)
                                .build())
                        .setShippable(true)
                        .addMarketingFeature(ProductCreateParams.MarketingFeature.builder()
                                .setName("quiet")
                                .build())
                        .build());
        assertThat(created.getId()).isEqualTo("pump-7");
        assertThat(created.getActive()).isTrue();
        assertThat(created.getPackageDimensions().getLength()).isEqualByComparingTo("10");
        assertThat(created.getMarketingFeatures()).hasSize(1);

        assertThatThrownBy(() -> client.v1()
                        .products()
                        .create(ProductCreateParams.builder()
                                .setId("pump-7")
                                .setName("Other")
                                .build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo("resource_already_exists"));

        clock.advance(Duration.ofSeconds(90));
        Product updated = client.v1()
                .products()
                .update(
                        "pump-7",
                        ProductUpdateParams.builder()
                                .setActive(false)
                                .setImages(EmptyParam.EMPTY)
                                .build());
        assertThat(updated.getActive()).isFalse();
        assertThat(updated.getImages()).isEmpty();
        assertThat(updated.getUpdated()).isEqualTo(created.getUpdated() + 90);

        client.v1().products().delete("pump-7");
        assertMissing(() -> client.v1().products().retrieve("pump-7"));
    }

    @Test
    void listsAllNewestFirstThroughAutoPaging() throws StripeException {
        List<String> made = new ArrayList<>();
        for (int number = 0; number < 253; number++) {
            clock.advance(Duration.ofSeconds(1));
            made.add(create("customer " + number, "c" + number + "@x.example").getId());
        }
        List<String> listed = new ArrayList<>();
        client.v1()
                .customers()
                .list(CustomerListParams.builder().setLimit(100L).build())
                .autoPagingIterable()
                .forEach(customer -> listed.add(customer.getId()));

        java.util.Collections.reverse(made);
        assertThat(listed).isEqualTo(made);

        StripeCollection<Customer> usual = client.v1().customers().list();
        assertThat(usual.getData()).hasSize(10);
        assertThat(usual.getHasMore()).isTrue();
        assertThat(usual.getUrl()).isEqualTo("/v1/customers");

        StripeCollection<Customer> before = client.v1()
                .customers()
                .list(CustomerListParams.builder()
                        .setEndingBefore(made.get(5))
                        .setLimit(3L)
                        .build());
        assertThat(before.getData()).extracting(Customer::getId).isEqualTo(made.subList(2, 5));
        assertThat(before.getHasMore()).isTrue();

        assertThat(client.v1()
                        .customers()
                        .list(CustomerListParams.builder()
                                .setEmail("c17@x.example")
                                .build())
                        .getData())
                .hasSize(1);
        long now = clock.instant().getEpochSecond();
        assertThat(client.v1()
                        .customers()
                        .list(CustomerListParams.builder()
                                .setCreated(CustomerListParams.Created.builder()
                                        .setGt(now - 5)
                                        .setLte(now - 2)
                                        .build())
                                .build())
                        .getData())
                .extracting(Customer::getId)
                .isEqualTo(made.subList(2, 5));
    }

    @Test
    void filtersProducts() throws StripeException {
        Product on = product("a", true, "https://a.example");
        Product off = product("b", false, "https://b.example");

        assertThat(products(ProductListParams.builder().setActive(true).build()))
                .containsExactly(on.getId());
        assertThat(products(
                        ProductListParams.builder().setUrl("https://b.example").build()))
                .containsExactly(off.getId());
        assertThat(products(ProductListParams.builder()
                        .addId(on.getId())
                        .addId("prod_none")
                        .build()))
                .containsExactly(on.getId());
        clock.advance(Duration.ofMinutes(1));
        assertThat(client.v1()
                        .products()
                        .search(ProductSearchParams.builder()
                                .setQuery("active:'false'")
                                .build())
                        .getData())
                .extracting(Product::getId)
                .containsExactly(off.getId());
    }

    @Test
    void searchSeesWritesOnlyAfterTheLag() throws StripeException {
        Customer ada = create("Ada", "ada@x.example");
        assertThat(search("email:'ada@x.example'")).isEmpty();

        clock.advance(Duration.ofSeconds(59));
        assertThat(search("email:'ada@x.example'")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(search("email:'ada@x.example' AND name:'Ada'")).containsExactly(ada.getId());

        client.v1()
                .customers()
                .update(
                        ada.getId(),
                        CustomerUpdateParams.builder()
                                .setEmail("ada@y.example")
                                .putMetadata("k", "v")
                                .build());
        assertThat(search("email:'ada@x.example'"))
                .as("the index still has the old version")
                .hasSize(1);
        assertThat(search("metadata['k']:'v'")).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(search("email:'ada@x.example'")).isEmpty();
        assertThat(search("metadata['k']:'v'")).containsExactly(ada.getId());

        client.v1().customers().delete(ada.getId());
        assertThat(search("metadata['k']:'v'")).as("a delete lags too").hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(search("metadata['k']:'v'")).isEmpty();

        simulator.searchLag(Duration.ZERO);
        create("Bob", "bob@x.example");
        assertThat(search("name:'bob'")).hasSize(1);
    }

    @Test
    void searchPages() throws StripeException {
        simulator.searchLag(Duration.ZERO);
        for (int number = 0; number < 25; number++) {
            create("same", "s" + number + "@x.example");
        }
        var found = new HashSet<String>();
        client.v1()
                .customers()
                .search(CustomerSearchParams.builder()
                        .setQuery("name:'same'")
                        .setLimit(10L)
                        .build())
                .autoPagingIterable()
                .forEach(customer -> found.add(customer.getId()));
        assertThat(found).hasSize(25);
    }

    @Test
    void everyChangeMakesAnEventAndNoChangeMakesNone() throws StripeException {
        Customer ada = create("Ada", "ada@x.example");
        client.v1()
                .customers()
                .update(
                        ada.getId(),
                        CustomerUpdateParams.builder()
                                .setName("Ada King")
                                .putMetadata("k", "v")
                                .build());
        client.v1()
                .customers()
                .update(
                        ada.getId(),
                        CustomerUpdateParams.builder().setName("Ada King").build());
        product("p", true, "https://p.example");
        client.v1().customers().delete(ada.getId());

        List<Event> events = client.v1().events().list().getData();
        assertThat(events)
                .extracting(Event::getType)
                .containsExactly("customer.deleted", "product.created", "customer.updated", "customer.created");
        Event updated = events.get(2);
        Customer snapshot =
                (Customer) updated.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(snapshot.getName()).isEqualTo("Ada King");
        assertThat(updated.getData().getPreviousAttributes())
                .containsEntry("name", "Ada")
                .hasEntrySatisfying(
                        "metadata", old -> assertThat(old.toString()).isEqualTo("{k=null}"));
        assertThat(updated.getRequest().getId()).startsWith("req_");
        assertThat(updated.getRequest().getIdempotencyKey()).isNotBlank();
        Customer lastSeen =
                (Customer) events.get(0).getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(lastSeen.getName()).isEqualTo("Ada King");
        assertThat(client.v1().events().retrieve(updated.getId()).getType()).isEqualTo("customer.updated");

        assertThat(client.v1()
                        .events()
                        .list(EventListParams.builder()
                                .addType("product.created")
                                .addType("customer.created")
                                .build())
                        .getData())
                .hasSize(2);
        assertThat(client.v1()
                        .events()
                        .list(EventListParams.builder().setType("customer.*").build())
                        .getData())
                .hasSize(3);
        assertThat(client.v1()
                        .events()
                        .list(EventListParams.builder()
                                .setEndingBefore(updated.getId())
                                .build())
                        .getData())
                .extracting(Event::getType)
                .containsExactly("customer.deleted", "product.created");
    }

    @Test
    void eventsAreKeptThirtyDays() throws StripeException {
        create("Ada", "ada@x.example");
        String id = client.v1().events().list().getData().get(0).getId();

        clock.advance(Duration.ofDays(30));
        assertThat(client.v1().events().list().getData()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(client.v1().events().list().getData()).isEmpty();
        assertMissing(() -> client.v1().events().retrieve(id));
    }

    @Test
    void aKeyReplaysItsAnswerForADay() throws StripeException {
        CustomerCreateParams ada = CustomerCreateParams.builder().setName("Ada").build();
        Customer first = client.v1().customers().create(ada, key("k1"));
        Customer again = client.v1().customers().create(ada, key("k1"));

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");
        assertThat(first.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .isEmpty();
        assertThat(simulator.counts().at("/writes/customer create").asInt()).isEqualTo(1);
        assertThat(simulator.counts().path("replays").asInt()).isEqualTo(1);

        assertThatThrownBy(() -> client.v1()
                        .customers()
                        .create(CustomerCreateParams.builder().setName("Bob").build(), key("k1")))
                .isInstanceOf(IdempotencyException.class)
                .hasMessageContaining("same parameters");
        assertThatThrownBy(() -> client.v1()
                        .products()
                        .create(ProductCreateParams.builder().setName("Ada").build(), key("k1")))
                .isInstanceOf(IdempotencyException.class)
                .hasMessageContaining("same endpoint");

        clock.advance(Duration.ofHours(24));
        assertThat(client.v1().customers().create(ada, key("k1")).getId()).isNotEqualTo(first.getId());
    }

    @Test
    void withoutReplayTheSameKeyMakesATwin() throws StripeException {
        try (StripeSimulator forgetful =
                StripeSimulator.builder().idempotentReplay(false).start()) {
            StripeClient other = StripeClient.builder()
                    .setApiKey(forgetful.apiKey())
                    .setApiBase(forgetful.address().toString())
                    .build();
            CustomerCreateParams ada =
                    CustomerCreateParams.builder().setName("Ada").build();
            other.v1().customers().create(ada, key("k1"));
            other.v1().customers().create(ada, key("k1"));
            assertThat(other.v1().customers().list().getData()).hasSize(2);
        }
    }

    @Test
    void aRefusedRequestDoesNotUseUpItsKey() throws StripeException {
        assertThatThrownBy(() -> client.v1()
                        .customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .setEmail("no address")
                                        .build(),
                                key("k1")))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(client.v1()
                        .customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .setEmail("ada@x.example")
                                        .build(),
                                key("k1"))
                        .getEmail())
                .isEqualTo("ada@x.example");
    }

    @Test
    void refusesAsStripeDoes() {
        assertMissing(() -> client.v1().customers().retrieve("cus_none"));
        assertRefused(
                "email_invalid",
                "email",
                CustomerCreateParams.builder().setEmail("x@").build());
        assertRefused(
                "parameter_unknown",
                "colour",
                CustomerCreateParams.builder().putExtraParam("colour", "red").build());
        assertRefused(
                "parameter_missing",
                "shipping[name]",
                CustomerCreateParams.builder()
                        .putExtraParam("shipping", java.util.Map.of("address", java.util.Map.of("city", "x")))
                        .build());
        assertRefused(
                "parameter_unknown",
                "source",
                CustomerCreateParams.builder().setSource("tok_visa").build());
        assertThatThrownBy(() -> client("sk_test_wrong").v1().customers().list())
                .isInstanceOfSatisfying(
                        AuthenticationException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(401));
        assertThatThrownBy(() -> client.v1()
                        .customers()
                        .list(CustomerListParams.builder().setLimit(101L).build()))
                .hasMessageContaining("less than or equal to 100");
        assertThatThrownBy(() -> client.v1()
                        .customers()
                        .list(CustomerListParams.builder()
                                .setStartingAfter("cus_none")
                                .build()))
                .hasMessageContaining("No such customer: 'cus_none'");
        assertThat(simulator.counts().at("/objects/customer").asInt()).isZero();
    }

    @Test
    void aRateLimitIsOneForTheClientToo() throws StripeException {
        simulator.faults().replace(Scenario.parse("{\"faults\":[{\"fault\":\"rateLimit\",\"first\":1}]}"));

        assertThatThrownBy(() -> create("Ada", "ada@x.example"))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo("rate_limit"));
        assertThat(create("Ada", "ada@x.example").getId()).isNotBlank();
    }

    @Test
    void theAccountAndItsBalanceAnswer() throws StripeException {
        assertThat(client.v1().accounts().retrieveCurrent().getId()).startsWith("acct_");
        assertThat(client.v1().balance().retrieve().getAvailable()).hasSize(1);
    }

    private Customer create(String name, String email) throws StripeException {
        return client.v1()
                .customers()
                .create(CustomerCreateParams.builder()
                        .setName(name)
                        .setEmail(email)
                        .build());
    }

    private Product product(String name, boolean active, String url) throws StripeException {
        return client.v1()
                .products()
                .create(ProductCreateParams.builder()
                        .setName(name)
                        .setActive(active)
                        .setUrl(url)
                        .build());
    }

    private List<String> products(ProductListParams params) throws StripeException {
        return client.v1().products().list(params).getData().stream()
                .map(Product::getId)
                .toList();
    }

    private List<String> search(String query) throws StripeException {
        return client
                .v1()
                .customers()
                .search(CustomerSearchParams.builder().setQuery(query).build())
                .getData()
                .stream()
                .map(Customer::getId)
                .toList();
    }

    private void assertRefused(String code, String param, CustomerCreateParams params) {
        assertThatThrownBy(() -> client.v1().customers().create(params))
                .isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(code);
                    assertThat(refused.getParam()).isEqualTo(param);
                    assertThat(refused.getStatusCode()).isEqualTo(400);
                });
    }

    private static void assertMissing(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
            assertThat(refused.getStatusCode()).isEqualTo(404);
            assertThat(refused.getCode()).isEqualTo("resource_missing");
        });
    }

    private StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(simulator.address().toString())
                .setMaxNetworkRetries(0)
                .build();
    }

    private static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
