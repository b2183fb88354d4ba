/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.SettingDefinition.Kind;
import io.bascule.api.connector.Settings;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.secret.SecretFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks the values of a configuration against their definitions; every wrong key is named at once. Pure. */
final class SettingsReader {
    private SettingsReader() {}

    /**
     * The settings of a configuration.
     *
     * @param where the file or PID, for errors
     * @throws BasculeException with {@code SETTING_INVALID} naming every key that is wrong
     */
    static Settings read(String integration, String where, Map<String, ?> values, List<SettingDefinition> definitions) {
        return read(integration, where, values, definitions, key -> "");
    }

    /**
     * The settings of a configuration.
     *
     * @param where the file or PID, for errors
     * @param place in which line a key stands, as {@code "line 3, "}, or an empty text
     * @throws BasculeException with {@code SETTING_INVALID} naming every key that is wrong
     */
    static Settings read(
            String integration,
            String where,
            Map<String, ?> values,
            List<SettingDefinition> definitions,
            UnaryOperator<String> place) {
        SortedMap<String, String> settings = new TreeMap<>();
        List<String> errors = new ArrayList<>();
        Map<String, SettingDefinition> byKey = new TreeMap<>();
        definitions.forEach(definition -> byKey.put(definition.key(), definition));
        values.forEach((key, value) -> {
            if (!byKey.containsKey(key)) {
                errors.add(place.apply(key) + key + ": unknown key; known are " + String.join(", ", byKey.keySet()));
            }
        });
        for (SettingDefinition definition : byKey.values()) {
            Object value = values.get(definition.key());
            String text = value == null
                    ? definition.defaultValue()
                    : String.valueOf(value).strip();
            if (text == null || text.isEmpty()) {
                if (definition.required()) {
                    errors.add(definition.key() + ": required; " + definition.description());
                }
                continue;
            }
            String complaint = complaint(definition, text);
            if (complaint == null) {
                settings.put(definition.key(), text);
            } else {
                errors.add(place.apply(definition.key()) + definition.key() + ": expected " + complaint
                        + (definition.kind() == Kind.SECRET ? "" : ", found \"" + text + "\""));
            }
        }
        if (!errors.isEmpty()) {
            throw new BasculeException(new Problem(
                    ErrorCode.SETTING_INVALID,
                    "The settings of integration " + integration + " are wrong",
                    where,
                    null,
                    errors.stream().collect(Collectors.joining("; ")),
                    "Mend the keys named; what ran before goes on meanwhile."));
        }
        return new Settings(integration, settings);
    }

    private static @Nullable String complaint(SettingDefinition definition, String text) {
        if (!definition.options().isEmpty() && !definition.options().contains(text)) {
            return "one of " + String.join(", ", definition.options());
        }
        return switch (definition.kind()) {
            case TEXT -> {
                String pattern = definition.pattern();
                yield pattern == null || text.matches(pattern) ? null : "text of the form " + pattern;
            }
            case BOOLEAN -> text.equals("true") || text.equals("false") ? null : "true or false";
            case SECRET ->
                SecretFiles.isReference(text) ? null : "a reference such as secret:stripe-key (the value is not shown)";
            case INTEGER, SECONDS -> number(definition, text);
        };
    }

    private static @Nullable String number(SettingDefinition definition, String text) {
        String range = "a whole number from " + definition.minimum() + " to " + definition.maximum();
        try {
            long number = Long.parseLong(text);
            return number < definition.minimum() || number > definition.maximum() ? range : null;
        } catch (NumberFormatException e) {
            return range;
        }
    }
}
