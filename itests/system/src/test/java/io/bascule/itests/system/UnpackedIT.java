/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is shipped: one archive, unpacked below a path with blanks, called through a link, on the newest Java of this machine (25
 * where it is installed below {@code /usr/lib/jvm}, else the one that runs the tests), of which nothing is heard on the way.
 */
final class UnpackedIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 180;
    private static final long LARGEST = 130L * 1024 * 1024;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void runsFromTheArchiveOnTheNewestJavaWithoutAWarning() throws Exception {
        Path archive = archive();
        assertThat(Files.size(archive)).isLessThan(LARGEST);
        Path home = unpack(archive, Files.createDirectories(folder.resolve("with blank")));
        Path links = Files.createDirectories(folder.resolve("links/bin"));
        Files.createSymbolicLink(links.resolve("bascule"), links.relativize(home.resolve("bin/bascule")));
        Path java = newestJava();

        Path data = folder.resolve("with blank/data");
        try (RunningBascule bascule = RunningBascule.start(
                folder.resolve("links"),
                folder.resolve("out"),
                Map.of("JAVA_HOME", java.toString(), "CDPATH", "/"),
                "--dir",
                data.toString(),
                "--port",
                "" + PORT,
                "--broker-port",
                "" + (PORT + 5))) {
            bascule.awaitReady().awaitOutput("Kafka broker: ready on 127.0.0.1:" + (PORT + 5));
            // As long as the bridge has not begun, its end is not seen.
            bascule.awaitOutput("Bridges the catalog to Kafka");
            assertThat(bascule.output()).doesNotContain("WARNING").doesNotContain("Exception");

            assertThat(bascule.terminate()).isZero();
            assertThat(bascule.output()).doesNotContain("sun.misc.Unsafe").doesNotContain("restricted method");
        }
        assertThat(Files.readString(data.resolve("log/broker.log")))
                .doesNotContain("WARNING")
                .doesNotContain("Unrecognized");
    }

    private static Path archive() throws IOException {
        try (Stream<Path> files = Files.list(RunningBascule.DISTRIBUTION.resolveSibling("."))) {
            List<Path> archives = files.filter(
                            file -> file.getFileName().toString().matches("bascule-.*\\.tar\\.gz"))
                    .toList();
            assertThat(archives).hasSize(1);
            return archives.get(0);
        }
    }

    private static Path unpack(Path archive, Path target) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", target.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> files = Files.list(target)) {
            List<Path> folders = files.toList();
            assertThat(folders).hasSize(1);
            return folders.get(0);
        }
    }

    private static Path newestJava() throws IOException {
        Path newest = Path.of(System.getProperty("java.home"));
        int version = Runtime.version().feature();
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                for (Path home : homes.toList()) {
                    int its = versionOf(home);
                    if (its > version) {
                        version = its;
                        newest = home;
                    }
                }
            }
        }
        System.out.println("The archive runs on Java " + version + ", " + newest);
        return newest;
    }

    /** As its own file says, for example {@code JAVA_VERSION="25.0.1"}; 0 if it is none. */
    private static int versionOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.exists(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        }
        return Integer.parseInt(properties.getProperty("JAVA_VERSION", "0").replaceAll("\"|[.+-].*", ""));
    }
}
