/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks how things stand. Belongs to one thread. */
public final class StandingReader {
    private static final List<String> BUSY = List.of("ready", "waiting", "backing-off");
    private static final List<String> PARKED = List.of("parked", "parked-for-person");

    private final World world;
    private long conflicts;
    private String lastConflict = "";

    /** @param world whose runtime is ready */
    public StandingReader(World world) {
        this.world = world;
    }

    /** How things stand now. */
    public Standing read() {
        SortedMap<String, Long> linked = new TreeMap<>();
        for (JsonNode integration : world.catalog().read("/integrations").path("items")) {
            linked.put(
                    integration.path("name").asText(),
                    integration.path("links").path("linked").asLong());
        }
        // Before the work that is made of what was sent: what goes on meanwhile is then seen here or there.
        long unsent = world.catalog().read("/outbox").path("events").asLong();
        JsonNode stripe = world.stripe().counts();
        return new Standing(
                linked,
                work(BUSY),
                work(PARKED),
                countConflicts(),
                world.shopOwner().journalLength(),
                stripe.path("journal").asLong(),
                stripe.path("webhooks").path("pending").asLong(),
                unsent);
    }

    /** How much work is in these states; no more than a page of each is counted. */
    private long work(List<String> states) {
        long sum = 0;
        for (String state : states) {
            sum += world.catalog()
                    .read("/work?limit=100&state=" + state)
                    .path("items")
                    .size();
        }
        return sum;
    }

    /** Conflicts are only ever added at the end, so counting goes on where it stopped. */
    private long countConflicts() {
        while (true) {
            JsonNode page = world.catalog()
                    .read("/conflicts?limit=100" + (lastConflict.isEmpty() ? "" : "&after=" + lastConflict));
            for (JsonNode conflict : page.path("items")) {
                conflicts++;
                lastConflict = conflict.path("id").asText();
            }
            if (!page.path("next").isTextual()) {
                return conflicts;
            }
        }
    }
}
