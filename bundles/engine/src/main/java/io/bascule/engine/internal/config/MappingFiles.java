/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mapping documents of {@code etc/mappings}. Used by one thread. */
public final class MappingFiles {
    private static final Logger log = LoggerFactory.getLogger(MappingFiles.class);
    private static final int MOST_BYTES = 1_000_000;

    private final Path folder;

    /** The documents of this folder, which need not exist. */
    public MappingFiles(Path folder) {
        this.folder = folder;
    }

    /** Where the document of a mapping is expected. */
    Path file(String name) {
        return folder.resolve(name + ".json");
    }

    /** The text of a mapping's document, if it is there and readable. */
    Optional<String> read(String name) {
        Path file = file(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.warn("Mapping document {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Changes whenever a document comes, goes or is written. */
    public String stamp() {
        SortedMap<String, String> stamps = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".json"))
                        .forEach(file -> stamps.put(file.getFileName().toString(), stamp(file)));
            } catch (IOException e) {
                log.warn("Folder {} cannot be read: {}", folder, e.toString());
            }
        }
        return stamps.toString();
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file);
        } catch (IOException e) {
            return "gone";
        }
    }
}
