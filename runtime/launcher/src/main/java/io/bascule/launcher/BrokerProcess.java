/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a broker running in a process of its own: starts it in the background, starts it again when it ends, with a
 * growing pause. The broker holds the other end of a pipe as its standard input and ends when that closes, so it cannot
 * outlive this process, however that ends. Thread-safe.
 */
final class BrokerProcess {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long LOG_LIMIT_BYTES = 10L * 1024 * 1024;

    private final List<String> command;
    private final Path log;
    private final String address;
    private final Terminal terminal;
    private final ScheduledExecutorService scheduler;

    private @Nullable Process process;
    private Duration pause = FIRST_PAUSE;
    private boolean stopping;

    /**
     * @param command starts the broker; it prints a line {@code READY} when it serves
     * @param log gets what the broker writes to its error stream
     * @param address for messages, for example {@code "127.0.0.1:9092"}
     * @param scheduler runs the supervision; closed by whoever made it
     */
    BrokerProcess(
            List<String> command, Path log, String address, Terminal terminal, ScheduledExecutorService scheduler) {
        this.command = List.copyOf(command);
        this.log = log;
        this.address = address;
        this.terminal = terminal;
        this.scheduler = scheduler;
    }

    /** Starts the broker and returns at once. */
    void start() {
        scheduler.execute(this::launch);
    }

    private synchronized void launch() {
        if (stopping) {
            return;
        }
        try {
            rotateLog();
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            Thread watcher = new Thread(() -> watch(started), "broker-watch");
            watcher.setDaemon(true);
            watcher.start();
        } catch (IOException e) {
            again("could not be started: " + e.getMessage());
        }
    }

    private void watch(Process started) {
        read(started);
        try {
            started.waitFor();
            ended(started);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Process started) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("READY")) {
                    ready();
                }
            }
        } catch (IOException closed) {
            // The process is ending, which the caller waits for.
        }
    }

    private synchronized void ready() {
        pause = FIRST_PAUSE;
        terminal.event("INFO", "Kafka broker: ready on " + address);
    }

    private synchronized void ended(Process gone) {
        if (!stopping) {
            again("ended with status " + gone.exitValue());
        }
    }

    private void again(String what) {
        terminal.event(
                "WARN",
                "Kafka broker: %s; next start in %d s. Changes are kept meanwhile; why it ended stands in %s"
                        .formatted(what, pause.toSeconds(), log));
        ScheduledFuture<?> unused = scheduler.schedule(this::launch, pause.toMillis(), TimeUnit.MILLISECONDS);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Stops the broker and waits for its end; after the limit it is killed. Idempotent. */
    void stop(Duration limit) throws InterruptedException {
        Process running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        if (running == null) {
            return;
        }
        try {
            running.getOutputStream().close();
        } catch (IOException gone) {
            // Its end of the pipe is closed already.
        }
        if (!running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            running.destroyForcibly().waitFor();
        }
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
