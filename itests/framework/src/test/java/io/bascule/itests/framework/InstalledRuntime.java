/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.framework;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;

/**
 * What the launcher would install, from the distribution's {@code features/} and {@code system/}: every bundle at its level,
 * by reference, with the features' configurations; but no connector. Its data lies in a folder of its own that is made anew. Runs
 * outside the framework, before it starts.
 */
final class InstalledRuntime {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Path distribution = Path.of(System.getProperty("bascule.distribution"));
    private final Path data;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private InstalledRuntime(Path data) {
        this.data = data;
    }

    /**
     * The options of a test class.
     *
     * @param name the name of its data folder
     */
    static Option[] options(String name) {
        try {
            InstalledRuntime runtime =
                    new InstalledRuntime(Path.of(System.getProperty("bascule.framework.data"), name));
            return runtime.options();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of a bundle in the distribution, for tests that install it themselves. */
    static String location(Path distribution, String artifact) throws IOException {
        try (Stream<Path> jars =
                Files.walk(distribution.resolve("system").resolve("io/bascule").resolve(artifact))) {
            return "reference:"
                    + jars.filter(file -> file.toString().endsWith(".jar"))
                            .findFirst()
                            .orElseThrow(() -> new IOException("No " + artifact + " in " + distribution))
                            .toUri();
        }
    }

    private Option[] options() throws IOException {
        prepareData();
        properties();
        List<Option> options = new ArrayList<>();
        // Its bundles would bring a second SLF4J; ours is the runtime's.
        options.add(systemProperty("pax.exam.logging").value("none"));
        // The log is configured before the framework's properties can be seen.
        options.add(systemProperty("bascule.log").value(data.resolve("log").toString()));
        try (Stream<Path> files = Files.list(distribution.resolve("features"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode feature = JSON.readTree(Files.readString(file));
                if (!file.endsWith("connectors.json")) {
                    feature.path("bundles").forEach(bundle -> options.add(installed(bundle)));
                }
                configure(feature.path("configurations"));
            }
        }
        properties.forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        // Not the framework property: Pax Exam adds its own packages.
        options.add(systemPackages("sun.misc", "sun.nio.ch"));
        options.add(frameworkStartLevel(100));
        options.add(junitBundles());
        // Pax Exam's own are for idle machines: ten seconds for a service that is to be injected.
        options.add(systemTimeout(LONGEST.toMillis()));
        options.add(systemProperty("pax.exam.service.timeout").value(Long.toString(LONGEST.toMillis())));
        options.add(cleanCaches());
        return options.toArray(Option[]::new);
    }

    private Option installed(JsonNode bundle) {
        String[] id = bundle.path("id").textValue().split(":");
        Path jar = distribution
                .resolve("system")
                .resolve(id[0].replace('.', '/'))
                .resolve(id[1])
                .resolve(id[2])
                .resolve(id[1] + "-" + id[2] + ".jar");
        return bundle("reference:" + jar.toUri())
                .startLevel(bundle.path("start-order").asInt());
    }

    /** As the launcher does at the first start: the default configuration is copied, File Install reads it from there. */
    private void prepareData() throws IOException {
        delete(data);
        Path etc = data.resolve("etc");
        try (Stream<Path> files = Files.walk(distribution.resolve("etc"))) {
            for (Path file : files.toList()) {
                Path copy = etc.resolve(distribution.resolve("etc").relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        for (String folder : List.of("tmp", "log", "deploy", "secrets")) {
            Files.createDirectories(data.resolve(folder));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void properties() throws IOException {
        properties.put("bascule.data", data.toString());
        properties.put("bascule.distribution", distribution.toString());
        properties.put("bascule.log", data.resolve("log").toString());
        properties.put("bascule.http.host", LOOPBACK);
        properties.put("bascule.webhook.host", LOOPBACK);
        try (ServerSocket main = free();
                ServerSocket webhooks = free()) {
            properties.put("bascule.http.port", Integer.toString(main.getLocalPort()));
            properties.put("bascule.webhook.port", Integer.toString(webhooks.getLocalPort()));
        }
        properties.put("org.osgi.framework.bsnversion", "multiple");
        properties.put("org.apache.felix.eventadmin.Timeout", "0");
        properties.put("gosh.args", "--nointeractive");
        properties.put("felix.cm.pm", "memory");
        properties.put("felix.fileinstall.dir", data.resolve("etc").toString());
        properties.put("felix.fileinstall.tmpdir", data.resolve("tmp").toString());
        properties.put("felix.fileinstall.filter", ".*\\.(cfg|config)");
        properties.put("felix.fileinstall.poll", "100");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.fileinstall.log.level", "2");
        properties.put("org.apache.felix.http.name", "main");
        properties.put("org.apache.felix.http.host", LOOPBACK);
        properties.put("org.osgi.service.http.port", properties.getOrDefault("bascule.http.port", ""));
        properties.put("felix.webconsole.security.providers", "io.bascule.console");
        properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
        properties.put("org.ops4j.pax.logging.service.frameworkEventsLogLevel", "ERROR");
        properties.put("ds.log.extension", "true");
        properties.put(
                "org.ops4j.pax.logging.property.file",
                data.resolve("etc/org.ops4j.pax.logging.cfg").toString());
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK));
    }

    /** The launcher hands them to Config Admin; here they go the way of the operator's files. */
    private void configure(JsonNode configurations) throws IOException {
        for (Map.Entry<String, JsonNode> configuration : configurations.properties()) {
            StringBuilder text = new StringBuilder();
            configuration
                    .getValue()
                    .properties()
                    .forEach(entry -> text.append(entry.getKey())
                            .append(" = ")
                            .append(filled(entry.getValue().asText()))
                            .append('\n'));
            Path file = data.resolve("etc").resolve(configuration.getKey().replace('~', '-') + ".cfg");
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
    }

    private String filled(String value) {
        String filled = value;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            filled = filled.replace("$[" + property.getKey() + "]", property.getValue());
        }
        return filled;
    }
}
