/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How this run is set up: the file {@code etc/bascule.properties} with the command line over it.
 *
 * @param host address of the main listener, for example {@code "127.0.0.1"}
 * @param port port of the main listener
 * @param webhookHost address of the webhook listener
 * @param webhookPort port of the webhook listener
 * @param kafka the cluster to use, or empty for a broker of our own or none
 * @param broker whether to start a broker of our own
 * @param brokerPort the port of our own broker; empty to have one chosen
 * @param all every {@code bascule.*} entry of the file; bundles see them as framework properties
 */
record Settings(
        String host,
        int port,
        String webhookHost,
        int webhookPort,
        Optional<String> kafka,
        boolean broker,
        Optional<Integer> brokerPort,
        Map<String, String> all) {

    static final String FILE = "bascule.properties";
    static final String HTTP_HOST = "bascule.http.host";
    static final String HTTP_PORT = "bascule.http.port";
    static final String WEBHOOK_HOST = "bascule.webhook.host";
    static final String WEBHOOK_PORT = "bascule.webhook.port";
    static final String KAFKA_BOOTSTRAP = "bascule.kafka.bootstrap";
    static final String BROKER = "bascule.broker";
    static final String BROKER_PORT = "bascule.broker.port";

    private static final String PREFIX = "bascule.";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int DEFAULT_PORT = 8765;

    Settings {
        all = Map.copyOf(all);
        if (port == webhookPort && host.equals(webhookHost)) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "Console and webhooks need a port each, but both are set to " + port
                            + ". Choose another with --port N or --webhook-port N.");
        }
    }

    /**
     * Reads the settings of a data folder.
     *
     * @param etc the folder that may hold {@value #FILE}
     * @throws StartFailure with {@link ExitCode#USAGE} if an entry is not understood
     */
    static Settings read(Path etc, RunOptions options) {
        Map<String, String> entries = readFile(etc.resolve(FILE));
        int port = options.port().orElseGet(() -> port(entries, HTTP_PORT, DEFAULT_PORT));
        int afterPort = port == 65_535 ? port - 1 : port + 1;
        int webhookPort = options.webhookPort()
                // Asked for another port, both move: a second runtime beside the first needs one option only.
                .orElseGet(() -> options.port().isPresent() ? afterPort : port(entries, WEBHOOK_PORT, afterPort));
        Optional<String> kafka = options.kafka()
                .or(() -> options.broker() ? Optional.ofNullable(entries.get(KAFKA_BOOTSTRAP)) : Optional.empty());
        boolean broker = options.broker() && kafka.isEmpty() && truth(entries, BROKER);
        return new Settings(
                entries.getOrDefault(HTTP_HOST, LOOPBACK),
                port,
                entries.getOrDefault(WEBHOOK_HOST, LOOPBACK),
                webhookPort,
                kafka,
                broker,
                options.brokerPort()
                        .or(() -> Optional.ofNullable(entries.get(BROKER_PORT))
                                .map(text -> Ports.parse(FILE + ": " + BROKER_PORT, text))),
                entries);
    }

    /** Whether only this machine reaches the main listener. */
    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }

    private static Map<String, String> readFile(Path file) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return entries;
        }
        Properties properties = new Properties();
        try (Reader reader = new StringReader(Files.readString(file, StandardCharsets.UTF_8))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartFailure(ExitCode.USAGE, "Cannot read the settings in " + file + ": " + e.getMessage(), e);
        }
        new TreeMap<>(properties).forEach((key, value) -> entries.put((String) key, ((String) value).strip()));
        entries.keySet().stream()
                .filter(key -> !key.startsWith(PREFIX))
                .findFirst()
                .ifPresent(key -> {
                    throw new StartFailure(
                            ExitCode.USAGE,
                            "Unknown setting \"" + key + "\" in " + file + ": every setting starts with \"" + PREFIX
                                    + "\".");
                });
        entries.values().removeIf(String::isEmpty);
        return entries;
    }

    private static int port(Map<String, String> entries, String key, int fallback) {
        String text = entries.get(key);
        return text == null ? fallback : Ports.parse(FILE + ": " + key, text);
    }

    private static boolean truth(Map<String, String> entries, String key) {
        String text = entries.getOrDefault(key, "true");
        if (!text.equals("true") && !text.equals("false")) {
            throw new StartFailure(
                    ExitCode.USAGE, FILE + ": " + key + " must be true or false, but is \"" + text + "\".");
        }
        return text.equals("true");
    }
}
