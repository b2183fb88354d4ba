/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleException;

/** What the start script calls. Turns every outcome into one text and one exit status. */
public final class Main {
    private final Terminal terminal;
    private final InstantSource clock;
    private final Run run;
    /** Whether the run came to its end by itself, so that the shutdown hook has nothing left to do. */
    private final AtomicBoolean ended = new AtomicBoolean();

    private final AtomicBoolean signalled = new AtomicBoolean();

    private Main(Terminal terminal, InstantSource clock, Run run) {
        this.terminal = terminal;
        this.clock = clock;
        this.run = run;
    }

    /**
     * Runs one verb.
     *
     * @param arguments the distribution's folder, the verb, the verb's options; for example {@code
     *     "/opt/bascule", "run", "--port", "8080"}
     */
    public static void main(String... arguments) {
        InstantSource clock = InstantSource.system();
        Terminal terminal = new Terminal(System.out, System.err, clock, ZoneId.systemDefault());
        List<String> words = Arrays.asList(arguments);
        if (words.size() >= 2 && words.get(1).equals("add")) {
            System.exit(add(new Distribution(Path.of(words.get(0))), terminal, words.subList(2, words.size()))
                    .status());
        }
        if (words.size() < 2 || !words.get(1).equals("run")) {
            terminal.fail("Expected the verb run or add.\n\n" + RunOptions.USAGE + "\n\n" + AddOptions.USAGE);
            System.exit(ExitCode.USAGE.status());
        }
        Run run = new Run(new Distribution(Path.of(words.get(0))), terminal, clock, System.getenv());
        ExitCode code = new Main(terminal, clock, run).run(words.subList(2, words.size()));
        System.exit(code.status());
    }

    private static ExitCode add(Distribution distribution, Terminal terminal, List<String> arguments) {
        try {
            if (arguments.contains("--help") || arguments.contains("-h")) {
                terminal.say(AddOptions.USAGE);
                return ExitCode.STOPPED;
            }
            AddOptions options = AddOptions.parse(arguments);
            Path folder = options.folder().orElseGet(() -> Run.defaultFolder(System.getenv()));
            new Add(distribution, terminal).run(options, folder);
            return ExitCode.STOPPED;
        } catch (StartFailure failure) {
            terminal.fail(failure.text());
            return failure.exitCode();
        } catch (BundleException | RuntimeException unexpected) {
            terminal.fail("Unexpected: " + unexpected);
            terminal.trace(unexpected);
            return ExitCode.UNEXPECTED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.UNEXPECTED;
        }
    }

    private ExitCode run(List<String> arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopOnSignal, "stop"));
        ExitCode code = attempt(arguments);
        ended.set(true);
        return code;
    }

    private ExitCode attempt(List<String> arguments) {
        try {
            if (arguments.contains("--help") || arguments.contains("-h")) {
                terminal.say(RunOptions.USAGE);
                return ExitCode.STOPPED;
            }
            Instant started = ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
            run.run(RunOptions.parse(arguments), started);
            if (!signalled.get()) {
                terminal.say("Stopped");
            }
            return ExitCode.STOPPED;
        } catch (StartFailure failure) {
            terminal.fail(failure.text());
            return failure.exitCode();
        } catch (BundleException | RuntimeException unexpected) {
            terminal.fail("Unexpected: " + unexpected);
            terminal.trace(unexpected);
            return ExitCode.UNEXPECTED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.UNEXPECTED;
        }
    }

    /** SIGTERM and Ctrl-C arrive here. A stop on request is a success, which only halting can say from a hook. */
    private void stopOnSignal() {
        if (ended.get()) {
            return;
        }
        signalled.set(true);
        ExitCode code = ExitCode.STOPPED;
        try {
            terminal.say("Stopping");
            if (!run.stop()) {
                terminal.fail("The bundles did not stop within 10 s; ended without waiting for them.");
                code = ExitCode.UNEXPECTED;
            }
            terminal.say("Stopped");
        } catch (BundleException | RuntimeException | InterruptedException e) {
            terminal.trace(e);
            code = ExitCode.UNEXPECTED;
        }
        Runtime.getRuntime().halt(code.status());
    }
}
