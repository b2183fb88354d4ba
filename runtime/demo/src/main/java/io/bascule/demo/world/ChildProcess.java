/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process that writes into a log file and says by a line of its output that it is ready. Thread-safe. */
final class ChildProcess {
    private final String name;
    private final Path log;
    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a process.
     *
     * @param name for messages
     * @param log appended to
     * @param readyLine recognises the line that says that it is ready
     * @param lines told of every line of its output, on a thread of its own
     */
    static ChildProcess start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Predicate<String> readyLine,
            Consumer<String> lines) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            ChildProcess child = new ChildProcess(name, log, builder.start());
            Thread reader = new Thread(() -> child.read(readyLine, lines), name + "-output");
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new WorldFailure("Can't start " + name + ": " + e.getMessage(), e);
        }
    }

    private void read(Predicate<String> readyLine, Consumer<String> lines) {
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                OutputStream file = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                lines.accept(line);
                if (readyLine.test(line)) {
                    ready.countDown();
                }
            }
        } catch (IOException ended) {
            // The process is gone, which others notice.
        }
    }

    /** Waits for the ready line. */
    void awaitReady(Duration limit, Waiting waiting) throws InterruptedException {
        boolean inTime = waiting.until(() -> ready.getCount() == 0 || !process.isAlive(), Duration.ofMillis(50), limit);
        if (ready.getCount() > 0) {
            throw new WorldFailure("%s %s. See %s"
                    .formatted(
                            name,
                            inTime
                                    ? "ended with status " + process.exitValue()
                                    : "was not ready within " + limit.toSeconds() + " s",
                            log));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The processes that it started, and those that they started. */
    Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    /** Writes a line to its standard input. */
    synchronized void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen", e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end, by a closed standard input and SIGTERM; kills it after the limit. */
    void stop(Duration limit) throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // Then it is ending already.
        }
        process.destroy();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }
}
