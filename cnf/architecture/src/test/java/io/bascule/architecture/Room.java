/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One module of the build.
 *
 * @param name its folder below the root, for example {@code "bundles/connector-stripe"}
 * @param folder the same as a path
 */
record Room(String name, Path folder) {
    private static final Path ROOT = root();

    /** All modules with Java sources, in the order of their names. */
    static List<Room> all() {
        return Stream.of("bundles", "runtime", "itests")
                .flatMap(group -> children(ROOT.resolve(group)))
                .filter(folder -> Files.isDirectory(folder.resolve("src/main/java"))
                        || Files.isDirectory(folder.resolve("src/test/java")))
                .map(folder -> new Room(ROOT.relativize(folder).toString().replace('\\', '/'), folder))
                .toList();
    }

    /** Those that are OSGi bundles. */
    static List<Room> bundles() {
        return all().stream().filter(room -> room.name.startsWith("bundles/")).toList();
    }

    /** Those that speak to one kind of system each. */
    static List<Room> connectors() {
        return bundles().stream()
                .filter(room -> room.name.startsWith("bundles/connector-") && !room.name.endsWith("-tck"))
                .toList();
    }

    /** Folders of compiled classes of all rooms that have main code; fails if one was not built. */
    static List<Path> classFolders() {
        List<Room> withCode = all().stream()
                .filter(room -> Files.isDirectory(room.folder.resolve("src/main/java")))
                .toList();
        assertThat(withCode)
                .as("rooms that were not built; run ./bascule test, or ./mvnw package for all of them first")
                .allMatch(room -> Files.isDirectory(room.classes()));
        return withCode.stream().map(Room::classes).toList();
    }

    Path classes() {
        return folder.resolve("target/classes");
    }

    /** The manifest that bnd wrote. */
    Manifest manifest() {
        Path file = classes().resolve("META-INF/MANIFEST.MF");
        try (InputStream stream = Files.newInputStream(file)) {
            return new Manifest(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is missing; build " + name + " first", e);
        }
    }

    /** Its Java files below {@code src/main} or {@code src/test}. */
    List<Path> sources(String part) {
        Path start = folder.resolve("src").resolve(part).resolve("java");
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a file is named in messages. */
    static String shown(Path file) {
        return ROOT.relativize(file).toString();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        String given = System.getProperty("bascule.root");
        Path here = Path.of(given == null ? "" : given).toAbsolutePath();
        while (!Files.isRegularFile(here.resolve("cnf/bom/pom.xml"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException("These tests run inside a checkout of Bascule");
            }
        }
        return here;
    }
}
