/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.Places;
import io.bascule.demo.world.Waiting;
import io.bascule.demo.world.World;
import io.bascule.demo.world.WorldFailure;
import io.bascule.demo.world.WorldPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./bascule demo}. Exit status: 0 if all sides agree and nothing was lost or doubled (with {@code --once}) or it was
 * stopped by Ctrl-C (without); 1 if something was; 2 for a mistake in the command line; 3 if it could not be run.
 */
public final class DemoMain {
    private static final int FOUND = 1;
    private static final int USAGE = 2;
    private static final int FAILED = 3;
    private static final long HOOK_LIMIT_SECONDS = 40;

    private DemoMain() {}

    /** Runs the demonstration. */
    public static void main(String... arguments) {
        int status;
        try {
            DemoOptions options = DemoOptions.parse(Arrays.asList(arguments));
            status = new DemoRun(options, new Waiting(InstantSource.system())).run();
        } catch (DemoOptions.Mistake mistake) {
            System.err.println("demo: " + mistake.getMessage() + "\n\n" + DemoOptions.USAGE);
            status = USAGE;
        }
        System.exit(status);
    }

    /** One run, with the hook that ends it in an orderly way. */
    private static final class DemoRun {
        private final DemoOptions options;
        private final Waiting waiting;
        private final Terminal terminal;
        private final CountDownLatch finished = new CountDownLatch(1);

        private DemoRun(DemoOptions options, Waiting waiting) {
            this.options = options;
            this.waiting = waiting;
            this.terminal = new Terminal(System.out, waiting.clock());
        }

        private int run() {
            Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "demo-stop"));
            try {
                return play();
            } catch (InterruptedException ended) {
                return waiting.ended() ? 0 : FAILED;
            } catch (WorldFailure | UncheckedIOException failure) {
                System.err.println("demo: " + failure.getMessage());
                return FAILED;
            } finally {
                finished.countDown();
            }
        }

        /** Ctrl-C: the waits end, the main thread closes the world, and only then does the process go. */
        private void onSignal() {
            waiting.end();
            try {
                if (!finished.await(HOOK_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("demo: some processes may not have ended");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private int play() throws InterruptedException {
            Places places = new Places(folder(), options.distribution(), options.connectors());
            WorldPorts ports = WorldPorts.choose(options.port());
            terminal.say("everything is written below %s; seed %d".formatted(places.folder(), options.seed()));
            SplittableRandom random = new SplittableRandom(options.seed());
            try (World world = World.start(places, ports, options.plant(), new SecureRandom(), waiting)) {
                terminal.say("the shop and the imitation of Stripe run; the runtime is starting");
                Demo demo = new Demo(options, world, places, waiting, terminal, random);
                demo.load();
                if (!options.once()) {
                    terminal.say("Ctrl-C ends it");
                    demo.edit(sinceStart -> true);
                    return 0;
                }
                demo.edit(new Kills(world, waiting, terminal, options.editing(), options.kills(), random.split()));
                Outcome outcome = demo.judge();
                terminal.line(outcome.json());
                return outcome.isGood() ? 0 : FOUND;
            }
        }

        private Path folder() {
            return options.folder().orElseGet(() -> {
                try {
                    return Files.createTempDirectory("bascule-demo-");
                } catch (IOException e) {
                    throw new WorldFailure("Can't make a folder for temporary files: " + e.getMessage(), e);
                }
            });
        }
    }
}
