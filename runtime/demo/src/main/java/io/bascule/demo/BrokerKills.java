/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** Kills the runtime's Kafka broker at moments that are drawn from a seed, while people go on editing. Belongs to one thread. */
final class BrokerKills implements Demo.Meanwhile {
    private final World world;
    private final Terminal terminal;
    private final Deque<Duration> moments;
    private int done;

    /**
     * @param editing how long people edit
     * @param count how many kills
     */
    BrokerKills(World world, Terminal terminal, Duration editing, int count, SplittableRandom random) {
        this.world = world;
        this.terminal = terminal;
        this.moments = new ArrayDeque<>(Kills.moments(editing, count, random));
    }

    /** How often so far. */
    int done() {
        return done;
    }

    /** True until the last one; where the runtime has no broker yet, as after a kill of its own, it is the next tick's. */
    @Override
    public boolean tick(Duration sinceStart) {
        Duration next = moments.peek();
        if (next == null) {
            return false;
        }
        if (sinceStart.compareTo(next) >= 0 && world.killBroker()) {
            moments.remove();
            done++;
            terminal.event("broker killed %.3f s after the first edit".formatted(sinceStart.toMillis() / 1000.0));
        }
        return true;
    }
}
