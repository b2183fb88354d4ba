/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.api.connector;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key of a connection's settings. Forms in the web console, checks of files and the tables in the documentation all
 * come from these.
 *
 * @param key as it stands in the file, for example {@code "quota.per.second"}
 * @param title for people, for example {@code "Calls per second"}
 * @param description one or two sentences with unit and range
 * @param kind what it holds
 * @param required whether a connection without it is refused
 * @param defaultValue the value where the file has none; null for no default
 * @param options the accepted values; empty for any
 * @param minimum for {@link Kind#INTEGER} and {@link Kind#SECONDS}: the least accepted value
 * @param maximum likewise the greatest
 * @param pattern for {@link Kind#TEXT}: a regular expression that the whole value must match; null for any
 */
public record SettingDefinition(
        String key,
        String title,
        String description,
        Kind kind,
        boolean required,
        @Nullable String defaultValue,
        List<String> options,
        long minimum,
        long maximum,
        @Nullable String pattern) {
    /** What a setting holds. */
    public enum Kind {
        /** Text. */
        TEXT,
        /** A whole number. */
        INTEGER,
        /** A duration in seconds; a whole number. */
        SECONDS,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** The name of a secret as {@code secret:NAME}; never the secret itself. */
        SECRET
    }

    /** Copies the options; checks that the pattern is one. */
    public SettingDefinition {
        options = List.copyOf(options);
        if (pattern != null) {
            Pattern.compile(pattern);
        }
    }

    /** An optional text. */
    public static SettingDefinition text(String key, String title, String description) {
        return new SettingDefinition(
                key, title, description, Kind.TEXT, false, null, List.of(), Long.MIN_VALUE, Long.MAX_VALUE, null);
    }

    /** A whole number within bounds, with a default. */
    public static SettingDefinition integer(
            String key, String title, String description, long defaultValue, long minimum, long maximum) {
        return new SettingDefinition(
                key,
                title,
                description,
                Kind.INTEGER,
                false,
                Long.toString(defaultValue),
                List.of(),
                minimum,
                maximum,
                null);
    }

    /** A duration in seconds within bounds, with a default. */
    public static SettingDefinition seconds(
            String key, String title, String description, long defaultValue, long minimum, long maximum) {
        return new SettingDefinition(
                key,
                title,
                description,
                Kind.SECONDS,
                false,
                Long.toString(defaultValue),
                List.of(),
                minimum,
                maximum,
                null);
    }

    /** A truth value with a default. */
    public static SettingDefinition bool(String key, String title, String description, boolean defaultValue) {
        return new SettingDefinition(
                key,
                title,
                description,
                Kind.BOOLEAN,
                false,
                Boolean.toString(defaultValue),
                List.of("true", "false"),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                null);
    }

    /** An optional reference to a secret. */
    public static SettingDefinition secret(String key, String title, String description) {
        return new SettingDefinition(
                key, title, description, Kind.SECRET, false, null, List.of(), Long.MIN_VALUE, Long.MAX_VALUE, null);
    }

    /** The same, required. */
    public SettingDefinition asRequired() {
        return new SettingDefinition(
                key, title, description, kind, true, defaultValue, options, minimum, maximum, pattern);
    }

    /** The same with a default value. */
    public SettingDefinition withDefault(String value) {
        return new SettingDefinition(
                key, title, description, kind, required, value, options, minimum, maximum, pattern);
    }

    /** The same with a closed list of accepted values. */
    public SettingDefinition withOptions(String... values) {
        return new SettingDefinition(
                key, title, description, kind, required, defaultValue, List.of(values), minimum, maximum, pattern);
    }

    /** The same with a pattern for the whole value. */
    public SettingDefinition withPattern(String expression) {
        return new SettingDefinition(
                key, title, description, kind, required, defaultValue, options, minimum, maximum, expression);
    }
}
