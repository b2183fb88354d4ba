/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bascule.simulator.kit.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class DifferencesTest {
    @Test
    void givesTheOldValuesDownToTheKeysThatDiffer() {
        assertThat(
                        previous(
                                "{\"name\":\"a\",\"metadata\":{\"k\":\"1\",\"gone\":\"x\"},\"address\":null,\"same\":[1]}",
                                "{\"name\":\"b\",\"metadata\":{\"k\":\"2\",\"new\":\"y\"},\"address\":{\"city\":\"c\"},\"same\":[1]}"))
                .isEqualTo("{\"name\":\"a\",\"metadata\":{\"k\":\"1\",\"new\":null,\"gone\":\"x\"},\"address\":null}");
    }

    @Test
    void equalNumbersOfDifferentNodeTypesDoNotDiffer() {
        ObjectNode after = Json.object().put("balance", 0L).put("weight", new java.math.BigDecimal("1.50"));

        assertThat(Differences.previous(parse("{\"balance\":0,\"weight\":1.5}"), after))
                .isEmpty();
    }

    private static String previous(String before, String after) {
        return Differences.previous(parse(before), parse(after)).toString();
    }

    private static ObjectNode parse(String json) {
        return Json.parseObject(json.getBytes(StandardCharsets.UTF_8), "sample");
    }
}
