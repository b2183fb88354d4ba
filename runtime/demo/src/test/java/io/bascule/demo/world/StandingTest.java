/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class StandingTest {
    private static final Standing BEFORE = standing(0, 200, 0);

    @Test
    void nothingKeepsAStillWorldFromRest() {
        assertThat(standing(0, 200, 0).unrest(BEFORE)).isEmpty();
    }

    @Test
    void workAndWebhooksUnderWayKeepItFromRestEvenIfTheirNumberStaysTheSame() {
        Standing busy = standing(3, 200, 12);

        assertThat(busy.unrest(busy)).isEqualTo("3 pieces of work under way, 12 webhooks under way");
    }

    @Test
    void whatGrewIsNamed() {
        assertThat(standing(0, 203, 0).unrest(BEFORE)).isEqualTo("Stripe's journal +3");
        assertThat(linked("shop", 6).unrest(linked("shop", 5))).isEqualTo("links +1");
    }

    @Test
    void linksThatOneSideGainsAndTheOtherLosesAreNoRest() {
        assertThat(linked("shop", 5).unrest(linked("stripe", 5))).isEqualTo("links {stripe=5}, then {shop=5}");
    }

    private static Standing standing(long busy, long stripeJournal, long webhooksUnderWay) {
        return new Standing(new TreeMap<>(), busy, 0, 0, 100, stripeJournal, webhooksUnderWay, 0);
    }

    private static Standing linked(String integration, long links) {
        return new Standing(new TreeMap<>(Map.of(integration, links)), 0, 0, 0, 100, 200, 0, 0);
    }
}
