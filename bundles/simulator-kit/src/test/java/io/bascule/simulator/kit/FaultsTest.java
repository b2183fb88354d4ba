/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class FaultsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private final SimulatorClock clock = SimulatorClock.frozenAt(NOON);

    @Test
    void strikesEveryThirdCreateAndNothingElse() {
        Faults faults = faults("{\"fault\":\"applyThenReset\",\"on\":\"POST /v1/customers\",\"every\":3}");

        List<Boolean> creates = strikes(faults, "POST", "/v1/customers", 7);

        assertThat(creates).containsExactly(false, false, true, false, false, true, false);
        assertThat(strikes(faults, "POST", "/v1/customers/cus_1", 3)).containsOnly(false);
        assertThat(strikes(faults, "GET", "/v1/customers", 3)).containsOnly(false);
        assertThat(faults.count(FaultKind.APPLY_THEN_RESET)).isEqualTo(2);
    }

    @Test
    void strikesTheFirstCallsAfterThoseSkipped() {
        Faults faults = faults("{\"fault\":\"status\",\"status\":503,\"skip\":1,\"first\":2}");

        assertThat(strikes(faults, "GET", "/any", 5)).containsExactly(false, true, true, false, false);
    }

    @Test
    void stopsAtTheLimit() {
        Faults faults = faults("{\"fault\":\"resetBefore\",\"every\":2,\"limit\":1}");

        assertThat(strikes(faults, "GET", "/any", 6)).containsExactly(false, true, false, false, false, false);
    }

    @Test
    void strikesOnlyBetweenItsMoments() {
        Faults faults = faults("{\"fault\":\"rateLimit\",\"from\":\"2026-01-31T12:00:10Z\","
                + "\"until\":\"2026-01-31T12:00:20Z\",\"retryAfter\":\"3s\"}");

        assertThat(strikes(faults, "GET", "/any", 1)).containsExactly(false);
        clock.advance(Duration.ofSeconds(10));
        Optional<FaultRule> fault = faults.forRequest("GET", "/any").fault();
        assertThat(fault).map(FaultRule::requiredDuration).contains(Duration.ofSeconds(3));
        clock.advance(Duration.ofSeconds(10));
        assertThat(strikes(faults, "GET", "/any", 1)).containsExactly(false);
    }

    @Test
    void aRateIsDrawnFromTheSeed() {
        String rule = "{\"fault\":\"resetBefore\",\"rate\":0.3}";

        List<Boolean> once = strikes(faults(7, rule), "GET", "/any", 1000);
        List<Boolean> again = strikes(faults(7, rule), "GET", "/any", 1000);
        List<Boolean> otherSeed = strikes(faults(8, rule), "GET", "/any", 1000);

        assertThat(again).isEqualTo(once).isNotEqualTo(otherSeed);
        assertThat(once.stream().filter(struck -> struck).count()).isBetween(250L, 350L);
    }

    @Test
    void latenciesAddUpWithTheFirstOtherFault() {
        Faults faults =
                faults("{\"fault\":\"latency\",\"delay\":\"200ms\"},{\"fault\":\"latency\",\"delay\":\"PT0.3S\"},"
                        + "{\"fault\":\"status\",\"status\":500},{\"fault\":\"resetBefore\"}");

        Faults.Struck struck = faults.forRequest("GET", "/any");

        assertThat(struck.latency()).isEqualTo(Duration.ofMillis(500));
        assertThat(struck.fault()).map(FaultRule::kind).contains(FaultKind.STATUS);
        assertThat(faults.count(FaultKind.RESET_BEFORE)).isZero();
    }

    @Test
    void webhookFaultsGoByEventType() {
        Faults faults = faults("{\"fault\":\"webhookLost\",\"on\":\"customer.*\"}");

        assertThat(faults.forWebhook("customer.created")).map(FaultRule::kind).contains(FaultKind.WEBHOOK_LOST);
        assertThat(faults.forWebhook("product.created")).isEmpty();
        assertThat(faults.forRequest("POST", "/v1/customers").fault()).isEmpty();
    }

    @Test
    void theLongestSearchLagHolds() {
        Faults faults = faults("{\"fault\":\"searchLag\",\"duration\":\"2m\"}");

        assertThat(faults.searchLag("GET", "/s", Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(2));
        assertThat(faults.searchLag("GET", "/s", Duration.ofMinutes(3))).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void resetEndsFaultsAndKeepsTheCounts() {
        Faults faults = faults("{\"fault\":\"resetBefore\"}");
        assertThat(strikes(faults, "GET", "/any", 2)).containsOnly(true);

        faults.reset();

        assertThat(strikes(faults, "GET", "/any", 2)).containsOnly(false);
        assertThat(faults.counts()).containsEntry(FaultKind.RESET_BEFORE, 2L);
    }

    @Test
    void aScenarioWithAMistakeIsRefusedWithItsPlace() {
        assertRefused("{\"fault\":\"applyThenRest\"}", "faults[0]", "applyThenRest", "applyThenReset");
        assertRefused("{\"fault\":\"status\",\"evry\":3}", "faults[0]", "evry", "every");
        assertRefused("{\"fault\":\"latency\"}", "faults[0]", "delay");
        assertRefused("{\"fault\":\"latency\",\"delay\":\"soon\"}", "delay", "soon");
        assertRefused("{\"fault\":\"resetBefore\",\"rate\":2}", "faults[0]", "rate");
        assertRefused("{\"fault\":\"resetBefore\",\"on\":\"/v1\"}", "on", "/v1");
        assertRefused("{\"fault\":\"status\",\"status\":200}", "status", "200");
    }

    private void assertRefused(String rule, String... parts) {
        assertThatThrownBy(() -> faults(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).contains(parts));
    }

    private Faults faults(String rules) {
        return faults(1, rules);
    }

    private Faults faults(long seed, String rules) {
        return new Faults(clock, Scenario.parse("{\"seed\":" + seed + ",\"faults\":[" + rules + "]}"));
    }

    private static List<Boolean> strikes(Faults faults, String method, String path, int calls) {
        List<Boolean> struck = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            struck.add(faults.forRequest(method, path).fault().isPresent());
        }
        return struck;
    }
}
