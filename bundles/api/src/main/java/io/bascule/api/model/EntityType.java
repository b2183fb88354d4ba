/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.model;

import io.bascule.api.error.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A kind of record, such as customer or product. It is data: a JSON document in a bundle or in {@code etc/types/}; a new one
 * needs no change to the core.
 *
 * @param name for example {@code "customer"}; matches {@code [a-z][a-z0-9_]{0,30}}
 * @param title for people, for example {@code "Customer"}
 * @param fields its fields in the order in which people read them
 * @param keys its match keys, the strongest first
 */
public record EntityType(String name, String title, List<FieldDefinition> fields, List<KeyDefinition> keys) {
    private static final String NAME = "[a-z][a-z0-9_]{0,30}";

    /** Copies the lists and refuses a name that could not be a topic, file or path. */
    public EntityType {
        fields = List.copyOf(fields);
        keys = List.copyOf(keys);
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("Entity type name \"" + name + "\" does not match " + NAME);
        }
    }

    /** The match keys of a record with these fields; keys with a blank part are left out. */
    public SortedSet<MatchKey> keysOf(Fields values) {
        SortedSet<MatchKey> found = new TreeSet<>();
        for (KeyDefinition definition : keys) {
            MatchKey key = MatchKey.of(definition, values);
            if (key != null) {
                found.add(key);
            }
        }
        return found;
    }

    /**
     * The records that these fields refer to, as keys by which the referring records are found: for example {@code
     * =customer=019a...} for an invoice's field {@code customer}. No match key has such a name.
     */
    public SortedSet<MatchKey> referencesOf(Fields values) {
        SortedSet<MatchKey> found = new TreeSet<>();
        for (FieldDefinition definition : fields) {
            String id = definition.type() == FieldType.REFERENCE ? values.text(definition.name()) : null;
            if (id != null && !id.isBlank()) {
                found.add(reference(definition.name(), id));
            }
        }
        return found;
    }

    /**
     * The key of all records that refer to a record by one of their fields.
     *
     * @param field the referring field's name, for example {@code "customer"}
     * @param id the id of the record referred to
     */
    public static MatchKey reference(String field, String id) {
        return new MatchKey("=" + field, id);
    }

    /** What is wrong with these fields as a whole record; empty if nothing is. */
    public List<FieldError> check(Fields values) {
        List<FieldError> errors = new ArrayList<>();
        check("", fields, values, errors);
        return errors;
    }

    private static void check(
            String prefix, List<FieldDefinition> definitions, Fields values, List<FieldError> errors) {
        for (String name : values.asMap().keySet()) {
            if (definitions.stream().noneMatch(definition -> definition.name().equals(name))) {
                errors.add(new FieldError(
                        prefix + name,
                        "unknown field; known here: "
                                + String.join(
                                        ", ",
                                        definitions.stream()
                                                .map(FieldDefinition::name)
                                                .toList())));
            }
        }
        for (FieldDefinition definition : definitions) {
            Value value = values.get(definition.name());
            String path = prefix + definition.name();
            if (value == null || value instanceof Value.Null) {
                if (definition.required()) {
                    errors.add(new FieldError(path, "required"));
                }
                continue;
            }
            String complaint = definition.type().complaint(value);
            if (complaint != null) {
                errors.add(new FieldError(path, complaint));
            } else if (value instanceof Value.Struct struct && definition.type() == FieldType.OBJECT) {
                check(path + ".", definition.fields(), struct.fields(), errors);
            } else if (value instanceof Value.Items items) {
                checkItems(path, definition, items, errors);
            }
        }
    }

    private static void checkItems(
            String path, FieldDefinition definition, Value.Items items, List<FieldError> errors) {
        TreeSet<String> seen = new TreeSet<>();
        for (int i = 0; i < items.items().size(); i++) {
            String at = path + "[" + i + "]";
            Value item = items.items().get(i);
            if (definition.fields().isEmpty()) {
                continue;
            }
            if (!(item instanceof Value.Struct struct)) {
                errors.add(new FieldError(at, "expected an object"));
                continue;
            }
            check(at + ".", definition.fields(), struct.fields(), errors);
            String key = definition.itemKey() == null ? null : struct.fields().text(definition.itemKey());
            if (definition.itemKey() != null && (key == null || key.isBlank() || key.contains("]"))) {
                errors.add(new FieldError(at + "." + definition.itemKey(), "required, and without the character ]"));
            } else if (key != null && !seen.add(key)) {
                errors.add(
                        new FieldError(at + "." + definition.itemKey(), "\"" + key + "\" stands in this list twice"));
            }
        }
    }

    /**
     * All values by their full path. Structures are taken apart, and so are lists with an item key; lists without one are
     * one value. For example {@code addresses[kind=billing].city -> "Linz"}.
     */
    public SortedMap<String, Value> flatten(Fields values) {
        SortedMap<String, Value> flat = new TreeMap<>();
        flatten("", fields, values, flat);
        return flat;
    }

    private static void flatten(
            String prefix, List<FieldDefinition> definitions, Fields values, SortedMap<String, Value> flat) {
        for (Map.Entry<String, Value> entry : values.asMap().entrySet()) {
            FieldDefinition definition = find(definitions, entry.getKey());
            String path = prefix + entry.getKey();
            Value value = entry.getValue();
            if (value instanceof Value.Struct struct && !struct.fields().isEmpty()) {
                flatten(path + ".", definition == null ? List.of() : definition.fields(), struct.fields(), flat);
            } else if (value instanceof Value.Items items && definition != null && definition.itemKey() != null) {
                for (Value item : items.items()) {
                    if (item instanceof Value.Struct struct) {
                        String at = path + "[" + definition.itemKey() + "="
                                + struct.fields().text(definition.itemKey()) + "].";
                        flatten(at, definition.fields(), struct.fields(), flat);
                    }
                }
            } else {
                flat.put(path, value);
            }
        }
    }

    private static @Nullable FieldDefinition find(List<FieldDefinition> definitions, String name) {
        for (FieldDefinition definition : definitions) {
            if (definition.name().equals(name)) {
                return definition;
            }
        }
        return null;
    }
}
