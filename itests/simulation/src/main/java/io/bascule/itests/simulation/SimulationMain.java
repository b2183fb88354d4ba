/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** {@code ./bascule prove --seeds N}: runs many seeds. Exits 1 if an invariant was violated, 2 on wrong usage. */
public final class SimulationMain {
    private static final int PROGRESS_SEEDS = 1000;
    private static final long PROGRESS_NANOS = 10_000_000_000L;
    private static final double NANOS = 1e9;

    /** Failures told with their timelines; the others are named. */
    private static final int MOST_TOLD = 5;

    private final PrintStream out;
    private final Options options;
    private final Summary summary = new Summary();
    private final long start = System.nanoTime();
    private long toldAt = start;

    private SimulationMain(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    public static void main(String[] arguments) {
        try {
            boolean holds = new SimulationMain(System.out, Options.of(List.of(arguments))).run();
            System.exit(holds ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("prove: " + e.getMessage());
            System.exit(2);
        }
    }

    private boolean run() {
        @Nullable Long first = options.first();
        LongStream seeds = first == null
                ? Seeds.standard(Corpus.seeds(), options.seeds())
                : LongStream.range(first, first + options.seeds());
        Seeds.run(seeds, seed -> World.run(seed, options.plant(), options.deletes()), this::add);
        out.println(summary.text());
        out.println(String.format(Locale.ROOT, "%.1f s", seconds()));
        out.println();
        out.println(CoverageTables.crashes(summary.coverage()));
        out.println(CoverageTables.faults(summary.coverage()));
        if (first == null) {
            tellOldFindings();
        }
        tellFailures();
        return summary.failed().isEmpty();
    }

    private boolean add(Result result) {
        summary.add(result);
        if (result.failed()) {
            out.println(
                    "seed " + result.seed() + " alarms: " + result.violations().get(0));
        }
        long now = System.nanoTime();
        if (summary.seeds() % PROGRESS_SEEDS == 0 || now - toldAt > PROGRESS_NANOS) {
            toldAt = now;
            out.println(String.format(
                    Locale.ROOT,
                    "%d seeds, %d failed, %.0f s",
                    summary.seeds(),
                    summary.failed().size(),
                    seconds()));
        }
        return true;
    }

    private void tellOldFindings() {
        Corpus.all().stream()
                .filter(found -> summary.failed().stream().anyMatch(result -> result.seed() == found.seed()))
                .forEach(found -> out.println("found before, and alarms again: " + found));
    }

    private void tellFailures() {
        List<Result> failed = summary.failed();
        failed.stream()
                .limit(MOST_TOLD)
                .forEach(result -> out.println(World.tell(result.seed(), options.plant(), options.deletes())
                        .report()));
        failed.stream().skip(MOST_TOLD).forEach(result -> out.println("again: " + result.command()));
    }

    private double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }
}
