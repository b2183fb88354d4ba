/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.KeyDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an entity type from its JSON document, strictly: what it does not know it refuses, with file and place. The form:
 * {@code {"name", "title", "fields": [{"name", "type", "required", "pii", "references", "itemKey", "fields"}], "keys": [{"name",
 * "fields"}]}}. Thread-safe.
 */
final class TypeDocument {
    private static final String TYPE_NAME = "[a-z][a-z0-9_]{0,30}";
    private static final String FIELD_NAME = "[A-Za-z_][A-Za-z0-9_]{0,63}";
    private static final List<String> FIELD_MEMBERS =
            List.of("name", "type", "required", "pii", "references", "itemKey", "fields");

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a document.
     *
     * @param file its name, for errors
     * @throws io.bascule.api.error.BasculeException with {@code TYPE_INVALID}
     */
    EntityType read(String file, String json) {
        DocumentNode document =
                new DocumentNode(file, "", parse(file, json)).onlyMembers(List.of("name", "title", "fields", "keys"));
        String name = document.member("name").text(TYPE_NAME);
        String title = document.member("title").text();
        List<FieldDefinition> fields = fields(document.member("fields"));
        List<KeyDefinition> keys = new ArrayList<>();
        if (document.has("keys")) {
            Set<String> names = new HashSet<>();
            for (DocumentNode key : document.member("keys").items()) {
                keys.add(key(key.onlyMembers(List.of("name", "fields")), fields, names));
            }
        }
        return new EntityType(name, title, fields, keys);
    }

    private JsonNode parse(String file, String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where =
                    place == null ? file : file + ", line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw DocumentNode.invalid(where, "a JSON document", e.getOriginalMessage(), e);
        }
    }

    private List<FieldDefinition> fields(DocumentNode list) {
        List<FieldDefinition> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (DocumentNode node : list.items()) {
            FieldDefinition field = field(node.onlyMembers(FIELD_MEMBERS));
            if (!names.add(field.name())) {
                throw node.invalid("each field once", "\"" + field.name() + "\" a second time");
            }
            fields.add(field);
        }
        return fields;
    }

    private FieldDefinition field(DocumentNode node) {
        FieldType type = type(node.member("type"));
        boolean nested = type == FieldType.OBJECT || type == FieldType.LIST;
        if (node.has("references") != (type == FieldType.REFERENCE)) {
            throw node.invalid("\"references\" on fields of type reference and on no others", "type " + text(type));
        }
        boolean inner = node.has("fields");
        if ((inner && !nested) || (!inner && type == FieldType.OBJECT)) {
            throw node.invalid("\"fields\" on objects, on lists of objects and on no others", "type " + text(type));
        }
        List<FieldDefinition> inside = inner ? fields(node.member("fields")) : List.of();
        String itemKey = node.textOrNull("itemKey");
        if (itemKey != null
                && (type != FieldType.LIST
                        || inside.stream().noneMatch(field -> field.name().equals(itemKey)))) {
            throw node.member("itemKey").invalid("on a list: one of the fields of its items", "\"" + itemKey + "\"");
        }
        String references = node.has("references") ? node.member("references").text(TYPE_NAME) : null;
        return new FieldDefinition(
                node.member("name").text(FIELD_NAME),
                type,
                node.flag("required"),
                node.flag("pii"),
                references,
                itemKey,
                inside);
    }

    private static FieldType type(DocumentNode node) {
        String text = node.text();
        for (FieldType type : FieldType.values()) {
            if (text(type).equals(text)) {
                return type;
            }
        }
        String known = Stream.of(FieldType.values()).map(TypeDocument::text).collect(Collectors.joining(", "));
        throw node.invalid("one of " + known, "\"" + text + "\"");
    }

    private static String text(FieldType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static KeyDefinition key(DocumentNode node, List<FieldDefinition> fields, Set<String> names) {
        String name = node.member("name").text(FIELD_NAME);
        if (!names.add(name)) {
            throw node.invalid("each key once", "\"" + name + "\" a second time");
        }
        List<FieldPath> paths = new ArrayList<>();
        for (DocumentNode item : node.member("fields").items()) {
            paths.add(path(item, fields));
        }
        return new KeyDefinition(name, paths);
    }

    private static FieldPath path(DocumentNode node, List<FieldDefinition> fields) {
        FieldPath path = pathOrNull(node.text());
        if (path == null || fields.stream().noneMatch(field -> field.name().equals(path.root()))) {
            String known = fields.stream().map(FieldDefinition::name).collect(Collectors.joining(", "));
            throw node.invalid("a path that begins with one of " + known, "\"" + node.text() + "\"");
        }
        return path;
    }

    private static @Nullable FieldPath pathOrNull(String text) {
        try {
            return FieldPath.of(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
