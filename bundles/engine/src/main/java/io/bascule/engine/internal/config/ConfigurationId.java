/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.config.ConfigurationKind;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which configuration: the names that it has as a file, in Config Admin and for people.
 *
 * @param kind what it is of
 * @param connector the connector's kind; empty unless it is a connection
 * @param scope the integration, or integration and entity type, for example {@code "stripe.customer"}
 */
record ConfigurationId(ConfigurationKind kind, String connector, String scope) implements Comparable<ConfigurationId> {
    /** What names of kinds, integrations and types look like. */
    static final String WORD = "[a-z][a-z0-9_]{0,30}";

    private static final String CONNECTION = ConfigurationScan.CONNECTION;
    private static final String MAPPING = ConfigurationScan.MAPPING;
    private static final String FIELDS = ConfigurationScan.MAPPING + ".fields";
    private static final String DOCUMENTS = "mappings/";

    private static final Pattern CONNECTION_NAME =
            Pattern.compile(Pattern.quote(CONNECTION) + "(" + WORD + ")[~-](" + WORD + ")");
    private static final Pattern MAPPING_NAME =
            Pattern.compile(Pattern.quote(MAPPING) + "[~-](" + WORD + "\\." + WORD + ")");
    private static final Pattern FIELDS_NAME =
            Pattern.compile(Pattern.quote(FIELDS) + "~(" + WORD + "\\." + WORD + ")");
    private static final Pattern DOCUMENT_NAME = Pattern.compile("(" + WORD + "\\." + WORD + ")\\.json");
    private static final Comparator<ConfigurationId> ORDER = Comparator.comparing(ConfigurationId::pid);

    /** The connection of an integration. */
    static ConfigurationId connection(String connector, String name) {
        return new ConfigurationId(ConfigurationKind.CONNECTION, connector, name);
    }

    /** The settings of a mapping. */
    static ConfigurationId mapping(String scope) {
        return new ConfigurationId(ConfigurationKind.MAPPING, "", scope);
    }

    /** The document of a mapping. */
    static ConfigurationId fields(String scope) {
        return new ConfigurationId(ConfigurationKind.FIELDS, "", scope);
    }

    /** Which configuration a PID names, if its name is a proper one. */
    static Optional<ConfigurationId> ofPid(String pid) {
        if (!pid.contains("~")) {
            return Optional.empty();
        }
        Matcher document = FIELDS_NAME.matcher(pid);
        return document.matches() ? Optional.of(fields(document.group(1))) : settings(pid);
    }

    /** Which configuration a file directly below {@code etc} is, if its name is a proper one. */
    static Optional<ConfigurationId> ofFile(String name) {
        return name.endsWith(".cfg") && !name.contains("~")
                ? settings(name.substring(0, name.length() - ".cfg".length()))
                : Optional.empty();
    }

    /** Which document a file below {@code etc/mappings} is, if its name is a proper one. */
    static Optional<ConfigurationId> ofDocument(String name) {
        Matcher document = DOCUMENT_NAME.matcher(name);
        return document.matches() ? Optional.of(fields(document.group(1))) : Optional.empty();
    }

    private static Optional<ConfigurationId> settings(String name) {
        Matcher connection = CONNECTION_NAME.matcher(name);
        if (connection.matches()) {
            return Optional.of(connection(connection.group(1), connection.group(2)));
        }
        Matcher mapping = MAPPING_NAME.matcher(name);
        return mapping.matches() ? Optional.of(mapping(mapping.group(1))) : Optional.empty();
    }

    /** The PID under which it is kept, for example {@code "io.bascule.connector.stripe~stripe"}. */
    String pid() {
        return switch (kind) {
            case CONNECTION -> CONNECTION + connector + "~" + scope;
            case MAPPING -> MAPPING + "~" + scope;
            case FIELDS -> FIELDS + "~" + scope;
        };
    }

    /** Its file below {@code etc}, for example {@code "mappings/stripe.customer.json"}. */
    String file() {
        return switch (kind) {
            case CONNECTION -> CONNECTION + connector + "-" + scope + ".cfg";
            case MAPPING -> MAPPING + "-" + scope + ".cfg";
            case FIELDS -> DOCUMENTS + scope + ".json";
        };
    }

    /** Its short name, for example {@code "stripe.customer.fields"}. */
    String shortName() {
        return kind == ConfigurationKind.FIELDS ? scope + ".fields" : scope;
    }

    /** The integration that it belongs to. */
    String integration() {
        int dot = scope.indexOf('.');
        return dot < 0 ? scope : scope.substring(0, dot);
    }

    /** The entity type of a mapping. */
    String type() {
        return scope.substring(scope.indexOf('.') + 1);
    }

    @Override
    public int compareTo(ConfigurationId other) {
        return ORDER.compare(this, other);
    }
}
