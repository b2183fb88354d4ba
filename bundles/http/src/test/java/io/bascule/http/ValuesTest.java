/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ValuesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T04:32:00Z");

    private static HttpAnswer answer(int status, Map<String, List<String>> headers) {
        return new HttpAnswer("integration shop, GET /a", status, headers, "");
    }

    private static @Nullable Instant retryAt(String value) {
        return RetryAfter.of(answer(429, Map.of("Retry-After", List.of(value))), NOW);
    }

    @Test
    void readsSecondsAndDatesOfRetryAfter() {
        assertThat(retryAt("120")).isEqualTo(NOW.plusSeconds(120));
        assertThat(retryAt("Tue, 24 Nov 2026 04:33:00 GMT")).isEqualTo(NOW.plusSeconds(60));
        assertThat(retryAt("Tue, 24 Nov 2026 04:00:00 GMT")).isEqualTo(NOW);
        assertThat(retryAt("999999999999")).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(retryAt("soon")).isNull();
        assertThat(retryAt("-5")).isNull();
        assertThat(RetryAfter.of(answer(429, Map.of()), NOW)).isNull();
    }

    @Test
    void takesADateAgainstTheServersOwnClock() {
        HttpAnswer wrongClock = answer(
                503,
                Map.of(
                        "Retry-After", List.of("Tue, 24 Nov 2026 09:00:30 GMT"),
                        "Date", List.of("Tue, 24 Nov 2026 09:00:00 GMT")));
        assertThat(RetryAfter.of(wrongClock, NOW)).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void encodesNestedFieldsWithBracketsAndNullAsEmpty() {
        Fields fields = Fields.EMPTY
                .with("name", Value.of("Ada Lovelace"))
                .with("phone", Value.ofNull())
                .with("active", Value.of(true))
                .with("price", Value.of(new BigDecimal("1E+3")))
                .with("empty", new Value.Struct(Fields.EMPTY))
                .with("tags", new Value.Items(List.of(Value.of("ä"), Value.of("b&c"))))
                .with("none", new Value.Items(List.of()))
                .with("metadata", Value.ofPlain(Map.of("a]b", "x=y")));
        assertThat(FormEncoding.encode(fields))
                .isEqualTo("active=true&metadata[a%5Db]=x%3Dy&name=Ada+Lovelace&none=&phone=&price=1000"
                        + "&tags[0]=%C3%A4&tags[1]=b%26c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Log in</body></html>",
                "{\"a\":1",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "[1]",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1e999999999}",
                "null"
            })
    void refusesWhatIsNoJsonObject(String text) {
        BasculeException e =
                catchThrowableOfType(BasculeException.class, () -> Json.readObject(text, "integration shop, GET /a"));
        assertThat(e.code()).isEqualTo(ErrorCode.ANSWER_UNREADABLE);
        assertThat(e.getMessage()).contains("GET /a");
    }

    @Test
    void refusesEndlessNestingAndTellsThePlaceButNotTheText() {
        assertThatThrownBy(() -> Json.read("[".repeat(100_000), "here")).isInstanceOf(BasculeException.class);
        assertThatThrownBy(() -> Json.read("{\"email\":\"ada@example.org\" oops}", "here"))
                .hasMessageContaining("line 1, column")
                .hasMessageNotContaining("ada@example.org")
                .hasNoCause();
    }

    @Test
    void writesWhatItReads() {
        String text = "{\"a\":[1,2.5,null,true],\"b\":{\"c\":\"ä\\\"\"}}";
        assertThat(Json.write(Json.read(text, "here"))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "302,ANSWER_UNREADABLE,ANSWER_UNREADABLE",
        "400,REJECTED,REJECTED",
        "401,UNAUTHORISED,UNAUTHORISED",
        "403,UNAUTHORISED,UNAUTHORISED",
        "404,RECORD_NOT_FOUND,RECORD_NOT_FOUND",
        "408,SYSTEM_FAILED,OUTCOME_UNKNOWN",
        "412,VERSION_MISMATCH,VERSION_MISMATCH",
        "422,REJECTED,REJECTED",
        "429,RATE_LIMITED,RATE_LIMITED",
        "500,SYSTEM_FAILED,OUTCOME_UNKNOWN",
        "503,SYSTEM_FAILED,OUTCOME_UNKNOWN"
    })
    void givesEachStatusItsCode(int status, ErrorCode read, ErrorCode write) {
        assertThat(HttpErrors.code(status, false)).isEqualTo(read);
        assertThat(HttpErrors.code(status, true)).isEqualTo(write);
    }

    @Test
    void tellsStatusDetailAndWhenToTryAgain() {
        BasculeException e = HttpErrors.of(
                answer(429, Map.of("Retry-After", List.of("7"))), true, "Too\nfast " + "x".repeat(500), NOW);
        assertThat(e.retryAt()).isEqualTo(NOW.plusSeconds(7));
        assertThat(e.getMessage())
                .contains("status 429", "Too fast xxx", "GET /a")
                .hasSizeLessThan(700);
    }

    @Test
    void textsOfCallsAndAnswersShowNoData() {
        HttpCall call = HttpCall.post("/a").query("email", "ada@example.org").form(Fields.EMPTY);
        assertThat(call).hasToString("POST /a");
        HttpAnswer answer = new HttpAnswer("where", 200, Map.of(), "ada@example.org");
        assertThat(answer.toString()).doesNotContain("ada");
        assertThat(Arrays.asList(call.path(), HttpCall.segment("ä/.."))).containsExactly("/a", "%C3%A4%2F..");
    }
}
