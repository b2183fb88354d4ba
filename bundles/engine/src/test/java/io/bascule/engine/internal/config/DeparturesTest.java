/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.engine.internal.config.Configured.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class DeparturesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Connection STRIPE = new Connection("stripe", Map.of("enabled", "true"));
    private static final Connection CHANGED = new Connection("stripe", Map.of("enabled", "false"));
    private static final Map<String, Object> ACCEPTED = Map.of("accept", "true");

    private final Departures departures = new Departures();

    @Test
    void whatIsGoneIsHeldOnToForTheGraceAndThenLetGo() {
        departures.settle(both(), NOW);

        assertThat(departures.settle(nothing(), NOW.plusMillis(100))).isEqualTo(both());
        assertThat(departures.isWaiting()).isTrue();
        assertThat(departures.settle(nothing(), NOW.plusMillis(1099))).isEqualTo(both());
        assertThat(departures.settle(nothing(), NOW.plusMillis(1100))).isEqualTo(nothing());
        assertThat(departures.isWaiting()).isFalse();
    }

    @Test
    void whatComesBackChangedIsTakenAsItIsAndMayGoAgain() {
        departures.settle(both(), NOW);
        departures.settle(nothing(), NOW.plusMillis(100));
        Configured back = configured(Map.of("shop", CHANGED), Map.of("shop.customer", ACCEPTED));

        assertThat(departures.settle(back, NOW.plusMillis(200))).isEqualTo(back);
        assertThat(departures.isWaiting()).isFalse();
        // The grace begins anew.
        assertThat(departures.settle(nothing(), NOW.plusMillis(5000))).isEqualTo(back);
    }

    @Test
    void onlyWhatIsGoneIsHeldOnTo() {
        departures.settle(both(), NOW);
        Configured withoutMapping = configured(Map.of("shop", CHANGED), Map.of());

        assertThat(departures.settle(withoutMapping, NOW.plusMillis(100)))
                .isEqualTo(configured(Map.of("shop", CHANGED), Map.of("shop.customer", ACCEPTED)));
        assertThat(departures.settle(withoutMapping, NOW.plusMillis(1200))).isEqualTo(withoutMapping);
    }

    private static Configured both() {
        return configured(Map.of("shop", STRIPE), Map.of("shop.customer", ACCEPTED));
    }

    private static Configured nothing() {
        return configured(Map.of(), Map.of());
    }

    private static Configured configured(
            Map<String, Connection> connections, Map<String, Map<String, Object>> mappings) {
        SortedMap<String, Connection> sorted = new TreeMap<>(connections);
        SortedMap<String, String> documents = new TreeMap<>();
        mappings.keySet().forEach(name -> documents.put(name, "{}"));
        return new Configured(sorted, new TreeMap<>(mappings), documents);
    }
}
