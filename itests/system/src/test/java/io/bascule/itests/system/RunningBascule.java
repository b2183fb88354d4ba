/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.awaitility.Awaitility.await;

/** A process of {@code bin/bascule run}. Closing it leaves neither the process nor its broker behind. */
final class RunningBascule implements AutoCloseable {
    static final Path DISTRIBUTION = Path.of(System.getProperty("bascule.distribution", "target/bascule"))
            .toAbsolutePath();
    static final int FIRST_PORT = Integer.getInteger("bascule.port", 22_000);

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Pattern REST_TOKEN = Pattern.compile("REST token \\(shown once\\): (\\S+)");
    private static final Pattern PASSWORD = Pattern.compile("shown this once: (\\S+)");

    private final Process process;
    private final Path output;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningBascule(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it; returns at once.
     *
     * @param output gets what it prints; its folder is also where the command is given
     */
    static RunningBascule start(Path home, Path output, Map<String, String> environment, String... options)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/bascule").toString(), "run"));
        command.addAll(Arrays.asList(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Objects.requireNonNull(output.toAbsolutePath().getParent())
                        .toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("BASCULE_JAVA_OPTS");
        builder.environment().putAll(environment);
        return new RunningBascule(builder.start(), output);
    }

    static RunningBascule start(Path output, String... options) throws IOException {
        return start(DISTRIBUTION, output, Map.of(), options);
    }

    /** Waits for a text on the terminal. */
    RunningBascule awaitOutput(String text) {
        await("\"" + text + "\" on the terminal")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!process.isAlive() && !output().contains(text)) {
                        throw new AssertionError("Ended early with " + process.exitValue() + ": " + output());
                    }
                })
                .until(() -> output().contains(text));
        return this;
    }

    RunningBascule awaitReady() {
        return awaitOutput("Ready after ");
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The password that the first start printed. */
    String password() {
        return printed(PASSWORD);
    }

    /** The REST token that the first start printed. */
    String restToken() {
        return printed(REST_TOKEN);
    }

    private String printed(Pattern secret) {
        Matcher matcher = secret.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("No " + secret + " in: " + output());
        }
        return String.valueOf(matcher.group(1));
    }

    /** Sends SIGTERM and waits for the end. */
    int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitExit();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Still running: " + output());
        }
        return process.exitValue();
    }

    /** Its broker's process; empty before that is started. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** A request to the console or elsewhere; headers come as name, value, name, value. */
    HttpResponse<String> request(String method, int port, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String basic(String user, String password) {
        String both = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        List<ProcessHandle> left = children();
        process.destroyForcibly().onExit().join();
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
