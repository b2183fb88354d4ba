/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.util.ArrayList;
import java.util.List;
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
    /**
     * What keeps the world from rest, for example {@code "12 webhooks under way, Stripe's journal +3"}; empty if nothing does.
     *
     * @param before the look before this one
     */
    String unrest(Standing before) {
        List<String> moving = new ArrayList<>();
        count(moving, busy, "pieces of work under way");
        count(moving, webhooksUnderWay, "webhooks under way");
        count(moving, unsent, "events not on Kafka yet");
        difference(moving, "links", sum(linked) - sum(before.linked));
        difference(moving, "parked", parked - before.parked);
        difference(moving, "conflicts", conflicts - before.conflicts);
        difference(moving, "the shop's journal", shopJournal - before.shopJournal);
        difference(moving, "Stripe's journal", stripeJournal - before.stripeJournal);
        if (moving.isEmpty() && !equals(before)) {
            moving.add("links " + before.linked + ", then " + linked);
        }
        return String.join(", ", moving);
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many records are linked on all integrations together. */
    long links() {
        return sum(linked);
    }

    private static void count(List<String> moving, long count, String what) {
        if (count > 0) {
            moving.add(count + " " + what);
        }
    }

    private static void difference(List<String> moving, String what, long difference) {
        if (difference != 0) {
            moving.add("%s %+d".formatted(what, difference));
        }
    }
}
