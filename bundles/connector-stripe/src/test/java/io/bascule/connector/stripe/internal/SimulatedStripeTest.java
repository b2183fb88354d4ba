/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import com.sun.net.httpserver.HttpServer;
import io.bascule.api.connector.Change;
import io.bascule.api.connector.Changes.ChangePage;
import io.bascule.api.connector.Deletes.DeleteItem;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Lists.Page;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.ReceivesWebhooks.Hint;
import io.bascule.api.connector.ReceivesWebhooks.WebhookOutcome;
import io.bascule.api.connector.ReceivesWebhooks.WebhookRequest;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.simulator.kit.SimulatorClock;
import io.bascule.simulator.stripe.StripeSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.bascule.connector.stripe.internal.SimulatedAccount.fields;
import static io.bascule.connector.stripe.internal.SimulatedAccount.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/** The connector with its real HTTP client against the imitation of Stripe. */
class SimulatedStripeTest {
    private final SimulatorClock clock = SimulatorClock.frozenAt(Instant.parse("2026-11-24T04:32:00Z"));
    private final SimulatedAccount account =
            new SimulatedAccount(StripeSimulator.builder().clock(clock).start(), clock);
    private final StripeConnector connector = account.connector;

    @AfterEach
    void stop() throws Exception {
        account.close();
    }

    private WriteOutcome create(String type, String json, String name) {
        return account.create(type, fields(json), name);
    }

    private ExternalRecord created(String type, String json, String name) {
        return ok(create(type, json, name));
    }

    private WriteOutcome update(ExternalRecord before, String json, String key) {
        return account.update("customers", before, json, key);
    }

    private static @Nullable String at(ExternalRecord record, String path) {
        Value value = FieldPath.of(path).get(record.fields());
        return value == null ? "ABSENT" : value.textOrNull();
    }

    private int objects(String type) {
        return connector.list(type, null, 100).objects().size();
    }

    @Test
    void checksItsKey() {
        connector.check();
        account.secrets.put("auth.secret", "sk_test_wrong_key_1234");
        BasculeException e = catchThrowableOfType(BasculeException.class, connector::check);
        assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORISED);
        assertThat(e.getMessage()).doesNotContain("sk_test_wrong_key_1234");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        ExternalRecord ada = created(
                "customers",
                "{'name':'Ada','email':'ada@example.org','address':{'city':'Linz','country':'AT'},"
                        + "'shipping':{'address':{'city':'Wels'}},'metadata':{'sku':'A-1'}}",
                "ada");
        assertThat(ada.marker()).isEqualTo("marker-ada");
        assertThat(account.read("customers", ada.id())).isEqualTo(ada);
        assertThat(at(ada, "shipping.name")).isEqualTo("Ada");
        assertThat(at(ada, "metadata.sku")).isEqualTo("A-1");

        ExternalRecord changed = ok(update(
                ada,
                "{'name':'Ada King','email':null,'address':{'city':'Graz'},'shipping':{'address':{'line1':'x'}},"
                        + "'metadata':{'sku':null}}",
                "u1"));
        assertThat(at(changed, "name")).isEqualTo("Ada King");
        assertThat(at(changed, "email")).isNull();
        assertThat(at(changed, "address.country")).isEqualTo("AT");
        assertThat(at(changed, "shipping.address.city")).isEqualTo("Wels");
        assertThat(at(changed, "metadata.sku")).isNull();
        assertThat(changed.marker()).isEqualTo("marker-ada");

        ExternalRecord cleared = ok(update(changed, "{'shipping':{'address':{'city':null,'line1':null}}}", "u2"));
        assertThat(at(cleared, "shipping.name")).isNull();
        assertThat(at(cleared, "shipping.address.city")).isNull();
    }

    @Test
    void productsTellWhenTheyChanged() {
        ExternalRecord shirt = created("products", "{'name':'Shirt','active':false,'unit_label':'piece'}", "shirt");
        assertThat(shirt.changedAt()).isEqualTo(clock.instant());
        assertThat(shirt.fields().get("active")).isEqualTo(Value.of(false));
        assertThat(create("products", "{'description':'no name'}", "none"))
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.errors().get(0).path()).isEqualTo("name"));
    }

    @Test
    void findsByEmailAtOnceAndByMarkerAndSkuAfterTheLag() {
        ExternalRecord ada = created("customers", "{'name':'Ada','email':'ada@example.org'}", "ada");
        ExternalRecord shirt = created("products", "{'name':'Shirt','metadata':{'sku':'A\\\"1'}}", "shirt");
        Map<String, Value> email = Map.of("email", Value.of("ada@example.org"));
        Map<String, Value> marker = Map.of("metadata.bascule_link", Value.of("marker-ada"));
        Map<String, Value> sku = Map.of("metadata.sku", Value.of("A\"1"));
        assertThat(connector.find("customers", email, 10)).containsExactly(ada);
        assertThat(connector.find("customers", marker, 10)).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        assertThat(connector.find("customers", marker, 10)).containsExactly(ada);
        assertThat(connector.find("customers", Map.of("email", Value.of("ADA@example.org")), 10))
                .containsExactly(ada);
        assertThat(connector.find("products", sku, 10)).containsExactly(shirt);
    }

    private WriteOutcome delete(String type, String id) {
        return connector
                .delete(type, List.of(new DeleteItem(id, null, "delete-" + id)))
                .get(0);
    }

    @Test
    void whatIsDeletedShowsAsDeletedAndTheStreamTells() {
        for (String type : List.of("customers", "products")) {
            String id = created(type, "{'name':'Ada'}", "to-delete-" + type).id();
            Position position = connector.latest(type);

            assertThat(delete(type, id)).isEqualTo(new WriteOutcome.Deleted());

            assertThat(objects(type)).isZero();
            assertThat(connector.changes(type, position, 100).changes())
                    .extracting(Change::id, Change::deleted)
                    .containsExactly(tuple(id, true));
            assertThat(connector.capabilities().types())
                    .hasEntrySatisfying(
                            type,
                            facts -> assertThat(facts.changesTellDeletes()).isTrue());
            assertThat(delete(type, id)).isEqualTo(new WriteOutcome.NotFound());
        }
    }

    @Test
    void aDeletedCustomerIsReadAsDeletedAndAProductIsNotFound() {
        String ada = created("customers", "{'name':'Ada'}", "ada").id();
        String shirt = created("products", "{'name':'Shirt'}", "shirt").id();
        delete("customers", ada);
        delete("products", shirt);
        assertThat(account.read("customers", ada).deleted()).isTrue();
        assertThat(connector.read("products", List.of(shirt))).containsExactly(new ReadOutcome.NotFound());
    }

    @Test
    void aDeleteWhoseAnswerIsLostIsUnknownAndItsRepetitionFindsNothing() {
        String id = created("customers", "{'name':'Ada'}", "ada").id();
        account.scenario("{'fault':'applyThenReset','on':'DELETE /v1/customers/*','limit':1}");
        assertThat(delete("customers", id)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(delete("customers", id)).isEqualTo(new WriteOutcome.NotFound());

        String other = created("customers", "{'name':'Eve'}", "eve").id();
        account.scenario("{'fault':'resetBefore','on':'DELETE /v1/customers/*','limit':1}");
        assertThat(delete("customers", other)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(delete("customers", other)).isEqualTo(new WriteOutcome.Deleted());
    }

    @Test
    void aCreateWhoseAnswerIsLostIsUnknownAndItsRepetitionGivesTheOneObject() {
        for (String fault : List.of("applyThenReset", "resetBefore")) {
            int before = objects("customers");
            account.scenario("{'fault':'" + fault + "','on':'POST /v1/customers','limit':1}");
            assertThat(create("customers", "{'name':'Ada'}", fault)).isInstanceOf(WriteOutcome.Unknown.class);
            ExternalRecord ada = created("customers", "{'name':'Ada'}", fault);
            assertThat(objects("customers")).isEqualTo(before + 1);
            assertThat(account.read("customers", ada.id())).isEqualTo(ada);
        }
    }

    @Test
    void aFailureAfterTheWriteIsUnknownAndTheObjectIsFoundByItsMarker() {
        account.scenario("{'fault':'status','status':500,'applied':true,'on':'POST /v1/customers','limit':1}");
        assertThat(create("customers", "{'name':'Ada'}", "ada")).isInstanceOf(WriteOutcome.Unknown.class);
        clock.advance(Duration.ofSeconds(61));
        assertThat(connector.find("customers", Map.of("metadata.bascule_link", Value.of("marker-ada")), 10))
                .hasSize(1);
        created("customers", "{'name':'Ada'}", "ada");
        assertThat(objects("customers")).isEqualTo(1);
    }

    @Test
    void aFailureStoredUnderTheKeyStaysUnknownUntilTheKeyIsForgotten() {
        account.scenario(
                "{'fault':'status','status':500,'applied':false,'stored':true,'on':'POST /v1/customers','limit':1}");
        assertThat(create("customers", "{'name':'Ada'}", "ada")).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(create("customers", "{'name':'Ada'}", "ada")).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(objects("customers")).isZero();
        clock.advance(Duration.ofHours(25));
        created("customers", "{'name':'Ada'}", "ada");
    }

    @Test
    void garbageForAnAnswerLeavesAWriteUnknownAndAReadUnreadable() {
        for (String body : List.of("truncated", "torn")) {
            account.scenario("{'fault':'garbage','body':'" + body + "','on':'POST /v1/customers','limit':1}");
            assertThat(create("customers", "{'name':'Ada'}", body)).isInstanceOf(WriteOutcome.Unknown.class);
        }
        account.scenario("{'fault':'garbage','body':'html','on':'GET /v1/**'}");
        assertThat(catchThrowableOfType(BasculeException.class, () -> objects("customers"))
                        .code())
                .isIn(ErrorCode.ANSWER_UNREADABLE, ErrorCode.SYSTEM_FAILED);
    }

    @Test
    void tooManyCallsAreToldWithTheTimeToTryAgain() {
        account.scenario("{'fault':'rateLimit','retryAfter':'PT7S','on':'* /v1/**'}");
        assertThat(create("customers", "{'name':'Ada'}", "ada")).isInstanceOf(WriteOutcome.RateLimited.class);
        BasculeException e = catchThrowableOfType(BasculeException.class, () -> objects("customers"));
        assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        // The simulator's Date header may be another clock's than ours; the difference of the two counts.
        assertThat(e.retryAt()).isEqualTo(clock.instant().plusSeconds(7));
    }

    @Test
    void aKeyUsedForAnotherRequestIsUnknown() {
        created("customers", "{'name':'Ada'}", "ada");
        assertThat(create("customers", "{'name':'Eve'}", "ada")).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(objects("customers")).isEqualTo(1);
    }

    @Test
    void anObjectThatIsNotThereIsNotFound() {
        assertThat(connector.read("products", List.of("prod_none"))).containsExactly(new ReadOutcome.NotFound());
        ExternalRecord none = new ExternalRecord("cus_none", null, null, null, false, Fields.EMPTY);
        assertThat(update(none, "{'name':'x'}", "k")).isEqualTo(new WriteOutcome.NotFound());
        assertThat(update(created("customers", "{'name':'Ada'}", "a"), "{'email':'no email'}", "k2"))
                .isInstanceOf(WriteOutcome.Rejected.class);
    }

    @Test
    void theStreamTellsEveryChangeOfOneSecondOnce() {
        created("customers", "{'name':'before'}", "before");
        Position position = connector.latest("customers");
        assertThat(connector.changes("customers", position, 100)).isEqualTo(new ChangePage(List.of(), position, false));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            ids.add(created("customers", "{'name':'n'}", "c" + i).id());
            if (i % 50 == 0) {
                clock.advance(Duration.ofSeconds(20));
            }
        }
        created("products", "{'name':'not asked for'}", "p");
        List<String> found = new ArrayList<>();
        boolean more = true;
        while (more) {
            ChangePage page = connector.changes("customers", position, 40);
            page.changes().forEach(change -> found.add(change.id()));
            position = page.next();
            more = page.more();
        }
        assertThat(found).containsExactlyElementsOf(ids);
        ChangePage atRest = connector.changes("customers", position, 40);
        assertThat(atRest).isEqualTo(new ChangePage(List.of(), position, false));
    }

    /** What the stream tells of the change that a request with this key made. */
    private Change.Replaced replacedUnder(String key, Position since) {
        return connector.changes("customers", since, 100).changes().stream()
                .map(Change::replaced)
                .filter(replaced -> replaced != null && key.equals(replaced.key()))
                .reduce((one, other) -> {
                    throw new AssertionError("Told twice: " + one + " and " + other);
                })
                .orElseThrow();
    }

    private static @Nullable Value value(Fields fields, String path) {
        return FieldPath.of(path).get(fields);
    }

    @Test
    void theStreamTellsWhatWasReplacedWithAnAddressThatWasSentWhole() {
        ExternalRecord read =
                created("customers", "{'name':'Ada','phone':'1','address':{'line1':'Weg 1','city':'Linz'}}", "create");
        Position position = connector.latest("customers");
        update(read, "{'address':{'line1':'Gasse 2'},'phone':'2'}", "theirs");
        update(read, "{'address':{'city':'Wien'}}", "ours");

        Change.Replaced replaced = replacedUnder("ours", position);

        assertThat(value(replaced.before(), "address.line1")).isEqualTo(Value.of("Gasse 2"));
        assertThat(value(replaced.after(), "address.line1")).isEqualTo(Value.of("Weg 1"));
        assertThat(value(replaced.before(), "address.city")).isEqualTo(Value.of("Linz"));
        assertThat(value(replaced.before(), "phone")).isNull();
        assertThat(value(replaced.after(), "phone")).isEqualTo(Value.of("2"));
    }

    @Test
    void theStreamTellsAnAddressThatWasClearedAsNull() {
        ExternalRecord read =
                created("customers", "{'name':'Ada','address':{'line1':'Weg 1','city':'Linz'}}", "create");
        Position position = connector.latest("customers");
        update(read, "{'address':{'line1':null,'city':null}}", "theirs");
        update(read, "{'address':{'city':'Wien'}}", "ours");

        Change.Replaced replaced = replacedUnder("ours", position);

        assertThat(value(replaced.before(), "address.line1")).isEqualTo(Value.ofNull());
        assertThat(value(replaced.before(), "address.city")).isEqualTo(Value.ofNull());
        assertThat(value(replaced.before(), "shipping.address.city")).isNull();
    }

    @Test
    void theStreamTellsOnlyTheMetadataThatWasReplaced() {
        ExternalRecord read = created("customers", "{'name':'Ada','metadata':{'sku':'A'}}", "create");
        Position position = connector.latest("customers");
        update(read, "{'metadata':{'sku':null}}", "theirs");
        update(read, "{'metadata':{'sku':'B'}}", "ours");
        update(read, "{'name':'Countess'}", "later");

        assertThat(value(replacedUnder("ours", position).before(), "metadata.sku"))
                .isEqualTo(Value.ofNull());
        assertThat(value(replacedUnder("later", position).before(), "metadata.sku"))
                .isNull();
    }

    @Test
    void aWalkThroughTheListSeesEverythingThatStays() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(created("customers", "{'name':'n'}", "c" + i).id());
        }
        List<String> found = new ArrayList<>();
        Position position = null;
        do {
            Page page = connector.list("customers", position, 10);
            page.objects().forEach(object -> found.add(object.id()));
            position = page.next();
            created("customers", "{'name':'meanwhile'}", "m" + found.size());
        } while (position != null);
        assertThat(found).containsAll(ids).doesNotHaveDuplicates();
    }

    @Test
    void acceptsTheWebhooksThatItSends() throws Exception {
        BlockingQueue<WebhookRequest> received = new LinkedBlockingQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            Map<String, List<String>> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
            received.add(new WebhookRequest(headers, exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        URI hook = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        StripeSimulator sending = StripeSimulator.builder()
                .clock(clock)
                .webhookEndpoint(hook, "whsec_simulated_secret", "*")
                .start();
        SimulatedAccount other = new SimulatedAccount(sending, clock);
        try {
            ExternalRecord ada = ok(other.create("customers", fields("{'name':'Ada'}"), "k"));
            WebhookRequest request = received.poll(10, TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            WebhookOutcome outcome = other.connector.receive(request);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            WebhookOutcome.Accepted.class,
                            accepted -> assertThat(accepted.hints()).containsExactly(new Hint("customers", ada.id())));
        } finally {
            other.close();
            receiver.stop(0);
        }
    }
}
