/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.catalog.Conflict;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Work;
import io.bascule.api.model.CatalogRecord;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Value;
import io.bascule.engine.internal.map.Mapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How everything stood when the world came to rest, and the journals of how it came to it.
 *
 * @param records those that live
 * @param graves the records that are deleted
 * @param links those that live
 * @param ended the links of records whose life is over
 * @param lives what the history tells of each record
 */
record End(
        List<CatalogRecord> records,
        List<CatalogRecord> graves,
        List<Link> links,
        List<Link> ended,
        Lives lives,
        Map<String, Work> work,
        List<HistoryEntry> history,
        List<Conflict> conflicts,
        Map<String, SimulatedSystem> systems,
        Map<String, Mapping> mappings,
        List<Edit> edits,
        NavigableSet<String> sharedKeys,
        SimulatedLog log,
        long outbox) {
    @Nullable
    CatalogRecord record(@Nullable String id) {
        for (CatalogRecord record : records) {
            if (record.id().equals(id)) {
                return record;
            }
        }
        return null;
    }

    /** The links, live or ended, that an object ever had with records. */
    List<Link> linksOf(String system, String objectId) {
        return Stream.concat(links.stream(), ended.stream())
                .filter(link -> link.integration().equals(system)
                        && objectId.equals(link.externalId())
                        && link.recordId() != null)
                .toList();
    }

    /** The links, live or ended, that a record ever had with objects. */
    List<Link> linksOf(String recordId) {
        return Stream.concat(links.stream(), ended.stream())
                .filter(link -> recordId.equals(link.recordId()) && link.externalId() != null)
                .toList();
    }

    /** Whether a user edited a record, or an object that was ever linked to it. */
    boolean isAbout(Edit edit, String recordId) {
        return edit.subject().equals(recordId)
                || linksOf(recordId).stream()
                        .anyMatch(link -> link.integration().equals(edit.side())
                                && edit.subject().equals(link.externalId()));
    }

    SimulatedSystem system(String name) {
        SimulatedSystem system = systems.get(name);
        if (system == null) {
            throw new IllegalArgumentException(name);
        }
        return system;
    }

    Mapping mapping(String name) {
        Mapping mapping = mappings.get(name);
        if (mapping == null) {
            throw new IllegalArgumentException(name);
        }
        return mapping;
    }

    /** Whether the record or object of a link ever had a key that users gave to several customers. */
    boolean hasSharedKey(Link link) {
        Set<String> keys = new HashSet<>();
        for (HistoryEntry entry : history) {
            if (entry.recordId().equals(link.recordId())) {
                HistoryEntry.FieldChange change = entry.changes().get("email");
                Value after = change == null ? null : change.after();
                if (after != null) {
                    keys.add(Tokens.of("email", after));
                }
            }
        }
        SimulatedSystem system = system(link.integration());
        SimulatedObject object =
                link.externalId() == null ? null : system.objects().get(link.externalId());
        if (object != null) {
            object.states()
                    .forEach(state -> keys.add(Tokens.of(
                            "email",
                            state.values().getOrDefault(system.personality().path("email"), Value.ofNull()))));
        }
        return keys.stream().anyMatch(sharedKeys::contains);
    }

    /** The tokens in a record now, by catalog path. */
    static Map<String, String> tokens(CatalogRecord record) {
        Map<String, String> tokens = new HashMap<>();
        for (String path : Personality.FIELDS) {
            Value value = FieldPath.of(path).get(record.fields());
            tokens.put(path, value == null ? "" : Tokens.of(path, value));
        }
        return tokens;
    }

    /** The tokens in an object now, by catalog path. */
    static Map<String, String> tokens(SimulatedSystem system, SimulatedObject object) {
        return tokens(system, object.now());
    }

    /** The tokens of one state of an object, by catalog path. */
    static Map<String, String> tokens(SimulatedSystem system, SimulatedObject.State state) {
        Map<String, String> tokens = new HashMap<>();
        for (String path : Personality.FIELDS) {
            Value value = state.values().getOrDefault(system.personality().path(path), Value.ofNull());
            tokens.put(path, Tokens.of(path, value));
        }
        return tokens;
    }
}
