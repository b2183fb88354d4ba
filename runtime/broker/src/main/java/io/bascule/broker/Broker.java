/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Runs a broker until standard input ends or a line {@code stop} arrives on it. Whoever starts this process keeps the
 * other end of that pipe open; when the starter dies, however it dies, the operating system closes the pipe and the broker
 * stops as well. Prints one line {@code READY} when clients can connect.
 */
public final class Broker {
    private static final long STOP_LIMIT_MS = 8_000;

    private final BrokerSettings settings;

    private Broker(BrokerSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts the broker.
     *
     * @param arguments data folder, port, controller port; for example {@code "/var/lib/bascule/kafka/log", "9092",
     *     "9093"}
     */
    public static void main(String... arguments) {
        if (arguments.length != 3) {
            System.err.println("Usage: Broker FOLDER PORT CONTROLLER_PORT");
            System.exit(2);
        }
        BrokerSettings settings = new BrokerSettings(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        System.exit(new Broker(settings).attempt());
    }

    /** Ends the process in any case: threads of a half-started broker would keep it alive and serve nothing. */
    private int attempt() {
        try {
            run(System.in, System.out);
            return 0;
        } catch (Exception | LinkageError failure) {
            failure.printStackTrace();
            return 1;
        }
    }

    private void run(InputStream commands, PrintStream answers) throws Exception {
        Files.createDirectories(settings.folder());
        formatWhereNew();
        // Also while starting: a parent that dies now must not leave a broker behind that nobody stops.
        Thread watch = new Thread(() -> awaitEnd(commands), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings.properties(), false), Time.SYSTEM);
        server.startup();
        answers.println("READY");
        answers.flush();
        watch.join();
        server.shutdown();
        server.awaitShutdown();
    }

    private void formatWhereNew() throws Exception {
        if (Files.exists(settings.folder().resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(settings.folder().toString())
                .addDirectory(settings.folder().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private static void awaitEnd(InputStream commands) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.equals("stop"); line = lines.readLine()) {
                // Nothing else is understood.
            }
        } catch (IOException gone) {
            // The same as the end of input.
        }
        haltWhenStuck();
    }

    /** A broker that is still starting, or hangs in its shutdown, must end as well. */
    private static void haltWhenStuck() {
        new Timer("stop-limit", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                Runtime.getRuntime().halt(3);
                            }
                        },
                        STOP_LIMIT_MS);
    }
}
