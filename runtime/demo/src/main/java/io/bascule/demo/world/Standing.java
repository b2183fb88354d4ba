/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.util.SortedMap;

/**
 * How things stand at one moment, as far as it is cheap to ask.
 *
 * @param linked by integration: how many records are linked
 * @param busy work that is under way or will be tried by itself, as far as it fits on a page for each state
 * @param parked work that waits for a person or for other data
 * @param conflicts how many conflicts have been found
 * @param shopJournal how many changes the shop has journalled
 * @param stripeJournal how many writes and deliveries Stripe has journalled
 * @param webhooksUnderWay webhooks that are not settled yet
 * @param unsent events that are committed and that Kafka has not acknowledged
 */
public record Standing(
        SortedMap<String, Long> linked,
        long busy,
        long parked,
        long conflicts,
        long shopJournal,
        long stripeJournal,
        long webhooksUnderWay,
        long unsent) {
    /** Whether nothing is known to be under way. */
    boolean isQuiet() {
        return unsent == 0 && busy == 0 && webhooksUnderWay == 0;
    }
}
