/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.Deletes.DeleteItem;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.connector.Lists.Page;
import io.bascule.api.connector.Position;
import io.bascule.api.connector.ReadOutcome;
import io.bascule.api.connector.Updates.UpdateItem;
import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.HttpCall;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StripeConnectorTest {
    private static final String MISSING = Wire.error("invalid_request_error", "resource_missing", "id", "No such");
    private static final CreateItem ITEM =
            new CreateItem(Fields.EMPTY.with("name", Value.of("Ada")), "key-1", "019ab1c2");

    private final ScriptedHttp http = new ScriptedHttp();
    private final StripeConnector connector = new StripeConnector(
            TestSettings.stripe(),
            new StripeClient(http, "2026-05-27.dahlia"),
            InstantSource.fixed(Instant.parse("2026-11-24T04:32:00Z")),
            key -> null);

    private static BasculeException failure(ErrorCode code) {
        return new BasculeException(new Problem(code, "what", "where", null, null, "Do."));
    }

    @Test
    void readsEachIdWithItsOwnOutcome() {
        http.then(200, Wire.CUSTOMER).then(404, MISSING).then(200, Wire.DELETED);
        List<ReadOutcome> outcomes = connector.read("customers", List.of("cus_1", "cus/2", "cus_3"));
        assertThat(outcomes.get(0)).isInstanceOf(ReadOutcome.Found.class);
        assertThat(outcomes.get(1)).isEqualTo(new ReadOutcome.NotFound());
        assertThat(((ReadOutcome.Found) outcomes.get(2)).object().deleted()).isTrue();
        assertThat(http.line(1)).isEqualTo("GET /v1/customers/cus%2F2");
        assertThat(http.calls.get(0).headers()).containsEntry("Stripe-Version", "2026-05-27.dahlia");
    }

    @Test
    void aPathThatIsNotThereIsNoMissingObject() {
        http.then(404, "<html>404</html>");
        assertThatThrownBy(() -> connector.read("customers", List.of("cus_1"))).isInstanceOf(BasculeException.class);
    }

    @Test
    void walksAListFromPageToPage() {
        http.then(200, Wire.list(true, Wire.PRODUCT)).then(200, Wire.list(false));
        Page first = connector.list("products", null, 500);
        assertThat(first.objects()).extracting(ExternalRecord::id).containsExactly("prod_1");
        Page second = connector.list("products", first.next(), 500);
        assertThat(second.next()).isNull();
        assertThat(http.line(0)).isEqualTo("GET /v1/products?limit=100");
        assertThat(http.line(1)).isEqualTo("GET /v1/products?limit=100&starting_after=prod_1");
    }

    @Test
    void aListWhosePlaceWasDeletedStartsAgain() {
        String gone = Wire.error("invalid_request_error", "resource_missing", "starting_after", "No such customer");
        http.then(400, gone).then(404, gone);
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowableOfType(
                                    BasculeException.class,
                                    () -> connector.list("customers", new Position(1, "cus_9"), 10))
                            .code())
                    .isEqualTo(ErrorCode.CURSOR_EXPIRED);
        }
    }

    @Test
    void looksForAnEmailInTheListFirstAndThenInSearch() {
        http.then(200, Wire.list(false, Wire.CUSTOMER))
                .then(200, Wire.list(false))
                .then(200, Wire.list(false, Wire.CUSTOMER));
        assertThat(connector.find("customers", Map.of("email", Value.of("ada@example.org")), 10))
                .hasSize(1);
        assertThat(connector.find("customers", Map.of("email", Value.of("ADA@example.org")), 10))
                .hasSize(1);
        assertThat(http.line(0)).isEqualTo("GET /v1/customers?email=ada@example.org&limit=10");
        assertThat(http.line(2)).isEqualTo("GET /v1/customers/search?limit=10&query=email:\"ADA@example.org\"");
    }

    @Test
    void quotesWhatItSearchesFor() {
        http.then(200, Wire.list(false));
        connector.find("products", Map.of("metadata.sku", Value.of("A\"1\\"), "name", Value.of("x")), 10);
        assertThat(http.line(0))
                .isEqualTo("GET /v1/products/search?limit=10&query=metadata[\"sku\"]:\"A\\\"1\\\\\" AND name:\"x\"");
    }

    @Test
    void looksForNothingWithABlankKey() {
        assertThat(connector.find("products", Map.of("metadata.sku", Value.of(" ")), 10))
                .isEmpty();
        assertThat(connector.find("products", Map.of("metadata.sku", Value.ofNull()), 10))
                .isEmpty();
        assertThat(http.calls).isEmpty();
    }

    @Test
    void createsWithKeyAndMarkerAndTakesTheAnswerAsIts() {
        http.then(200, Wire.CUSTOMER);
        List<WriteOutcome> outcomes = connector.create("customers", List.of(ITEM));
        assertThat(((WriteOutcome.Ok) outcomes.get(0)).object().id()).isEqualTo("cus_1");
        HttpCall call = http.calls.get(0);
        assertThat(call.headers()).containsEntry("Idempotency-Key", "key-1");
        assertThat(call.body()).isEqualTo("metadata[bascule_link]=019ab1c2&name=Ada");
        assertThat(call.writes()).isTrue();
    }

    @Test
    void updatesByItsId() {
        http.then(200, Wire.CUSTOMER);
        Fields changed = Fields.EMPTY.with("phone", Value.ofNull());
        connector.update("customers", List.of(new UpdateItem("cus_1", changed, null, Fields.EMPTY, "key-2")));
        assertThat(http.line(0)).isEqualTo("POST /v1/customers/cus_1");
        assertThat(http.calls.get(0).body()).isEqualTo("phone=");
    }

    private WriteOutcome delete(String type, String id) {
        return connector
                .delete(type, List.of(new DeleteItem(id, null, "key-3")))
                .get(0);
    }

    @Test
    void deletesByIdWithoutAKeyThatStripeWouldNotHeed() {
        http.then(200, Wire.DELETED);
        assertThat(delete("customers", "cus_1")).isEqualTo(new WriteOutcome.Deleted());
        assertThat(http.line(0)).isEqualTo("DELETE /v1/customers/cus_1");
        assertThat(http.calls.get(0).headers())
                .containsEntry("Stripe-Version", "2026-05-27.dahlia")
                .doesNotContainKey("Idempotency-Key");
        assertThat(http.calls.get(0).writes()).isTrue();
    }

    @Test
    void whatIsNotThereAnyMoreCannotBeDeletedAgain() {
        http.then(404, MISSING).then(404, "<html>404</html>");
        assertThat(delete("customers", "cus_1")).isEqualTo(new WriteOutcome.NotFound());
        assertThat(delete("customers", "cus_1")).isInstanceOf(WriteOutcome.TransientFailure.class);
    }

    @Test
    void saysWhatToDoWithAProductThatHasPrices() {
        String refused = "This product cannot be deleted because it has one or more user-created prices.";
        http.then(400, Wire.error("invalid_request_error", "", "", refused));
        assertThat(delete("products", "prod_1"))
                .isInstanceOfSatisfying(
                        WriteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.message())
                                        .contains(refused)
                                        .contains("active = false")
                                        .contains("retry")));
    }

    @Test
    void aDeleteIsUnknownUnlessTheAnswerSaysThatItWasDone() {
        http.thenFail(failure(ErrorCode.OUTCOME_UNKNOWN))
                .then(500, Wire.error("api_error", "", "", "Oops"))
                .then(200, "<html>ok</html>")
                .then(200, Wire.CUSTOMER)
                .then(200, Wire.DELETED.replace("cus_1", "cus_2"));
        for (int i = 0; i < 5; i++) {
            assertThat(delete("customers", "cus_1")).isInstanceOf(WriteOutcome.Unknown.class);
        }
    }

    @Test
    void aLostOrUnreadableAnswerLeavesAWriteUnknown() {
        http.thenFail(failure(ErrorCode.OUTCOME_UNKNOWN))
                .then(200, "<html>ok</html>")
                .then(200, "{\"id\":\"x\"}")
                .then(200, "");
        for (int i = 0; i < 4; i++) {
            assertThat(connector.create("customers", List.of(ITEM)).get(0)).isInstanceOf(WriteOutcome.Unknown.class);
        }
    }

    @Test
    void aWriteThatWasCertainlyNotSentFailsTheCallUnlessOthersWereSent() {
        http.thenFail(failure(ErrorCode.UNREACHABLE)).then(200, Wire.CUSTOMER).thenFail(failure(ErrorCode.UNREACHABLE));
        assertThatThrownBy(() -> connector.create("customers", List.of(ITEM))).isInstanceOf(BasculeException.class);
        List<WriteOutcome> outcomes = connector.create("customers", List.of(ITEM, ITEM));
        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Ok.class);
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.TransientFailure.class);
    }

    @Test
    void theCheckTellsWhatIsWrongWithTheKey() {
        http.then(200, Wire.list(false))
                .then(401, Wire.error("invalid_request_error", "", "", "Invalid API Key provided"))
                .then(200, "<html>Log in</html>");
        connector.check();
        assertThatThrownBy(connector::check)
                .hasMessageContaining("Invalid API Key")
                .hasMessageContaining("auth.secret");
        assertThatThrownBy(connector::check).hasMessageContaining("HTML");
    }

    @Test
    void refusesATypeThatItDoesNotKnow() {
        assertThatThrownBy(() -> connector.list("invoices", null, 10))
                .hasMessageContaining("customers or products")
                .hasMessageContaining("invoices");
    }
}
