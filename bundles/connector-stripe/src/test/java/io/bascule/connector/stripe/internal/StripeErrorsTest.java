/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.WriteOutcome;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.FieldError;
import io.bascule.http.HttpAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StripeErrorsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T04:32:00Z");
    private static final String INVALID = "invalid_request_error";
    private final StripeErrors errors = new StripeErrors(InstantSource.fixed(NOW));

    private static HttpAnswer answer(int status, String body) {
        return new HttpAnswer("integration shop, POST /v1/customers", status, Map.of(), body);
    }

    private WriteOutcome write(int status, String body) {
        return errors.ofWrite(answer(status, body));
    }

    @Test
    void namesTheFieldThatStripeRefuses() {
        assertThat(write(400, Wire.error(INVALID, "parameter_invalid_empty", "address[city]", "You passed...")))
                .isEqualTo(new WriteOutcome.Rejected(List.of(new FieldError("address.city", "You passed..."))));
        assertThat(write(400, Wire.error(INVALID, "", "", "Nope")))
                .isEqualTo(new WriteOutcome.Rejected(List.of(new FieldError("", "Nope"))));
        assertThat(write(402, Wire.error("card_error", "", "", "Declined"))).isInstanceOf(WriteOutcome.Rejected.class);
    }

    @Test
    void tellsRateRightsAndMissingObjectsApart() {
        HttpAnswer slow = new HttpAnswer("w", 429, Map.of("Retry-After", List.of("3")), Wire.error("x", "", "", "y"));
        assertThat(errors.ofWrite(slow)).isEqualTo(new WriteOutcome.RateLimited(NOW.plusSeconds(3)));
        assertThat(write(429, Wire.error(INVALID, "lock_timeout", "", "Busy")))
                .isEqualTo(new WriteOutcome.RateLimited(null));
        assertThat(write(401, Wire.error(INVALID, "", "", "Invalid API Key")))
                .isInstanceOf(WriteOutcome.Unauthorised.class);
        assertThat(write(403, Wire.error(INVALID, "", "", "No permission")))
                .isInstanceOf(WriteOutcome.Unauthorised.class);
        assertThat(write(404, Wire.error(INVALID, "resource_missing", "id", "No such customer")))
                .isEqualTo(new WriteOutcome.NotFound());
    }

    @Test
    void whateverMayHaveBeenAppliedIsUnknown() {
        assertThat(write(500, Wire.error("api_error", "", "", "Oops"))).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(write(503, "<html>")).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(write(409, Wire.error(INVALID, "idempotency_key_in_use", "", "Busy")))
                .isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(write(400, Wire.error("idempotency_error", "", "", "Keys for...")))
                .isInstanceOf(WriteOutcome.Unknown.class);
    }

    @Test
    void whatNeverReachedStripePassesByItself() {
        assertThat(write(302, "")).isInstanceOf(WriteOutcome.TransientFailure.class);
        assertThat(write(404, "<html>not here</html>")).isInstanceOf(WriteOutcome.TransientFailure.class);
        assertThat(write(404, Wire.error(INVALID, "", "", "Unrecognized request URL")))
                .isInstanceOf(WriteOutcome.TransientFailure.class);
        assertThat(write(409, Wire.error(INVALID, "", "", "Conflict")))
                .isInstanceOf(WriteOutcome.TransientFailure.class);
    }

    @Test
    void aReadsErrorHasACodeAndStripesOwnWords() {
        BasculeException refused =
                errors.ofRead(answer(401, Wire.error(INVALID, "", "", "Invalid API Key provided: sk_***")));
        assertThat(refused).hasMessageContaining("Invalid API Key provided");
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHORISED);
        assertThat(errors.ofRead(answer(500, "<html>")).code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
    }
}
