/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.FaultPlan;
import io.bascule.demo.world.Waiting;
import io.bascule.demo.world.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Kills the runtime at moments that are drawn from a seed, while people go on editing. Every other kill is aimed: Stripe is made
 * slow to answer first, so that the runtime dies between having begun a write and having its answer, and the write may even be
 * done after its death. Belongs to one thread.
 */
final class Kills implements Demo.Meanwhile {
    /** A start and some work before the next one. */
    private static final Duration EACH = Duration.ofSeconds(6);

    private static final Duration AIMING_LIMIT = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** Of Stripe's delay: until then nobody has an answer. */
    private static final int LONGEST_WAIT_MS = 1500;

    private final World world;
    private final Waiting waiting;
    private final Terminal terminal;
    private final Duration editing;
    private final Deque<Duration> moments;
    private final SplittableRandom random;
    private final List<Kill> done = new ArrayList<>();

    /**
     * @param editing how long people edit at least
     * @param count how many kills
     */
    Kills(World world, Waiting waiting, Terminal terminal, Duration editing, int count, SplittableRandom random) {
        this.world = world;
        this.waiting = waiting;
        this.terminal = terminal;
        this.random = random;
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

    /** How long people edit. */
    Duration editing() {
        return editing;
    }

    /** The kills so far. */
    List<Kill> done() {
        return List.copyOf(done);
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
            kill(ahead.isNegative() ? sinceStart : next);
        }
        return true;
    }

    private void kill(Duration at) throws InterruptedException {
        boolean aimed = done.size() % 2 == 0;
        if (aimed) {
            aim();
        }
        Kill kill;
        try {
            kill = new Kill(at, aimed, world.killAndRestart());
        } finally {
            if (aimed) {
                world.setFaults(FaultPlan.whileEditing());
            }
        }
        done.add(kill);
        terminal.event(kill.toString());
    }

    /** Returns when Stripe has a call at hand, and has let it wait for as long as the seed says. */
    private void aim() throws InterruptedException {
        long before = slowCalls();
        world.setFaults(FaultPlan.slowStripe());
        if (waiting.until(() -> slowCalls() > before, LOOK, AIMING_LIMIT)) {
            waiting.pause(Duration.ofMillis(random.nextInt(LONGEST_WAIT_MS)));
        }
    }

    private long slowCalls() {
        return world.faults().getOrDefault("stripe.latency", 0L);
    }
}
