/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import io.bascule.api.connector.Connector;
import io.bascule.engine.internal.map.Mapping;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One integration at work. Immutable but for its sequence, breaker and counts; thread-safe. */
public final class Integration {
    private final String name;
    private final String kind;
    private final String connectorVersion;
    private final Connector connector;
    private final Pace pace;
    private final SortedMap<String, Mapping> mappings = new TreeMap<>();
    private final Sequence sequence;
    private final Health health;
    private final Counts counts;
    private final ReadTimes readTimes = new ReadTimes();

    /**
     * How fast it works.
     *
     * @param pollInterval between two looks at the stream of changes
     * @param sweepInterval between two walks over changed records
     * @param censusInterval between two complete lists, where the stream of changes does not tell of deletes
     * @param lanes how many links are worked on at once
     * @param callsPerSecond the quota; 0 for none
     */
    public record Pace(
            Duration pollInterval, Duration sweepInterval, Duration censusInterval, int lanes, int callsPerSecond) {}

    public Integration(
            String name,
            String kind,
            String connectorVersion,
            Connector connector,
            Pace pace,
            Collection<Mapping> mappings,
            Sequence sequence,
            Counts counts,
            Instant now) {
        this.name = name;
        this.kind = kind;
        this.connectorVersion = connectorVersion;
        this.connector = connector;
        this.pace = pace;
        mappings.forEach(mapping -> this.mappings.put(mapping.type().name(), mapping));
        this.sequence = sequence;
        this.counts = counts;
        this.health = new Health(now);
    }

    /** Its unique name. */
    public String name() {
        return name;
    }

    /** Its connector's kind. */
    public String kind() {
        return kind;
    }

    /** Its connector's version. */
    public String connectorVersion() {
        return connectorVersion;
    }

    /** Its open connector. */
    public Connector connector() {
        return connector;
    }

    /** How fast it works. */
    public Pace pace() {
        return pace;
    }

    /** The mapping of an entity type in force, or null. */
    public @Nullable Mapping mapping(String type) {
        return mappings.get(type);
    }

    /** All mappings in force, by entity type. */
    public Collection<Mapping> mappings() {
        return mappings.values();
    }

    /** The order of its reads and effects. */
    public Sequence sequence() {
        return sequence;
    }

    /** Where it stands. */
    public Health health() {
        return health;
    }

    /** Up to which moments its streams of changes have been read. */
    public ReadTimes readTimes() {
        return readTimes;
    }

    /** What it has done since the runtime started. */
    public Counts counts() {
        return counts;
    }
}
