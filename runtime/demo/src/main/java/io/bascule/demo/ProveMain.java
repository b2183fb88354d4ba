/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.Waiting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ./bascule prove --kills N}: the demonstration in a small world, with {@code kill -9} of the real runtime at moments
 * drawn from a seed, and one line for each. Exit status: 0 if nothing was lost, doubled or left apart, and enough kills found a
 * write under way to prove it; else as {@link DemoMain} says.
 */
public final class ProveMain {
    /** What the options of the demonstration are here, unless given. */
    private static final List<String> SMALL =
            List.of("--once", "--customers", "100", "--products", "30", "--seconds", "10", "--kills", "5");

    private static final String USAGE = """
            Usage: prove --kills N [--broker-kills N] [--db h2|postgres] [--seed N] [--port N] [--dir D]

              --kills N       how often the runtime is killed while people edit (default: 5)
              --broker-kills N  how often its Kafka broker alone is killed (default: 0)
              --db h2|postgres  what the catalog is stored in: its own file, or a PostgreSQL server that is started for it
              --seed N        what data, edits and moments are drawn from (default: 1)
              --port N        the first of seven ports (default: 8765, or the next that are free)
              --dir D         where everything is written (default: a new folder for temporary files)
              --seconds N     how long people edit at least (default: 10, and 6 for each kill)
              --customers N   how many customers the shop begins with (default: 100)
              --products N    how many products (default: 30)""";

    private ProveMain() {}

    /** Runs the proof. */
    public static void main(String... arguments) {
        int status;
        try {
            List<String> all = new ArrayList<>(SMALL);
            all.addAll(Arrays.asList(arguments));
            DemoOptions options = DemoOptions.parse(all);
            Waiting waiting = new Waiting(InstantSource.system());
            Terminal terminal = Terminal.quiet(System.out, waiting.clock());
            terminal.line("kills of the runtime: %d, of its broker alone: %d, drawn from seed %d; catalog in %s"
                    .formatted(options.kills(), options.brokerKills(), options.seed(), options.database()));
            status = new DemoRun(options, waiting, terminal, Outcome::summary).run();
        } catch (DemoOptions.Mistake mistake) {
            System.err.println("prove: " + mistake.getMessage() + "\n\n" + USAGE);
            status = DemoMain.USAGE;
        }
        System.exit(status);
    }
}
