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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        for (FieldDefinition definition : type.fields()) {
            if (definition.type() == FieldType.REFERENCE
                    && definition.name().equals(field.catalog().toString())) {
                return definition.references();
            }
        }
        return null;
    }

    /** A record's fields as an object shows them: those that may flow in, in the catalog's form. */
    public Fields toCatalog(Fields object) {
        Fields record = Fields.EMPTY;
        for (FieldMapping field : fields) {
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
