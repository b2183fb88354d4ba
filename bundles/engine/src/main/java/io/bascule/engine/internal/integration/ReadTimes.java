/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.integration;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Up to which moments an integration's streams of changes have been read, so that the time which a hint told can be trusted to
 * be that of an object's last change. Kept in memory: after a start nothing is known until a stream has been read once. All
 * times are by our clock. Thread-safe.
 */
public final class ReadTimes {
    private final Map<Long, Instant> underWay = new HashMap<>();
    private final Map<String, Stream> streams = new HashMap<>();
    private final Set<String> wanted = new HashSet<>();

    /**
     * What is known of a stream.
     *
     * @param from what happened before was perhaps never told
     * @param to whatever a finished read of an object, begun by now, can have shown of it has been told
     */
    public record Stream(Instant from, Instant to) {}

    /** A read of an object begins. */
    public synchronized void begins(long stamp, Instant now) {
        underWay.put(stamp, now);
    }

    /** A read of an object has ended, well or not. */
    public synchronized void ends(long stamp) {
        underWay.remove(stamp);
    }

    /** The moment for which a read of a stream counts that begins now: one before all reads that are under way. */
    public synchronized Instant streamBegins(Instant now) {
        Instant earliest = now;
        for (Instant begun : underWay.values()) {
            earliest = begun.isBefore(earliest) ? begun : earliest;
        }
        return underWay.isEmpty() ? now : earliest.minusNanos(1);
    }

    /** A stream was read to its end, and all that it told is stored. */
    public synchronized void streamRead(String type, Stream read) {
        streams.put(type, read);
    }

    /** Somebody waits for what the stream of an entity type tells: it is to be read soon. */
    public synchronized void want(String type) {
        wanted.add(type);
    }

    /** The types whose streams are to be read soon; asking takes the wishes away. */
    public synchronized Set<String> takeWanted() {
        Set<String> types = Set.copyOf(wanted);
        wanted.clear();
        return types;
    }

    /** What is known of the stream of an entity type; null if nothing is. */
    public synchronized @Nullable Stream stream(String type) {
        return streams.get(type);
    }
}
