/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bascule.demo.world.Waiting;
import io.bascule.demo.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * {@code ./bascule bench deploy}: how long a change of a file takes until it is in effect, in a small world at rest. A connector's
 * jar is renamed into {@code deploy/}, until its integration works with that build; a setting of a connection is changed in its
 * file, until the integration works with it. Twenty of each, one after the other, and the median.
 */
public final class DeployBench {
    private static final int TIMES = 20;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final List<String> SMALL = List.of("--customers", "20", "--products", "5");

    private final World world;
    private final Path runtime;
    private final Waiting waiting;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private DeployBench(World world, Path runtime, Waiting waiting) {
        this.world = world;
        this.runtime = runtime;
        this.waiting = waiting;
    }

    /** Runs the measurement; the options are those of the demonstration. */
    public static void main(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(SMALL);
        all.addAll(Arrays.asList(arguments));
        Waiting waiting = new Waiting(InstantSource.system());
        Terminal terminal = Terminal.quiet(System.out, waiting.clock());
        int status = DemoMain.USAGE;
        try (Demo demo = Demo.start(DemoOptions.parse(all), waiting, terminal)) {
            DeployBench bench = new DeployBench(demo.world(), demo.places().runtime(), waiting);
            demo.load();
            bench.watchNoUpdate();
            terminal.line(line("deploy", bench.deploys()));
            terminal.line(line("configuration edit", bench.edits()));
            status = 0;
        } catch (DemoOptions.Mistake mistake) {
            System.err.println("bench deploy: " + mistake.getMessage());
        }
        System.exit(status);
    }

    private static String line(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        double median = (sorted.get(TIMES / 2 - 1) + sorted.get(TIMES / 2)) / 2.0;
        return String.format(
                Locale.ROOT,
                "%-20s median %.0f ms, %d to %d ms, of %d",
                what,
                median,
                sorted.get(0),
                sorted.get(TIMES - 1),
                TIMES);
    }

    /** The watch over an update is no part of what is measured; without it each build is final at once. */
    private void watchNoUpdate() throws IOException, InterruptedException {
        edit(text -> text + "\nupdate.watch.seconds = 0\n");
    }

    private List<Long> deploys() throws IOException, InterruptedException {
        Path jar;
        try (Stream<Path> files = Files.list(runtime.resolve("deploy"))) {
            jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
        List<Long> millis = new ArrayList<>();
        for (int build = 0; build < TIMES; build++) {
            Path part = jar.resolveSibling(jar.getFileName() + ".part");
            Files.write(part, build(jar, build));
            String before = shop().path("connectorVersion").asText();
            long begin = System.nanoTime();
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            await(shop -> !shop.path("connectorVersion").asText(before).equals(before) && isAtWork(shop));
            millis.add((System.nanoTime() - begin) / 1_000_000);
            // The one before is to be gone, so that each measurement begins alike.
            await(shop -> shop.path("update").path("outcome").asText().equals("done"));
        }
        return millis;
    }

    private static byte[] build(Path jar, int build) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile old = new ZipFile(jar.toFile());
                ZipOutputStream changed = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(old.entries())) {
                if (!entry.getName().equals("build.txt")) {
                    changed.putNextEntry(new ZipEntry(entry.getName()));
                    old.getInputStream(entry).transferTo(changed);
                }
            }
            changed.putNextEntry(new ZipEntry("build.txt"));
            changed.write(Integer.toString(build).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private List<Long> edits() throws IOException, InterruptedException {
        List<Long> millis = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            int lanes = 4 + time % 2;
            millis.add(edit(text -> text.replaceAll("lanes = \\d+", "lanes = " + lanes)));
        }
        return millis;
    }

    private interface Change {
        String of(String text);
    }

    /** Changes the file as an editor saves it; returns after how many milliseconds the integration works with it. */
    private long edit(Change change) throws IOException, InterruptedException {
        Path file = runtime.resolve("etc/io.bascule.connector.jdbc-shop.cfg");
        Path fresh = file.resolveSibling(".fresh");
        Files.writeString(fresh, change.of(Files.readString(file)));
        String before = shop().path("since").asText();
        long begin = System.nanoTime();
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        await(shop -> !shop.path("since").asText().equals(before) && isAtWork(shop));
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static boolean isAtWork(JsonNode shop) {
        return shop.path("state").asText().equals("online");
    }

    private void await(Predicate<JsonNode> condition) throws InterruptedException {
        if (!waiting.until(() -> condition.test(shop()), LOOK, LIMIT)) {
            throw new IllegalStateException("Not in effect after " + LIMIT.toSeconds() + " s: " + shop());
        }
    }

    private JsonNode shop() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.rest() + "/integrations/shop"))
                .header("Authorization", "Bearer " + world.restToken())
                .build();
        try {
            return json.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
