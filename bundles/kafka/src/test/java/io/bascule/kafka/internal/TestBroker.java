/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A real broker in a process of its own, so that a test can kill it. */
final class TestBroker implements AutoCloseable {
    /** Who may log in at {@link #saslBootstrap()}. */
    static final String USER = "ada";

    /** With characters that mean something in a line of JAAS. */
    static final String PASSWORD = "a \"quoted\\ ; pass=word";

    private final Path folder;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private final int saslPort = freePort();
    private @Nullable Process process;

    TestBroker(Path folder) {
        this.folder = folder;
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Where one has to log in. */
    String saslBootstrap() {
        return "127.0.0.1:" + saslPort;
    }

    /** Returns once clients can connect. */
    void start() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        TestBroker.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(controllerPort),
                        Integer.toString(saslPort))
                .redirectError(new File(folder.toFile(), "stderr.txt"))
                .start();
        process = started;
        BufferedReader answers =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        for (String line = answers.readLine(); !"READY".equals(line); line = answers.readLine()) {
            if (line == null) {
                throw new IOException("The broker ended: " + Files.readString(folder.resolve("stderr.txt")));
            }
        }
    }

    /** As by {@code kill -9}. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String... arguments) throws Exception {
        String log = Path.of(arguments[0], "log").toString();
        if (!Files.exists(Path.of(log, "meta.properties"))) {
            Files.createDirectories(Path.of(log));
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(log)
                    .addDirectory(log)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        }
        KafkaRaftServer server = new KafkaRaftServer(
                KafkaConfig.fromProps(
                        properties(
                                log,
                                Integer.parseInt(arguments[1]),
                                Integer.parseInt(arguments[2]),
                                Integer.parseInt(arguments[3])),
                        false),
                Time.SYSTEM);
        server.startup();
        System.out.println("READY");
        System.out.flush();
        // The test's end closes the pipe, however it ends.
        while (System.in.read() >= 0) {
            // Nothing is understood.
        }
        Runtime.getRuntime().halt(0);
    }

    private static Properties properties(String log, int port, int controllerPort, int saslPort) {
        Properties all = new Properties();
        all.setProperty("process.roles", "broker,controller");
        all.setProperty("node.id", "1");
        all.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort + ",LOGIN://127.0.0.1:"
                        + saslPort);
        all.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port + ",LOGIN://127.0.0.1:" + saslPort);
        all.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_PLAINTEXT");
        all.setProperty("listener.name.login.sasl.enabled.mechanisms", "PLAIN");
        all.setProperty(
                "listener.name.login.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\""
                        + PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"") + "\";");
        all.setProperty("controller.listener.names", "CONTROLLER");
        all.setProperty("inter.broker.listener.name", "PLAINTEXT");
        all.setProperty("log.dirs", log);
        all.setProperty("num.network.threads", "2");
        all.setProperty("num.io.threads", "2");
        all.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
        all.setProperty("auto.create.topics.enable", "false");
        all.setProperty("group.initial.rebalance.delay.ms", "0");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            all.setProperty(topic + ".replication.factor", "1");
            all.setProperty(topic + ".num.partitions", "1");
            all.setProperty(topic + ".min.isr", "1");
        }
        return all;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
