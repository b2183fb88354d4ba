/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with places: {@code /v1/customers/{id}}. A segment {@code {name}} or {@code *} stands for any one segment, a
 * last segment {@code **} for any number of them, none included.
 */
final class PathPattern {
    private final List<String> segments;

    PathPattern(String pattern) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("Expected a path that begins with '/', found '" + pattern + "'");
        }
        this.segments = split(pattern);
    }

    /** The values of the named places, percent-decoded, or empty if the path does not match. */
    Optional<Map<String, String>> match(String path) {
        List<String> found = split(path);
        Map<String, String> places = new HashMap<>();
        for (int index = 0; index < segments.size(); index++) {
            String wanted = segments.get(index);
            if (wanted.equals("**")) {
                return Optional.of(places);
            }
            if (index >= found.size()) {
                return Optional.empty();
            }
            String segment = found.get(index);
            if (wanted.startsWith("{")) {
                places.put(wanted.substring(1, wanted.length() - 1), decode(segment));
            } else if (!wanted.equals("*") && !wanted.equals(segment)) {
                return Optional.empty();
            }
        }
        return found.size() == segments.size() ? Optional.of(places) : Optional.empty();
    }

    private static List<String> split(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
