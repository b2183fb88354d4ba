/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

import static org.assertj.core.api.Assertions.assertThat;

final class AvailabilityTest {
    private final List<String> levels = new ArrayList<>();
    private final Logger log = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                levels.add(method.getName());
                return null;
            });

    @Test
    void warnsOnceWhenSomethingGoesAndInformsOnceWhenItIsBack() {
        Availability kafka = new Availability(log, "Kafka", "Changes wait");

        kafka.back();
        kafka.away("refused");
        kafka.away("refused");
        kafka.away("refused");
        kafka.back();
        kafka.back();
        kafka.away("refused");

        assertThat(levels).containsExactly("warn", "debug", "debug", "info", "warn");
    }
}
