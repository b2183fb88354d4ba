/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Tells when a world has come to rest: nothing is under way, not on Kafka either, and nothing has changed on any side for so long
 * that every poll must have come round. Belongs to one thread.
 */
public final class RestWatch {
    /** Longer than two polls of either system: after so long without news there will be none. */
    public static final Duration REST = Duration.ofSeconds(3);

    /** Long enough to say that a first load is through. */
    public static final Duration LULL = Duration.ofSeconds(1);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final StandingReader reader;
    private final Waiting waiting;
    private final String kafka;
    private final Consumer<Standing> progress;
    private String unrest = "";

    /** @param progress told of each look */
    public RestWatch(World world, Consumer<Standing> progress) {
        this.reader = new StandingReader(world);
        this.waiting = world.waiting();
        this.kafka = world.kafka();
        this.progress = progress;
    }

    /** What kept the world from rest last; empty if nothing has yet. */
    public String unrest() {
        return unrest;
    }

    /**
     * Waits for rest.
     *
     * @param linkedAtLeast so many links must be there, or it has not begun yet
     * @param quiet how long nothing may have changed: {@link #REST} or {@link #LULL}
     * @return false if it did not come within the limit
     */
    public boolean await(long linkedAtLeast, Duration quiet, Duration limit) throws InterruptedException {
        Instant deadline = waiting.clock().instant().plus(limit);
        try (OutTopics topics = new OutTopics(kafka)) {
            Standing last = reader.read();
            Instant since = waiting.clock().instant();
            while (true) {
                progress.accept(last);
                if (waiting.clock().instant().isAfter(deadline)) {
                    return false;
                }
                waiting.pause(INTERVAL);
                Standing now = reader.read();
                String moving = moving(now, last, linkedAtLeast, topics);
                if (!moving.isEmpty()) {
                    since = waiting.clock().instant();
                    unrest = moving;
                }
                last = now;
                if (Duration.between(since, waiting.clock().instant()).compareTo(quiet) >= 0) {
                    return true;
                }
            }
        }
    }

    private static String moving(Standing now, Standing last, long linkedAtLeast, OutTopics topics) {
        String moving = now.unrest(last);
        if (!moving.isEmpty()) {
            return moving;
        }
        if (now.links() < linkedAtLeast) {
            return "%d links of %d".formatted(now.links(), linkedAtLeast);
        }
        return topics.areRead() ? "" : "topics that Bascule has not read to their ends";
    }
}
