/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.Settings;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.KeyDefinition;
import io.bascule.engine.internal.map.Conversion;
import io.bascule.engine.internal.map.DeletePolicy;
import io.bascule.engine.internal.map.Direction;
import io.bascule.engine.internal.map.FieldMapping;
import io.bascule.engine.internal.map.Mapping;
import io.bascule.engine.internal.map.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a mapping document and binds it to its entity type and the system's capabilities. Pure. */
final class MappingReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> KEYS = Set.of("integration", "type", "externalType", "fields", "matchKeys");
    private static final Set<String> FIELD_KEYS = Set.of("catalog", "external", "direction", "conflict", "convert");

    private final String where;
    private final Settings settings;
    private final EntityType type;
    private final Function<String, @Nullable TypeCapabilities> capabilities;
    private final List<String> errors = new ArrayList<>();

    private MappingReader(
            String where,
            Settings settings,
            EntityType type,
            Function<String, @Nullable TypeCapabilities> capabilities) {
        this.where = where;
        this.settings = settings;
        this.type = type;
        this.capabilities = capabilities;
    }

    /**
     * The external type that a document names, for messages and look-ups.
     *
     * @throws BasculeException with {@code MAPPING_INVALID}
     */
    static Mapping read(
            String where,
            String json,
            String integration,
            Settings settings,
            EntityType type,
            Function<String, @Nullable TypeCapabilities> capabilities) {
        JsonNode document;
        try {
            document = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw invalid(where + place, List.of("not JSON: " + e.getOriginalMessage()));
        }
        return new MappingReader(where, settings, type, capabilities).read(document, integration);
    }

    private Mapping read(JsonNode document, String integration) {
        known(document, KEYS, "");
        expect(document, "integration", integration);
        expect(document, "type", type.name());
        String externalType = document.path("externalType").asText("");
        TypeCapabilities found = capabilities.apply(externalType);
        if (found == null) {
            errors.add("/externalType: the system has no type \"" + externalType + "\"");
            throw invalid(where, errors);
        }
        Direction direction = choice(Direction.class, settings.text(MappingSettings.DIRECTION));
        List<FieldMapping> fields = fields(document.path("fields"), found, direction);
        List<KeyDefinition> keys = keys(document.path("matchKeys"), fields);
        if (!errors.isEmpty()) {
            throw invalid(where, errors);
        }
        return new Mapping(
                integration,
                type,
                externalType,
                found,
                direction,
                choice(Policy.class, settings.text(MappingSettings.FIRST_MATCH)),
                fields,
                keys,
                deletes());
    }

    private DeletePolicy deletes() {
        String flow = settings.text(MappingSettings.DELETES);
        return new DeletePolicy(
                flow.equals("both") || flow.equals("in"), flow.equals("both") || flow.equals("out"), (int)
                        settings.integer(MappingSettings.DELETES_PERCENT));
    }

    private void expect(JsonNode document, String key, String value) {
        if (!value.equals(document.path(key).asText(""))) {
            errors.add("/" + key + ": expected \"" + value + "\" as in the file's name, found " + document.path(key));
        }
    }

    private void known(JsonNode node, Set<String> keys, String pointer) {
        if (!node.isObject()) {
            errors.add(pointer + "/: expected an object, found " + node.getNodeType());
            return;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!keys.contains(name)) {
                errors.add(pointer + "/" + name + ": unknown key; known are " + String.join(", ", keys));
            }
        });
    }

    private List<FieldMapping> fields(JsonNode array, TypeCapabilities found, Direction ofMapping) {
        List<FieldMapping> fields = new ArrayList<>();
        List<FieldPath> catalogPaths = new ArrayList<>();
        List<FieldPath> externalPaths = new ArrayList<>();
        if (!array.isArray() || array.isEmpty()) {
            errors.add("/fields: expected at least one field");
            return fields;
        }
        for (int i = 0; i < array.size(); i++) {
            String pointer = "/fields/" + i;
            JsonNode node = array.get(i);
            known(node, FIELD_KEYS, pointer);
            FieldPath catalog = path(node, "catalog", pointer);
            FieldPath external = path(node, "external", pointer);
            if (catalog == null || external == null) {
                continue;
            }
            if (!isOfType(catalog)) {
                errors.add(pointer + "/catalog: type " + type.name() + " has no field \"" + catalog.root() + "\"");
            }
            ExternalField field = found.field(external.toString());
            if (field == null) {
                errors.add(pointer + "/external: the system has no field \"" + external + "\"; it has "
                        + String.join(
                                ", ",
                                found.fields().stream().map(ExternalField::path).toList()));
                continue;
            }
            distinct(catalog, catalogPaths, pointer + "/catalog");
            distinct(external, externalPaths, pointer + "/external");
            fields.add(new FieldMapping(
                    catalog,
                    external,
                    direction(node, ofMapping, field, pointer),
                    choice(Policy.class, node, "conflict", settings.text(MappingSettings.CONFLICT), pointer),
                    choice(Conversion.class, node, "convert", "none", pointer),
                    field));
        }
        return fields;
    }

    /** Two fields of a mapping may not share a value: each would undo what the other writes. */
    private void distinct(FieldPath path, List<FieldPath> others, String pointer) {
        for (FieldPath other : others) {
            if (path.equals(other)) {
                errors.add(pointer + ": \"" + path + "\" is mapped twice");
            } else if (path.overlaps(other)) {
                errors.add(pointer + ": \"" + path + "\" overlaps \"" + other
                        + "\", which is mapped too; map the whole or its parts, not both");
            }
        }
        others.add(path);
    }

    /** Which way a field flows: as it says, within the direction of its mapping. */
    private Direction direction(JsonNode node, Direction ofMapping, ExternalField field, String pointer) {
        Direction own = choice(Direction.class, node, "direction", text(ofMapping), pointer);
        Direction both = own == Direction.BOTH ? ofMapping : own;
        if (ofMapping != Direction.BOTH && both != ofMapping) {
            errors.add(pointer + "/direction: \"" + text(own) + "\" in a mapping of direction \"" + text(ofMapping)
                    + "\": the field would flow neither way");
        } else if (!both.takesIn() && !field.writable()) {
            errors.add(pointer + "/direction: the field would only flow out, and the system never lets \""
                    + field.path() + "\" be written; expected \"in\", or no such field");
        }
        return both;
    }

    private boolean isOfType(FieldPath path) {
        return type.fields().stream().map(FieldDefinition::name).anyMatch(path.root()::equals);
    }

    private @Nullable FieldPath path(JsonNode node, String key, String pointer) {
        try {
            return FieldPath.of(node.path(key).asText(""));
        } catch (IllegalArgumentException e) {
            errors.add(pointer + "/" + key + ": " + e.getMessage());
            return null;
        }
    }

    private List<KeyDefinition> keys(JsonNode array, List<FieldMapping> fields) {
        List<KeyDefinition> keys = new ArrayList<>();
        for (JsonNode name : array) {
            KeyDefinition key = type.keys().stream()
                    .filter(candidate -> candidate.name().equals(name.asText()))
                    .findFirst()
                    .orElse(null);
            if (key == null) {
                errors.add("/matchKeys: type " + type.name() + " has no key " + name + "; it has "
                        + String.join(
                                ", ",
                                type.keys().stream().map(KeyDefinition::name).toList()));
            } else if (!key.paths().stream()
                    .allMatch(path ->
                            fields.stream().anyMatch(field -> field.catalog().equals(path)))) {
                errors.add("/matchKeys: every field of key " + name + " must be mapped");
            } else {
                keys.add(key);
            }
        }
        return keys;
    }

    private <E extends Enum<E>> E choice(
            Class<E> choices, JsonNode node, String key, String defaultValue, String pointer) {
        String text = node.path(key).asText(defaultValue);
        for (E constant : choices.getEnumConstants()) {
            if (text(constant).equals(text)) {
                return constant;
            }
        }
        errors.add(pointer + "/" + key + ": expected one of "
                + String.join(
                        ", ",
                        java.util.Arrays.stream(choices.getEnumConstants())
                                .map(MappingReader::text)
                                .toList())
                + ", found \"" + text + "\"");
        return choices.getEnumConstants()[0];
    }

    private static <E extends Enum<E>> E choice(Class<E> choices, String text) {
        return Enum.valueOf(choices, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static BasculeException invalid(String where, List<String> errors) {
        return new BasculeException(new Problem(
                ErrorCode.MAPPING_INVALID,
                "A mapping is wrong",
                where,
                null,
                String.join("; ", errors),
                "Mend the places named; what ran before goes on meanwhile."));
    }
}
