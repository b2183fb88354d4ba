/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import io.bascule.api.model.Fields;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class JsonBodyTest {
    private static Request request(byte[] body, Map<String, List<String>> more) {
        Map<String, List<String>> headers = new TreeMap<>(Map.of("content-type", List.of("application/json")));
        headers.putAll(more);
        return new Request(Map.of(), QueryParameters.parse(null), headers, () -> new ByteArrayInputStream(body), null);
    }

    private static Fields read(String body) {
        return JsonBody.read(request(body.getBytes(StandardCharsets.UTF_8), Map.of()), "application/json");
    }

    private static HttpProblem problem(byte[] body, Map<String, List<String>> headers) {
        return catchThrowableOfType(HttpProblem.class, () -> JsonBody.read(request(body, headers), "application/json"));
    }

    @Test
    void keepsNumbersExactAndNullsApartFromAbsence() {
        Map<String, ?> plain = read("{\"a\":0.1000000000000000000001,\"b\":null,\"c\":[1,{\"d\":true}]}")
                .toPlain();
        assertThat(plain.get("a")).isEqualTo(new BigDecimal("0.1000000000000000000001"));
        assertThat(plain.containsKey("b")).isTrue();
        assertThat(String.valueOf(plain.get("c"))).isEqualTo("[1, {d=true}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1,}            | line 1, column 9
            {"a" 1}              | line 1, column 6
            {"a": 1} x           | line 1, column 10
            {"a": 1} {"b": 2}    | line 1, column 10
            [1]                  | line 1, column 1
            {"a": NaN}           | line 1
            {"a": 01}            | line 1
            {"a": 'x'}           | line 1
            {"a": 1e999999999}   | line 1, column 7
            {"a": "\\u0000"}     | line 1
            {"a": "\\ud800 x"}   | line 1
            {"a": 1, "a": 2}     | line 1
            {"a": {"b": 1        | line 1
            """)
    void tellsWhereTheDocumentIsWrong(String body, String where) {
        assertThatThrownBy(() -> read(body.replace("\\\\", "\\")))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.detail()).contains(where);
                });
    }

    @Test
    void countsLines() {
        assertThatThrownBy(() -> read("{\n  \"a\": 1\n  \"b\": 2\n}")).hasMessageContaining("line 3, column ");
    }

    @Test
    void boundsDepthAndNumbersAndSize() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"))
                .hasMessageContaining("limit");
        assertThatThrownBy(() -> read("{\"a\":" + "9".repeat(65) + "}")).hasMessageContaining("limit");
        String fits = "{\"a\":\"" + "x".repeat(JsonBody.LARGEST - 8) + "\"}";
        assertThat(read(fits).asMap()).hasSize(1);
        assertThat(problem((fits + " ").getBytes(StandardCharsets.UTF_8), Map.of())
                        .status())
                .isEqualTo(413);
    }

    @Test
    void refusesAnAnnouncedSizeWithoutReading() {
        Request request = new Request(
                Map.of(),
                QueryParameters.parse(null),
                Map.of("Content-Type", List.of("application/json"), "Content-Length", List.of("1048577")),
                () -> {
                    throw new AssertionError("read");
                },
                null);
        assertThat(catchThrowableOfType(HttpProblem.class, () -> JsonBody.read(request, "application/json"))
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/json; charset=iso-8859-1", "", "application/x-www-form-urlencoded"})
    void wantsJson(String contentType) {
        HttpProblem problem = problem(new byte[0], Map.of("content-type", List.of(contentType)));
        assertThat(problem.status()).isEqualTo(415);
        assertThat(problem.headers()).containsEntry("Accept", "application/json");
    }

    @Test
    void wantsNoCompression() {
        assertThat(problem(new byte[0], Map.of("Content-Encoding", List.of("gzip")))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void acceptsTheCharsetUtf8InAnySpelling() {
        byte[] body = "{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.UTF_8);
        Request request = request(body, Map.of("content-type", List.of("Application/JSON; Charset=\"UTF-8\"")));
        assertThat(JsonBody.read(request, "application/json").text("a")).isEqualTo("\u00e4");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(problem("{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1), Map.of())
                        .detail())
                .contains("UTF-8");
    }
}
