/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.mirror;

import io.bascule.kafka.internal.log.TopicNames;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class MirrorRuleTest {
    private static final TopicNames NAMES = new TopicNames("bascule");

    @Test
    void severalPatternsAndSeveralRulesFitIntoOneSetting() {
        assertThat(MirrorRule.parse(
                        "io/bascule/*, com/example/orders/PAID -> bascule.events ;com/acme/* -> acme", NAMES))
                .containsExactly(
                        new MirrorRule(List.of("io/bascule/*", "com/example/orders/PAID"), "bascule.events"),
                        new MirrorRule(List.of("com/acme/*"), "acme"));
        assertThat(MirrorRule.parse(" ", NAMES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io/bascule/*                      | io/bascule/*",
                "a -> b -> c                       | a -> b -> c",
                "* -> events                       | *",
                "com/* /x -> events                | com/* /x",
                "com//x -> events                  | com//x",
                "org/osgi/service/log/* -> events  | org/osgi/service/log/*",
                "com/* -> bascule.catalog.customer | bascule.catalog.customer",
                "com/* -> bascule.out.shop         | bascule.out.shop",
                "com/* -> bascule.lifecycle        | bascule.lifecycle",
                "com/* -> a topic                  | a topic",
                "com/*, -> events                  | ''",
            })
    void whatIsWrongIsNamed(String text, String found) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MirrorRule.parse(text, NAMES))
                .withMessageStartingWith("mirror must have ")
                .withMessageEndingWith("; found \"" + found + "\"");
    }
}
