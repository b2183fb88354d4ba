/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Value;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the setting {@code tables}: one JSON object with one entry for each table. Every complaint names its place. */
final class TableDescriptions {
    /** The setting's key. */
    static final String SETTING = "tables";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String TYPE = "[a-z][a-z0-9_]{0,30}";
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,62}";
    private static final int LONGEST_IDENTIFIER = 128;
    private static final int DEFAULT_OVERLAP = 5;
    private static final int LONGEST_OVERLAP = 86_400;
    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "table",
            "schema",
            "key",
            "keyAssigned",
            "change",
            "changeKind",
            "created",
            "changeBy",
            "overlapSeconds",
            "overlapNumber",
            "version",
            "versionBy",
            "deleted",
            "marker",
            "columns",
            "findable",
            "zone"));

    private final String integration;

    private TableDescriptions(String integration) {
        this.integration = integration;
    }

    /**
     * Reads the setting.
     *
     * @throws BasculeException with {@code SETTING_INVALID} that names the place and what is accepted there
     */
    static SortedMap<String, TableDescription> read(String integration, String json) {
        TableDescriptions reader = new TableDescriptions(integration);
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? "somewhere"
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw reader.wrong("", "one JSON object", "text that is no JSON: " + e.getOriginalMessage() + " at " + at);
        }
        if (!root.isObject() || root.isEmpty()) {
            throw reader.wrong(
                    "", "one JSON object with an entry for each table, such as {\"customers\":{...}}", kind(root));
        }
        SortedMap<String, TableDescription> tables = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getKey().matches(TYPE)) {
                throw reader.wrong("", "type names that match " + TYPE, "\"" + entry.getKey() + "\"");
            }
            tables.put(entry.getKey(), reader.table(entry.getKey(), entry.getValue()));
        }
        return tables;
    }

    private TableDescription table(String type, JsonNode node) {
        if (!node.isObject()) {
            throw wrong(type, "an object that describes a table", kind(node));
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw wrong(type + "." + name, "one of " + String.join(", ", KEYS), "an unknown key");
            }
        }
        String change = identifier(type, node, "change");
        boolean changeIsNumber = "number".equals(choice(type, node, "changeKind", "timestamp", "number"));
        for (String needsChange : Set.of("changeKind", "created", "changeBy", "overlapSeconds", "overlapNumber")) {
            if (change == null && node.has(needsChange)) {
                throw wrong(type + "." + needsChange, "this key only together with change", "no change");
            }
        }
        String misplaced = changeIsNumber ? "overlapSeconds" : "overlapNumber";
        if (node.has(misplaced)) {
            throw wrong(
                    type + "." + misplaced,
                    "overlapSeconds with changeKind timestamp, overlapNumber with changeKind number",
                    "changeKind " + (changeIsNumber ? "number" : "timestamp"));
        }
        String version = identifier(type, node, "version");
        if (version == null && node.has("versionBy")) {
            throw wrong(type + ".versionBy", "this key only together with version", "no version");
        }
        String marker = identifier(type, node, "marker");
        Map<String, String> columns = columns(type, node);
        if (marker != null && columns.containsKey(TableDescription.MARKER)) {
            throw wrong(type + ".columns.marker", "another name: this one stands for the marker column", "\"marker\"");
        }
        return new TableDescription(
                type,
                identifier(type, node, "schema"),
                required(type, node, "table"),
                required(type, node, "key"),
                "client".equals(choice(type, node, "keyAssigned", "system", "client")),
                change,
                changeIsNumber,
                identifier(type, node, "created"),
                writer(type, node, "changeBy"),
                changeIsNumber
                        ? whole(type, node, "overlapNumber", 100, 0, 1_000_000_000L)
                        : whole(type, node, "overlapSeconds", DEFAULT_OVERLAP, 1, LONGEST_OVERLAP),
                version,
                writer(type, node, "versionBy"),
                deleted(type, node),
                marker,
                columns,
                findable(type, node, columns),
                zone(type, node));
    }

    private @Nullable DeletedMark deleted(String type, JsonNode node) {
        JsonNode mark = node.path("deleted");
        if (mark.isMissingNode()) {
            return null;
        }
        String place = type + ".deleted";
        if (!mark.isObject()) {
            throw wrong(place, "an object such as {\"column\":\"deleted_at\"}", kind(mark));
        }
        for (Iterator<String> names = mark.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("column") && !name.equals("value")) {
                throw wrong(place + "." + name, "column or value", "an unknown key");
            }
        }
        return new DeletedMark(checked(place + ".column", mark.path("column")), markValue(place, mark.path("value")));
    }

    private @Nullable Value markValue(String place, JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        if (value.isTextual()) {
            return Value.of(value.textValue());
        }
        if (value.isNumber()) {
            return Value.of(value.decimalValue());
        }
        if (value.isBoolean()) {
            return Value.of(value.booleanValue());
        }
        throw wrong(place + ".value", "a text, a number, true or false", kind(value));
    }

    private Map<String, String> columns(String type, JsonNode node) {
        JsonNode columns = node.path("columns");
        if (!columns.isObject() || columns.isEmpty()) {
            throw wrong(type + ".columns", "an object such as {\"name\":\"FullName\"}", kind(columns));
        }
        Map<String, String> found = new LinkedHashMap<>();
        Map<String, String> nameByColumn = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : columns.properties()) {
            String name = entry.getKey();
            if (!name.matches(NAME)) {
                throw wrong(type + ".columns", "names that match " + NAME, "\"" + name + "\"");
            }
            String column = checked(type + ".columns." + name, entry.getValue());
            String other = nameByColumn.put(column, name);
            if (other != null) {
                throw wrong(type + ".columns." + name, "each column once", "column " + column + " also as " + other);
            }
            found.put(name, column);
        }
        return found;
    }

    private Set<String> findable(String type, JsonNode node, Map<String, String> columns) {
        Set<String> found = new TreeSet<>();
        JsonNode list = node.path("findable");
        if (list.isMissingNode()) {
            return found;
        }
        if (!list.isArray()) {
            throw wrong(type + ".findable", "a list of names from columns", kind(list));
        }
        for (JsonNode item : list) {
            if (!item.isTextual() || !columns.containsKey(item.textValue())) {
                throw wrong(
                        type + ".findable", "names from columns: " + String.join(", ", columns.keySet()), kind(item));
            }
            found.add(item.textValue());
        }
        return found;
    }

    private ZoneId zone(String type, JsonNode node) {
        String place = type + ".zone";
        JsonNode zone = node.path("zone");
        if (zone.isMissingNode()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(zone.isTextual() ? zone.textValue() : "");
        } catch (DateTimeException e) {
            throw wrong(place, "a time zone such as UTC or Europe/Vienna", kind(zone));
        }
    }

    private @Nullable Boolean writer(String type, JsonNode node, String key) {
        String choice = choice(type, node, key, "writer", "database");
        return choice == null ? null : choice.equals("writer");
    }

    private @Nullable String choice(String type, JsonNode node, String key, String first, String second) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()
                || !(value.textValue().equals(first) || value.textValue().equals(second))) {
            throw wrong(type + "." + key, first + " or " + second, kind(value));
        }
        return value.textValue();
    }

    private long whole(String type, JsonNode node, String key, long byDefault, long minimum, long maximum) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return byDefault;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < minimum
                || value.longValue() > maximum) {
            throw wrong(type + "." + key, "a whole number from " + minimum + " to " + maximum, kind(value));
        }
        return value.longValue();
    }

    private String required(String type, JsonNode node, String key) {
        return checked(type + "." + key, node.path(key));
    }

    private @Nullable String identifier(String type, JsonNode node, String key) {
        return node.has(key) ? checked(type + "." + key, node.path(key)) : null;
    }

    private String checked(String place, JsonNode value) {
        if (!value.isTextual()
                || value.textValue().isBlank()
                || value.textValue().length() > LONGEST_IDENTIFIER
                || value.textValue().chars().anyMatch(Character::isISOControl)) {
            throw wrong(place, "a name as the database spells it", kind(value));
        }
        return value.textValue();
    }

    private static String kind(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        if (node.isContainerNode()) {
            return node.isArray() ? "a list" : node.isEmpty() ? "an empty object" : "an object";
        }
        String text = node.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    private BasculeException wrong(String place, String expected, String found) {
        return new BasculeException(new Problem(
                ErrorCode.SETTING_INVALID,
                "The description of the tables is not right",
                "integration " + integration + ", setting " + SETTING + (place.isEmpty() ? "" : ", at " + place),
                expected,
                found,
                "Correct the setting; the connector's README has an example."));
    }
}
