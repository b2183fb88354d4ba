/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.util.List;

/** Runs many seeds: {@code --seeds N [--from K] [--mistake NAME]}. */
public final class SimulationMain {
    private SimulationMain() {}

    public static void main(String[] arguments) {
        long seeds = 100;
        long from = 1;
        String mistake = null;
        List<String> words = List.of(arguments);
        for (int i = 0; i + 1 < words.size(); i += 2) {
            switch (words.get(i)) {
                case "--seeds" -> seeds = Long.parseLong(words.get(i + 1));
                case "--from" -> from = Long.parseLong(words.get(i + 1));
                case "--mistake" -> mistake = words.get(i + 1);
                default -> throw new IllegalArgumentException("Unknown option " + words.get(i));
            }
        }
        int failed = 0;
        long start = System.nanoTime();
        for (long seed = from; seed < from + seeds; seed++) {
            Result result = World.run(seed, mistake);
            if (result.failed()) {
                failed++;
                if (failed <= 40) {
                    System.out.println(
                            seeds <= 3
                                    ? result.report()
                                    : "seed=" + seed + " " + result.violations().size() + " "
                                            + result.violations().get(0));
                }
            }
            if (seeds <= 10)
                System.out.println("seed " + seed + " edits " + result.edits() + " faults "
                        + result.coverage().count() + " effects " + result.effects() + " versions " + result.versions()
                        + " conflicts " + result.conflicts() + " excused " + result.excused() + " hash "
                        + result.hash());
        }
        System.out.println(
                "failed " + failed + " of " + seeds + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
}
