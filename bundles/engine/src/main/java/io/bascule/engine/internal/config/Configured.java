/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.sync.SyncStatus.State;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration in effect at one moment.
 *
 * @param connections by integration name
 * @param mappings by {@code integration.type}: the scalar settings
 * @param documents by {@code integration.type}: the texts of the fields documents; each mapping has one
 * @param unusable by integration name: what is configured and has no accepted connection yet
 */
public record Configured(
        SortedMap<String, Connection> connections,
        SortedMap<String, Map<String, Object>> mappings,
        SortedMap<String, String> documents,
        SortedMap<String, Unusable> unusable) {
    /**
     * One connection.
     *
     * @param kind the connector's kind
     * @param values the values as configured
     */
    public record Connection(String kind, Map<String, Object> values) {}

    /**
     * A connection that cannot be used.
     *
     * @param kind the connector's kind
     * @param state how its integration is to be shown
     * @param detail why
     */
    public record Unusable(String kind, State state, String detail) {}

    /** Copies the maps. */
    public Configured {
        connections = new TreeMap<>(connections);
        mappings = new TreeMap<>(mappings);
        documents = new TreeMap<>(documents);
        unusable = new TreeMap<>(unusable);
    }

    /** Where everything can be used. */
    public Configured(
            SortedMap<String, Connection> connections,
            SortedMap<String, Map<String, Object>> mappings,
            SortedMap<String, String> documents) {
        this(connections, mappings, documents, new TreeMap<>());
    }
}
