/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL server of a test's own: real binaries on 127.0.0.1, on a free port, with its data in a temporary folder that goes
 * with it. It can be stopped, killed and started again, on the same port and the same data. The superuser is {@link #USER}. As
 * root, which PostgreSQL refuses, it runs as user nobody.
 *
 * <pre>{@code
 * try (PostgresServer server = PostgresServer.start()) {
 *     DriverManager.getConnection(server.url(), PostgresServer.USER, PostgresServer.PASSWORD) ...
 *     server.kill();
 *     server.startAgain();
 * }
 * }</pre>
 *
 * <p>The binaries come with the class path (Linux on amd64); elsewhere those of an installed PostgreSQL below
 * {@code /usr/lib/postgresql} are taken. Used by one thread; errors are {@link IllegalStateException}, with the end of the
 * server's log.
 */
public final class PostgresServer implements AutoCloseable {
    /** The superuser, and the name of the database that is there from the start. */
    public static final String USER = "bascule";
    /** The superuser's password. */
    public static final String PASSWORD = "only-for-tests";

    private static final int NOBODY = 65_534;
    private static final int LOOKS = 1_500;
    private static final int PAUSE_MILLIS = 20;
    private static final int LONGEST_END_SECONDS = 10;

    private final Path folder;
    private final Path binaries;
    private final List<String> asUser;
    private final int port;
    private @Nullable Process process;

    private PostgresServer(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.asUser = isRoot()
                ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--")
                : List.of();
        this.binaries = binaries(folder);
        this.port = freePort();
        makeData();
    }

    /** Makes a server and starts it; takes some three seconds. */
    public static PostgresServer start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("bascule-postgres");
        PostgresServer server = null;
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            server = new PostgresServer(folder);
            server.startAgain();
            return server;
        } finally {
            if (server == null || server.process == null) {
                delete(folder);
            }
        }
    }

    /** The port on 127.0.0.1; the same after every start. */
    public int port() {
        return port;
    }

    /** The JDBC URL of the database that is there from the start. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + USER;
    }

    /** Whether it was started and neither stopped nor killed since. */
    public boolean isStarted() {
        return process != null;
    }

    /** Starts the server after {@link #stop} or {@link #kill}; returns when it serves. */
    public void startAgain() throws IOException, InterruptedException {
        if (process != null) {
            throw new IllegalStateException("The server runs already");
        }
        Path state = data().resolve("postmaster.pid");
        // What a killed server left tells of readiness that is no more.
        Files.deleteIfExists(state);
        Process started = new ProcessBuilder(command(
                        "postgres",
                        "-D",
                        data().toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=32MB"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
        process = started;
        for (int look = 0; !isReady(state); look++) {
            if (started.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS) || look == LOOKS) {
                kill();
                throw new IllegalStateException("PostgreSQL does not start: " + logEnd());
            }
        }
    }

    /** Stops the server as an administrator does: clients are thrown out, what is committed is on disk. */
    public void stop() throws IOException, InterruptedException {
        if (process != null) {
            run("pg_ctl", "stop", "-m", "fast", "-w", "-D", data().toString());
            process.waitFor();
            process = null;
        }
    }

    /** Kills the server and all its processes as {@code kill -9} does. */
    public void kill() {
        if (process != null) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
            process = null;
            // Until they are gone too, a new server refuses: it finds the old one's shared memory in use.
            CompletableFuture.allOf(children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, LONGEST_END_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** Kills the server and deletes its data. */
    @Override
    public void close() throws IOException {
        kill();
        delete(folder);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private File log() {
        return folder.resolve("log").toFile();
    }

    private void makeData() throws IOException, InterruptedException {
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD);
        Files.createDirectory(data());
        if (isRoot()) {
            for (Path path : List.of(data(), password)) {
                Files.setAttribute(path, "unix:uid", NOBODY);
            }
        }
        run(
                "initdb",
                "-D",
                data().toString(),
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync");
        makeDatabase();
    }

    /** There are no clients beside the server: a server of one session takes the statement instead. */
    private void makeDatabase() throws IOException, InterruptedException {
        Process single = new ProcessBuilder(command("postgres", "--single", "-D", data().toString(), "postgres"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
        try (var input = single.outputWriter()) {
            input.write("create database " + USER + "\n");
        }
        if (single.waitFor() != 0) {
            throw new IllegalStateException("The database cannot be made: " + logEnd());
        }
    }

    /** The server writes its state into the eighth line of this file. */
    private static boolean isReady(Path state) throws IOException {
        if (!Files.exists(state)) {
            return false;
        }
        List<String> lines = Files.readAllLines(state);
        return lines.size() >= 8 && lines.get(7).startsWith("ready");
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        Process ran = new ProcessBuilder(command(program, arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
        if (ran.waitFor() != 0) {
            throw new IllegalStateException(program + " failed: " + logEnd());
        }
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(asUser);
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private String logEnd() throws IOException {
        String text = Files.readString(log().toPath());
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path binaries(Path folder) throws IOException, InterruptedException {
        String archive = "/postgres-linux-" + System.getProperty("os.arch").replace("amd64", "x86_64") + ".txz";
        try (InputStream packed = PostgresServer.class.getResourceAsStream(archive)) {
            return packed == null ? installed() : unpacked(packed, Files.createDirectory(folder.resolve("postgres")));
        }
    }

    private static Path unpacked(InputStream packed, Path target) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-x", "-f", "-", "-C", target.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var input = tar.getOutputStream()) {
            new XZInputStream(packed).transferTo(input);
        }
        if (tar.waitFor() != 0) {
            throw new IllegalStateException("PostgreSQL's binaries cannot be unpacked by tar");
        }
        return target.resolve("bin");
    }

    private static Path installed() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            Optional<Path> newest = versions.map(version -> version.resolve("bin"))
                    .filter(Files::isDirectory)
                    .max(Comparator.naturalOrder());
            return newest.orElseThrow(() -> new IllegalStateException(
                    "No PostgreSQL for this kind of machine on the class path or below /usr/lib/postgresql"));
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
