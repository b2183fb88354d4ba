/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The archive as a user has it: unpacked below a path with blanks, called through a link that is no absolute one, on the newest
 * Java of this machine (25 where it is installed below {@code /usr/lib/jvm}, else the one that runs the tests).
 *
 * @param home a folder with {@code bin/bascule}, which is the link
 * @param environment what its users have set
 */
record Shipped(Path home, Map<String, String> environment) {
    private static final long LARGEST = 130L * 1024 * 1024;

    /** @param folder what is made goes below it */
    static Shipped below(Path folder) throws IOException, InterruptedException {
        Path archive = archive();
        assertThat(Files.size(archive)).isLessThan(LARGEST);
        Path home = unpack(archive, Files.createDirectories(folder.resolve("with blank")));
        Path links = Files.createDirectories(folder.resolve("links/bin"));
        Files.createSymbolicLink(links.resolve("bascule"), links.relativize(home.resolve("bin/bascule")));
        return new Shipped(
                folder.resolve("links"), Map.of("JAVA_HOME", newestJava().toString(), "CDPATH", "/"));
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
