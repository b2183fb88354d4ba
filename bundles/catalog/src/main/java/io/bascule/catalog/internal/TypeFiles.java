/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.error.BasculeException;
import io.bascule.api.model.EntityType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entity types of the bundle and of the operator's {@code etc/types/<name>.json}, read once. A file takes the place of the
 * bundle's type of the same name. A file that cannot be read leaves its type out, with an error in the log: falling back to the
 * bundle's would refuse or lose the operator's own fields.
 */
public final class TypeFiles implements EntityTypes {
    private static final Logger log = LoggerFactory.getLogger(TypeFiles.class);
    /** A bundle cannot list its resources, so each is named here. */
    private static final List<String> BUILT_IN = List.of("customer", "invoice", "product");

    private static final String ENDING = ".json";

    private final SortedMap<String, EntityType> types = new TreeMap<>();
    private final TypeDocument reader = new TypeDocument();

    /** Reads the types; {@code folder} need not be there. */
    public TypeFiles(Path folder) {
        for (String name : BUILT_IN) {
            types.put(name, reader.read("the catalog bundle's types/" + name + ENDING, resource(name)));
        }
        for (Path file : files(folder)) {
            add(file);
        }
        log.info("Entity types: {}", String.join(", ", types.keySet()));
    }

    @Override
    public Optional<EntityType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    @Override
    public List<EntityType> all() {
        return List.copyOf(types.values());
    }

    private void add(Path file) {
        String fileName = String.valueOf(file.getFileName());
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        types.remove(name);
        try {
            EntityType type = reader.read(file.toString(), Files.readString(file));
            if (!type.name().equals(name)) {
                throw DocumentNode.invalid(
                        file + ", at /name",
                        "\"" + name + "\", as the file is called",
                        "\"" + type.name() + "\"",
                        null);
            }
            types.put(name, type);
        } catch (BasculeException e) {
            log.error("{}", e.problem().text());
        } catch (IOException e) {
            log.error("Entity type file {} cannot be read as UTF-8 text; its type is left out", file, e);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw DocumentNode.invalid(
                    folder.toString(), "a folder that can be read", String.valueOf(e.getMessage()), e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = TypeFiles.class.getResourceAsStream("types/" + name + ENDING)) {
            if (stream == null) {
                throw new IllegalStateException("The bundle lacks types/" + name + ENDING);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The bundle's types/" + name + ENDING + " cannot be read", e);
        }
    }
}
