/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Config Admin holds for the engine at one moment.
 *
 * @param connections by integration name
 * @param mappings by {@code integration.type}: the scalar settings
 */
public record Configured(SortedMap<String, Connection> connections, SortedMap<String, Map<String, Object>> mappings) {
    /**
     * One connection.
     *
     * @param kind the connector's kind
     * @param values the values as configured
     */
    public record Connection(String kind, Map<String, Object> values) {}

    /** Copies the maps. */
    public Configured {
        connections = new TreeMap<>(connections);
        mappings = new TreeMap<>(mappings);
    }
}
