/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import io.bascule.demo.world.Waiting;
import io.bascule.demo.world.WorldFailure;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One run as a program, with the hook that ends it in an orderly way. */
final class DemoRun {
    private static final int FOUND = 1;
    private static final int FAILED = 3;
    private static final long HOOK_LIMIT_SECONDS = 40;

    private final DemoOptions options;
    private final Waiting waiting;
    private final Terminal terminal;
    private final Function<Outcome, String> lastLine;
    private final CountDownLatch finished = new CountDownLatch(1);

    /** @param lastLine what to say of the outcome */
    DemoRun(DemoOptions options, Waiting waiting, Terminal terminal, Function<Outcome, String> lastLine) {
        this.options = options;
        this.waiting = waiting;
        this.terminal = terminal;
        this.lastLine = lastLine;
    }

    /** Runs to the end, or until Ctrl-C; the result is the exit status. */
    int run() {
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
        try (Demo demo = Demo.start(options, waiting, terminal)) {
            demo.load();
            if (!options.once()) {
                terminal.say("Ctrl-C ends it");
                demo.edit(sinceStart -> true);
                return 0;
            }
            demo.edit();
            Outcome outcome = demo.judge();
            terminal.line(lastLine.apply(outcome));
            return outcome.isGood() ? 0 : FOUND;
        }
    }
}
