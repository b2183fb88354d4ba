/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import io.bascule.demo.Demo;
import io.bascule.demo.DemoOptions;
import io.bascule.demo.Terminal;
import io.bascule.demo.world.Waiting;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small worlds to test in: shop, imitation of Stripe, and the real runtime, each in a process of its own. */
final class Worlds {
    private static final int LIMIT_MINUTES = 4;

    private static final int TOLD_LINES = 150;

    private Worlds() {}

    /** Something that a test does. */
    interface Step {
        void take() throws Exception;
    }

    /** Does something in a world; if it fails, the failure tells how the runtime's log ends. */
    static void watched(Demo demo, Step step) throws Exception {
        try {
            step.take();
        } catch (Exception | AssertionError e) {
            List<String> log = Files.readAllLines(demo.places().logs().resolve("bascule.log"));
            e.addSuppressed(new AssertionError("The runtime's log ends with\n"
                    + String.join("\n", log.subList(Math.max(0, log.size() - TOLD_LINES), log.size()))));
            throw e;
        }
    }

    /**
     * How a demonstration program ended.
     *
     * @param output what it printed
     */
    record Ended(int status, String output) {
        /** The last line. */
        String lastLine() {
            return output.stripTrailing().lines().reduce("", (before, line) -> line);
        }
    }

    /** Starts a world in this process's care; what it says goes to {@code terminal.txt} in its folder. */
    static Demo start(Path folder, int port, String... more) throws Exception {
        Waiting waiting = new Waiting(InstantSource.system());
        PrintStream out =
                new PrintStream(Files.newOutputStream(folder.resolve("terminal.txt")), true, StandardCharsets.UTF_8);
        return Demo.start(DemoOptions.parse(options(folder, port, more)), waiting, new Terminal(out, waiting.clock()));
    }

    /** Runs a main class as {@code ./bascule} does, and waits for its end. */
    static Ended run(Class<?> program, Path folder, int port, String... more) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(options(folder, port, more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("Still running: " + Files.readString(output));
            }
        } finally {
            // By a signal, so that it ends the processes of its world.
            process.destroy();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private static List<String> options(Path folder, int port, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--dist",
                RunningBascule.DISTRIBUTION.toString(),
                "--connectors",
                RunningBascule.DISTRIBUTION.resolveSibling("connectors").toString(),
                "--dir",
                folder.resolve("world").toString(),
                "--port",
                Integer.toString(port),
                "--customers",
                "100",
                "--products",
                "30"));
        options.addAll(Arrays.asList(more));
        return options;
    }
}
