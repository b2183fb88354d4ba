/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of one integration: every key is known, of the right kind and in range, and defaults are filled in.
 * Holds references to secrets, never secrets. Immutable.
 *
 * @param integration the integration's name, for example {@code "stripe"}
 * @param values texts by key
 */
public record Settings(String integration, SortedMap<String, String> values) {
    /** Copies the map. */
    public Settings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** These settings. */
    public static Settings of(String integration, Map<String, String> values) {
        return new Settings(integration, new TreeMap<>(values));
    }

    /** The value of a key, or null if it has none. */
    public @Nullable String find(String key) {
        return values.get(key);
    }

    /**
     * The value of a key that is required or has a default.
     *
     * @throws IllegalStateException if it has none: the definition is wrong
     */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("Setting " + key + " is neither required nor has it a default");
        }
        return value;
    }

    /** The whole number of a key that is required or has a default. */
    public long integer(String key) {
        return Long.parseLong(text(key));
    }

    /** The duration of a key that is required or has a default. */
    public Duration seconds(String key) {
        return Duration.ofSeconds(integer(key));
    }

    /** The truth value of a key that is required or has a default. */
    public boolean bool(String key) {
        return Boolean.parseBoolean(text(key));
    }
}
