/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a system, by its own type names, for example {@code "customers"} or {@code "dbo.Customer"}. The same values
 * drive the engine, the pages and the conformance tests.
 */
public record Capabilities(SortedMap<String, TypeCapabilities> types) {
    /** Copies the map. */
    public Capabilities {
        types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    }

    /** These capabilities. */
    public static Capabilities of(Map<String, TypeCapabilities> types) {
        return new Capabilities(new TreeMap<>(types));
    }

    /** Those of one type, or null if the system has no such type. */
    public @Nullable TypeCapabilities find(String externalType) {
        return types.get(externalType);
    }
}
