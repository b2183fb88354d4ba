/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.Fields;
import io.bascule.api.model.KeyDefinition;
import io.bascule.api.model.MatchKey;
import io.bascule.api.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one entity type and one external type of an integration correspond.
 *
 * @param integration the integration's name
 * @param type the entity type
 * @param externalType the system's own type name
 * @param capabilities what is true of the external type
 * @param direction which way records may flow
 * @param firstMatch who wins where a matched pair differs at first contact; never {@link Policy#NEWEST}
 * @param fields the mapped fields
 * @param keys by which records and objects are matched, the strongest first
 * @param deletes which way deletes flow
 */
public record Mapping(
        String integration,
        EntityType type,
        String externalType,
        TypeCapabilities capabilities,
        Direction direction,
        Policy firstMatch,
        List<FieldMapping> fields,
        List<KeyDefinition> keys,
        DeletePolicy deletes) {
    /** Copies the lists. */
    public Mapping {
        fields = List.copyOf(fields);
        keys = List.copyOf(keys);
    }

    /**
     * The same with every list that is merged item by item taken apart into the fields of its items: those of a record, of an
     * object, and those that pairs or a request know.
     *
     * @param paths catalog paths of pairs or of a request
     */
    public Mapping takenApart(Fields record, Fields object, Collection<String> paths) {
        if (fields.stream().allMatch(field -> field.items() == null)) {
            return this;
        }
        List<FieldMapping> apart = new ArrayList<>();
        for (FieldMapping field : fields) {
            if (field.items() == null) {
                apart.add(field);
            } else if (isMergeable(field, record, object)) {
                ItemKeys.of(field, record, object, paths).forEach(key -> apart.addAll(field.ofItem(key)));
            }
        }
        return new Mapping(integration, type, externalType, capabilities, direction, firstMatch, apart, keys, deletes);
    }

    /** Whether the items of a list can be told apart on both sides. */
    private static boolean isMergeable(FieldMapping list, Fields record, Fields object) {
        ItemMapping items = Objects.requireNonNull(list.items());
        Value there = list.external().get(object);
        return ItemKeys.areDistinct(list.catalogValue(record), items.catalogKey())
                && (there == null || ItemKeys.areDistinct(there, items.externalKey()));
    }

    /** A mapping whose deletes flow as usual. */
    public Mapping(
            String integration,
            EntityType type,
            String externalType,
            TypeCapabilities capabilities,
            Direction direction,
            Policy firstMatch,
            List<FieldMapping> fields,
            List<KeyDefinition> keys) {
        this(integration, type, externalType, capabilities, direction, firstMatch, fields, keys, DeletePolicy.USUAL);
    }

    /** The entity type that a mapped field refers to, or null if it is no reference. */
    public @Nullable String parentType(FieldMapping field) {
        FieldDefinition definition = type.definition(field.catalog());
        return definition != null && definition.type() == FieldType.REFERENCE ? definition.references() : null;
    }

    /** A record's fields as an object shows them: those that may flow in, in the catalog's form. */
    public Fields toCatalog(Fields object) {
        Fields record = Fields.EMPTY;
        for (FieldMapping field : takenApart(Fields.EMPTY, object, List.of()).fields) {
            Value value = field.externalValue(object);
            if (value != null && field.takesIn()) {
                record = field.catalog().set(record, field.conversion().toCatalog(value));
            }
        }
        return record;
    }

    /** The match keys that a record with these fields has. */
    public SortedSet<MatchKey> keysOf(Fields record) {
        SortedSet<MatchKey> found = new TreeSet<>();
        for (KeyDefinition definition : keys) {
            MatchKey key = MatchKey.of(definition, record);
            if (key != null) {
                found.add(key);
            }
        }
        return found;
    }

    /**
     * What to ask the system for to find objects with a key.
     *
     * @return the wanted values by external path; null if the key is blank or the system cannot look for it
     */
    public @Nullable Map<String, Value> query(KeyDefinition key, Fields record) {
        if (MatchKey.of(key, record) == null) {
            return null;
        }
        Map<String, Value> wanted = new LinkedHashMap<>();
        for (var path : key.paths()) {
            FieldMapping field = fields.stream()
                    .filter(candidate -> candidate.catalog().equals(path))
                    .findFirst()
                    .orElse(null);
            if (field == null
                    || !capabilities.findable().contains(field.external().toString())) {
                return null;
            }
            wanted.put(field.external().toString(), field.conversion().toExternal(field.catalogValue(record)));
        }
        return wanted;
    }
}
