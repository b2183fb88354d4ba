/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the feature files of a folder. Bad files are a fault of the distribution: the error names file and place. */
final class FeatureReader {
    private static final Set<String> KNOWN_KEYS =
            Set.of("feature-resource-version", "id", "name", "description", "bundles", "configurations");

    private final ObjectMapper json = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /**
     * Reads every {@code *.json} of the folder, in the order of the file names.
     *
     * @throws StartFailure if the folder has none, or one is not a feature
     */
    List<Feature> readAll(Path folder) {
        List<Feature> features = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(file -> features.add(read(file)));
        } catch (IOException | UncheckedIOException e) {
            throw broken("Cannot read the feature files in " + folder, e);
        }
        if (features.isEmpty()) {
            throw new StartFailure(
                    ExitCode.UNEXPECTED, "No feature file in " + folder + ": the distribution is incomplete.");
        }
        return List.copyOf(features);
    }

    /** Reads one feature file. */
    Feature read(Path file) {
        try {
            JsonNode root = json.readTree(Files.readString(file));
            root.fieldNames().forEachRemaining(key -> {
                if (!KNOWN_KEYS.contains(key)) {
                    throw new IllegalArgumentException("unknown key \"" + key + "\", expected one of " + KNOWN_KEYS);
                }
            });
            return new Feature(text(root, "id"), bundles(root.path("bundles")), configurations(root));
        } catch (IOException | IllegalArgumentException e) {
            throw broken("Feature file " + file + " cannot be used", e);
        }
    }

    private static List<Feature.FeatureBundle> bundles(JsonNode array) {
        List<Feature.FeatureBundle> bundles = new ArrayList<>();
        for (JsonNode bundle : array) {
            ArtifactId id = ArtifactId.parse(text(bundle, "id"));
            bundles.add(new Feature.FeatureBundle(id, bundle.path("start-order").asInt(0)));
        }
        return bundles;
    }

    private Map<String, Map<String, Object>> configurations(JsonNode root) {
        JsonNode node = root.path("configurations");
        return node.isMissingNode()
                ? Map.of()
                : json.convertValue(node, new TypeReference<LinkedHashMap<String, Map<String, Object>>>() {});
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("\"" + key + "\" is missing or not a text in " + node);
        }
        return value.textValue();
    }

    private static StartFailure broken(String what, Exception cause) {
        return new StartFailure(ExitCode.UNEXPECTED, what + ": " + cause.getMessage(), cause);
    }
}
