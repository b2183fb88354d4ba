/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.catalog.ConnectorUpdate;
import io.bascule.api.catalog.HistoryEntry;
import io.bascule.api.catalog.Link;
import io.bascule.api.catalog.Observation;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.model.FieldOrigin;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The structures that are stored as JSON columns; docs/tables.md shows each. Thread-safe. */
final class JsonColumns {
    private final Json json;

    JsonColumns(Json json) {
        this.json = json;
    }

    String origins(Map<String, FieldOrigin> origins) {
        return write(origins, origin -> {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            plain.put("version", origin.version());
            plain.put("origin", origin.origin());
            putInstant(plain, "sourceTime", origin.sourceTime());
            return plain;
        });
    }

    SortedMap<String, FieldOrigin> origins(String text) {
        return read(
                text,
                plain ->
                        new FieldOrigin(number(plain, "version"), text(plain, "origin"), instant(plain, "sourceTime")));
    }

    String pairs(Map<String, Link.Pair> pairs) {
        return write(pairs, pair -> {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            plain.put("catalog", pair.catalog().toPlain());
            plain.put("external", pair.external().toPlain());
            plain.put("mapping", pair.mapping());
            return plain;
        });
    }

    SortedMap<String, Link.Pair> pairs(String text) {
        return read(
                text,
                plain -> new Link.Pair(
                        Value.ofPlain(plain.get("catalog")),
                        Value.ofPlain(plain.get("external")),
                        text(plain, "mapping")));
    }

    /** An absent member is an absent value; null is the value null. */
    String changes(Map<String, HistoryEntry.FieldChange> changes) {
        return write(changes, change -> {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            putValue(plain, "before", change.before());
            putValue(plain, "after", change.after());
            return plain;
        });
    }

    SortedMap<String, HistoryEntry.FieldChange> changes(String text) {
        return read(text, plain -> new HistoryEntry.FieldChange(value(plain, "before"), value(plain, "after")));
    }

    String values(Map<String, Value> values) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        values.forEach((path, value) -> plain.put(path, value.toPlain()));
        return json.write(plain);
    }

    SortedMap<String, Value> values(String text) {
        return new TreeMap<>(json.readFields(text).asMap());
    }

    String effects(List<ConnectorUpdate.Effect> effects) {
        Map<String, ConnectorUpdate.Effect> byLink = new LinkedHashMap<>();
        effects.forEach(effect -> byLink.put(effect.linkId(), effect));
        return write(byLink, effect -> {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            plain.put("type", effect.type());
            plain.put("recordId", effect.recordId());
            plain.put("externalId", effect.externalId());
            return plain;
        });
    }

    List<ConnectorUpdate.Effect> effects(String text) {
        List<ConnectorUpdate.Effect> effects = new ArrayList<>();
        json.readMap(text).forEach((linkId, plain) -> {
            Map<String, @Nullable Object> members = members(plain);
            effects.add(new ConnectorUpdate.Effect(
                    linkId, text(members, "type"), textOrNull(members, "recordId"), textOrNull(members, "externalId")));
        });
        return effects;
    }

    @Nullable
    String observation(@Nullable Observation observation) {
        if (observation == null) {
            return null;
        }
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        ExternalRecord snapshot = observation.snapshot();
        if (snapshot != null) {
            plain.put("snapshot", plain(snapshot));
        }
        plain.put("missing", observation.missing());
        plain.put("readSequence", observation.readSequence());
        plain.put("seenAt", observation.seenAt().toString());
        putInstant(plain, "changedAt", observation.changedAt());
        return json.write(plain);
    }

    @Nullable
    Observation observation(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Map<String, @Nullable Object> plain = json.readMap(text);
        Object snapshot = plain.get("snapshot");
        return new Observation(
                snapshot == null ? null : externalRecord(members(snapshot)),
                bool(plain, "missing"),
                number(plain, "readSequence"),
                Instant.parse(text(plain, "seenAt")),
                instant(plain, "changedAt"));
    }

    private static Map<String, @Nullable Object> plain(ExternalRecord record) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("id", record.id());
        plain.put("version", record.version());
        putInstant(plain, "changedAt", record.changedAt());
        plain.put("marker", record.marker());
        plain.put("deleted", record.deleted());
        plain.put("fields", record.fields().toPlain());
        return plain;
    }

    private static ExternalRecord externalRecord(Map<String, @Nullable Object> plain) {
        return new ExternalRecord(
                text(plain, "id"),
                textOrNull(plain, "version"),
                instant(plain, "changedAt"),
                textOrNull(plain, "marker"),
                bool(plain, "deleted"),
                Fields.ofPlain(members(plain.get("fields"))));
    }

    private <T> String write(Map<String, T> values, Function<T, Map<String, @Nullable Object>> toPlain) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        values.forEach((path, value) -> plain.put(path, toPlain.apply(value)));
        return json.write(plain);
    }

    private <T> SortedMap<String, T> read(String text, Function<Map<String, @Nullable Object>, T> ofPlain) {
        SortedMap<String, T> values = new TreeMap<>();
        json.readMap(text).forEach((path, plain) -> values.put(path, ofPlain.apply(members(plain))));
        return values;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> members(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalStateException("A stored JSON text holds no object where one is expected");
    }

    private static String text(Map<String, @Nullable Object> plain, String name) {
        String text = textOrNull(plain, name);
        if (text == null) {
            throw new IllegalStateException("A stored JSON text has no member \"" + name + "\"");
        }
        return text;
    }

    private static @Nullable String textOrNull(Map<String, @Nullable Object> plain, String name) {
        return plain.get(name) instanceof String text ? text : null;
    }

    private static long number(Map<String, @Nullable Object> plain, String name) {
        return plain.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static boolean bool(Map<String, @Nullable Object> plain, String name) {
        return Boolean.TRUE.equals(plain.get(name));
    }

    private static @Nullable Instant instant(Map<String, @Nullable Object> plain, String name) {
        String text = textOrNull(plain, name);
        return text == null ? null : Instant.parse(text);
    }

    private static void putInstant(Map<String, @Nullable Object> plain, String name, @Nullable Instant instant) {
        if (instant != null) {
            plain.put(name, instant.toString());
        }
    }

    private static @Nullable Value value(Map<String, @Nullable Object> plain, String name) {
        return plain.containsKey(name) ? Value.ofPlain(plain.get(name)) : null;
    }

    private static void putValue(Map<String, @Nullable Object> plain, String name, @Nullable Value value) {
        if (value != null) {
            plain.put(name, value.toPlain());
        }
    }
}
