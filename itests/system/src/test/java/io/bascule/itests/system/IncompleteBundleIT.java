/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A distribution with a bundle too many: one that needs what nobody offers. */
@SuppressWarnings("NullAway.Init")
final class IncompleteBundleIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 60;

    @TempDir
    Path folder;

    @Test
    void namesTheBundleThatDoesNotStartAndWhatItMisses() throws Exception {
        Path home = copyOfTheDistribution();
        writeBundle(home.resolve("system/org/example/needy/1/needy-1.jar"));
        Files.writeString(
                home.resolve("features/needy.json"),
                "{\"id\": \"g:f:1\", \"bundles\": [{\"id\": \"org.example:needy:1\", \"start-order\": 40}]}");

        try (RunningBascule bascule = RunningBascule.start(
                home,
                folder.resolve("out"),
                Map.of(),
                "--dir",
                folder.resolve("data").toString(),
                "--port",
                "" + PORT,
                "--no-broker")) {
            assertThat(bascule.awaitExit()).isEqualTo(5);
            assertThat(bascule.output())
                    .contains("Bundle org.example.needy 1.0.0 did not start: missing requirement"
                            + " osgi.wiring.package; (osgi.wiring.package=no.such.thing)")
                    .doesNotContain("Ready");
        }
    }

    /** Without the broker, which is not started here. */
    private Path copyOfTheDistribution() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        for (String part : List.of("bin", "etc", "features", "lib", "system")) {
            copy(RunningBascule.DISTRIBUTION.resolve(part), home.resolve(part));
        }
        return home;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void writeBundle(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.example.needy");
        headers.putValue("Bundle-Version", "1");
        headers.putValue("Import-Package", "no.such.thing");
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(out, manifest)) {
            archive.finish();
        }
    }
}
