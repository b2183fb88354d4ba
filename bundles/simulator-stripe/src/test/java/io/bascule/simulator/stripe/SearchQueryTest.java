/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SearchQueryTest {
    private static final ObjectNode ADA = Json.parseObject(
            "{\"name\":\"Ada O'Neil\",\"email\":\"ada@x.example\",\"created\":100,\"phone\":null,\"metadata\":{\"k\":\"v\"}}"
                    .getBytes(StandardCharsets.UTF_8),
            "sample");

    @Test
    void comparesTextsWithoutTheirCase() {
        assertThat(matches("email:'ADA@x.example'")).isTrue();
        assertThat(matches("email:'ada@x'")).isFalse();
        assertThat(matches("email~\"a@x\"")).isTrue();
        assertThat(matches("name:'Ada O\\'Neil'")).isTrue();
    }

    @Test
    void looksIntoMetadata() {
        assertThat(matches("metadata['k']:'v'")).isTrue();
        assertThat(matches("metadata[\"k\"]:\"w\"")).isFalse();
        assertThat(matches("metadata['other']:null")).isTrue();
    }

    @Test
    void joinsByAndOrByOrButNotByBoth() {
        assertThat(matches("email:'ada@x.example' AND metadata['k']:'v'")).isTrue();
        assertThat(matches("email:'ada@x.example' metadata['k']:'w'")).isFalse();
        assertThat(matches("email:'no' OR metadata['k']:'v'")).isTrue();
        assertThatThrownBy(() -> matches("name:'a' AND name:'b' OR name:'c'")).hasMessageContaining("AND and OR");
    }

    @Test
    void negatesAndComparesNumbersAndAsksForAbsence() {
        assertThat(matches("-email:'ada@x.example'")).isFalse();
        assertThat(matches("created>99 created<=100")).isTrue();
        assertThat(matches("created>100")).isFalse();
        assertThat(matches("phone:null")).isTrue();
        assertThat(matches("-phone:null")).isFalse();
    }

    @Test
    void refusesWhatStripeRefuses() {
        for (String query : new String[] {
            "", "email", "email:", "email:ada", "iban:'x'", "email:'ada", "email>'a'", "email~'ab'", "email:'a' AND "
        }) {
            assertThatThrownBy(() -> matches(query))
                    .as(query)
                    .isInstanceOf(StripeError.class)
                    .hasMessageContaining("parse your search query");
        }
    }

    private static boolean matches(String query) {
        return SearchParser.parse(query, new CustomerType().searchFields()).matches(ADA);
    }
}
