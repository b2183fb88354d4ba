/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.Waiting;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * {@code ./bascule demo}. Exit status: 0 if all sides agree and nothing was lost or doubled (with {@code --once}) or it was
 * stopped by Ctrl-C (without); 1 if something was; 2 for a mistake in the command line; 3 if it could not be run.
 */
public final class DemoMain {
    static final int USAGE = 2;

    private DemoMain() {}

    /** Runs the demonstration. */
    public static void main(String... arguments) {
        int status;
        try {
            DemoOptions options = DemoOptions.parse(Arrays.asList(arguments));
            Waiting waiting = new Waiting(InstantSource.system());
            status = new DemoRun(options, waiting, new Terminal(System.out, waiting.clock()), Outcome::json).run();
        } catch (DemoOptions.Mistake mistake) {
            System.err.println("demo: " + mistake.getMessage() + "\n\n" + DemoOptions.USAGE);
            status = USAGE;
        }
        System.exit(status);
    }
}
