/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.ConnectorFactory;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.SettingDefinition;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The texts of the files that a new connection starts from. Pure. */
final class TemplateFiles {
    private static final int WIDTH = 110;

    private TemplateFiles() {}

    /** The files of a connection and its default mappings. */
    static SortedMap<ConfigurationId, String> of(
            ConnectorFactory factory, List<SettingDefinition> definitions, String name) {
        SortedMap<ConfigurationId, String> files = new TreeMap<>();
        String title = "The connection " + name + " to " + factory.title()
                + ". What stands commented out is the default; changes take effect when this file is saved.";
        files.put(
                ConfigurationId.connection(factory.kind(), name),
                settings(title, definitions, factory.startingSettings(name)));
        for (MappingTemplate template : factory.mappingTemplates()) {
            String scope = name + "." + template.type();
            files.put(
                    ConfigurationId.mapping(scope),
                    settings(
                            "How records of type " + template.type() + " flow between the catalog and " + name
                                    + "; which fields do is written in mappings/" + scope + ".json.",
                            MappingSettings.DEFINITIONS,
                            Map.of(MappingSettings.ACCEPT, "false")));
            files.put(
                    ConfigurationId.fields(scope),
                    template.json()
                            .replaceFirst("\"integration\"\\s*:\\s*\"[^\"]*\"", "\"integration\": \"" + name + "\""));
        }
        return files;
    }

    /** A starting value, or a required key without one, stands as it is; a default stands commented out. */
    private static String settings(String title, List<SettingDefinition> definitions, Map<String, String> starting) {
        StringBuilder text = new StringBuilder(comment(title));
        for (SettingDefinition definition : definitions) {
            String value = starting.get(definition.key());
            String standard = definition.defaultValue() == null ? "" : definition.defaultValue();
            text.append('\n').append(comment(definition.title() + ". " + definition.description()));
            if (value == null && !definition.required()) {
                text.append('#');
            }
            Map<String, String> line = Map.of(definition.key(), value == null ? standard : value);
            text.append(CfgFile.content(line).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String comment(String text) {
        StringBuilder comment = new StringBuilder();
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ")) {
            if (line.length() + word.length() >= WIDTH) {
                comment.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        return comment.append(line).append('\n').toString();
    }
}
