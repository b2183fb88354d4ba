/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

final class DataFolderTest {
    @TempDir
    Path temporary;

    private Path defaults;
    private Path root;

    @BeforeEach
    void layOutDefaults() throws IOException {
        defaults = Files.createDirectory(temporary.resolve("defaults"));
        Files.writeString(defaults.resolve("a.cfg"), "shipped");
        root = temporary.resolve("deep").resolve("data");
    }

    @Test
    void makesANewFolderWithTheDefaults() throws IOException {
        try (DataFolder folder = DataFolder.open(root, defaults)) {
            assertThat(folder.at("etc").resolve("a.cfg")).hasContent("shipped");
            assertThat(folder.at("etc").resolve("mappings")).isDirectory();
            assertThat(folder.at("deploy")).isDirectory();
            assertThat(permissions(folder.at("secrets"))).isEqualTo("rwx------");
            assertThat(permissions(folder.root())).isEqualTo("rwx------");
        }
    }

    @Test
    void neverOverwritesNorBringsBackConfiguration() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(defaults.resolve("b.cfg"), "shipped");
        Files.writeString(root.resolve("etc").resolve("a.cfg"), "mine");

        try (DataFolder folder = DataFolder.open(root, defaults)) {
            assertThat(folder.at("etc").resolve("a.cfg")).hasContent("mine");
            assertThat(folder.at("etc").resolve("b.cfg")).doesNotExist();
        }
    }

    @Test
    void refusesAFolderThatAnotherRunHolds() {
        try (DataFolder held = DataFolder.open(root, defaults)) {
            StartFailure failure = failure(held.root());

            assertThat(failure.exitCode()).isEqualTo(ExitCode.DATA_FOLDER);
            assertThat(failure.text())
                    .contains(root.toString())
                    .contains("in use")
                    .contains("--dir");
        }
        DataFolder.open(root, defaults).close();
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThat(failure(file).text()).contains(file + " cannot be used").contains("expected a folder");
    }

    @Test
    void refusesAPartThatIsAFile() throws IOException {
        Files.createDirectories(root);
        Files.createFile(root.resolve("catalog"));

        assertThat(failure(root).text()).contains(root.resolve("catalog").toString());
    }

    @Test
    void refusesAFolderInWhichNothingCanBeMade() {
        // Holds for every user, the superuser included.
        Path impossible = Path.of("/proc/bascule");

        assertThat(failure(impossible).exitCode()).isEqualTo(ExitCode.DATA_FOLDER);
        assertThat(failure(impossible).text()).contains("no right to create /proc/bascule");
    }

    private StartFailure failure(Path folder) {
        return catchThrowableOfType(
                StartFailure.class, () -> DataFolder.open(folder, defaults).close());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
