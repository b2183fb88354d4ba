/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.Standing;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the person at the terminal reads. Belongs to one thread. */
public final class Terminal {
    private final PrintStream out;
    private final InstantSource clock;
    private final Instant start;
    private final boolean quiet;

    private Terminal(PrintStream out, InstantSource clock, boolean quiet) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
        this.quiet = quiet;
    }

    /** Says everything, with a line a second on how things stand. */
    public Terminal(PrintStream out, InstantSource clock) {
        this(out, clock, false);
    }

    /** Leaves out the course of things: says only what was done to the runtime, what was found, and the end. */
    public static Terminal quiet(PrintStream out, InstantSource clock) {
        return new Terminal(out, clock, true);
    }

    /** How long it has been going on. */
    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    /** A line on the course of things, with the time since the start before it. */
    void say(String text) {
        if (!quiet) {
            event(text);
        }
    }

    /** A line on something that matters, with the time since the start before it. */
    void event(String text) {
        line("%4d s  %s".formatted(elapsed().toSeconds(), text));
    }

    /** A line as it is. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /** One line on how things stand. */
    void say(Standing standing, LongSupplier edits, Supplier<Map<String, Long>> faults) {
        long struck = faults.get().values().stream().mapToLong(Long::longValue).sum();
        say(String.format(
                Locale.ROOT,
                "in step: shop %,d, Stripe %,d | under way %s | edits %,d | conflicts %,d | faults %,d%s%s",
                standing.linked().getOrDefault("shop", 0L),
                standing.linked().getOrDefault("stripe", 0L),
                standing.busy() >= 100 ? "100+" : Long.toString(standing.busy()),
                edits.getAsLong(),
                standing.conflicts(),
                struck,
                standing.parked() == 0 ? "" : " | parked " + standing.parked(),
                standing.unsent() == 0 ? "" : " | not on Kafka yet " + standing.unsent()));
    }
}
