/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.Waiting;
import io.bascule.demo.world.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Kills the runtime at moments that are drawn from a seed, while people go on editing. Belongs to one thread. */
final class Kills implements Demo.Meanwhile {
    /** Start and some work before the next one. */
    private static final Duration EACH = Duration.ofSeconds(12);

    private final World world;
    private final Waiting waiting;
    private final Terminal terminal;
    private final Duration editing;
    private final Deque<Duration> moments;

    /**
     * @param editing how long people edit at least
     * @param count how many kills
     */
    Kills(World world, Waiting waiting, Terminal terminal, Duration editing, int count, SplittableRandom random) {
        this.world = world;
        this.waiting = waiting;
        this.terminal = terminal;
        this.editing = longer(editing, EACH.multipliedBy(count));
        this.moments = new ArrayDeque<>(moments(this.editing, count, random));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Moments in order, none in the last tenth: what follows a kill is to be edited as well. */
    static List<Duration> moments(Duration editing, int count, SplittableRandom random) {
        return Stream.generate(() -> Duration.ofMillis(random.nextLong(editing.toMillis() * 9 / 10)))
                .limit(count)
                .sorted()
                .toList();
    }

    @Override
    public boolean tick(Duration sinceStart) throws InterruptedException {
        Duration next = moments.peek();
        if (next == null) {
            return sinceStart.compareTo(editing) < 0;
        }
        Duration ahead = next.minus(sinceStart);
        // A tick is a second; the moment itself lies between two of them.
        if (ahead.compareTo(Duration.ofSeconds(1)) < 0) {
            if (!ahead.isNegative()) {
                waiting.pause(ahead);
            }
            moments.remove();
            terminal.say("kill -9 of the runtime, drawn for %.3f s after the first edit"
                    .formatted(next.toMillis() / 1000.0));
            world.killAndRestart();
            terminal.say("the runtime is ready again");
        }
        return true;
    }
}
