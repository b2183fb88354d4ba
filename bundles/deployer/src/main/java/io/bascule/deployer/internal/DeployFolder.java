/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.deployer.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder that people copy jars into. Only read: it is theirs. */
final class DeployFolder {
    private final Path folder;

    DeployFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The jars that are there now, by file name. Hidden files and those that are not named {@code *.jar} do not count, so a
     * copy can be made under another name and renamed when it is complete.
     *
     * @throws IOException if the folder cannot be read: then nothing is known, least of all that files were taken away
     */
    SortedMap<String, FileStamp> scan() throws IOException {
        SortedMap<String, FileStamp> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && name.endsWith(".jar") && Files.isRegularFile(file)) {
                    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    found.put(
                            name,
                            new FileStamp(
                                    attributes.size(),
                                    attributes.lastModifiedTime().toMillis()));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return found;
    }

    /** The file of a name that a scan found. */
    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
