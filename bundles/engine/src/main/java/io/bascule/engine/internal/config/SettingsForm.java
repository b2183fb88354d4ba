/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.SettingDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Settings definitions as the form that the web console shows. Immutable. */
public final class SettingsForm implements MetaTypeProvider {
    private final Form form;

    /**
     * The form of a factory PID.
     *
     * @param pid the factory PID
     * @param title for people
     * @param definitions the settings in the order in which they are shown, after the name of a new one
     */
    public SettingsForm(String pid, String title, List<SettingDefinition> definitions) {
        List<SettingDefinition> all = new ArrayList<>();
        all.add(SettingDefinition.text(
                HandMade.NAME,
                "Name",
                "Only for a new one, whose file is called by it: "
                        + (pid.equals(ConfigurationScan.MAPPING)
                                ? "INTEGRATION.TYPE, such as stripe.customer."
                                : "the name of the integration, which never changes.")));
        all.addAll(definitions);
        this.form = new Form(pid, title, List.copyOf(all));
    }

    /** The form of mappings. */
    public static SettingsForm ofMappings() {
        return new SettingsForm(ConfigurationScan.MAPPING, "Bascule: mapping", MappingSettings.DEFINITIONS);
    }

    @Override
    public ObjectClassDefinition getObjectClassDefinition(String id, @Nullable String locale) {
        return form;
    }

    @Override
    public String @Nullable [] getLocales() {
        return null;
    }

    private record Form(String pid, String title, List<SettingDefinition> definitions)
            implements ObjectClassDefinition {
        @Override
        public String getName() {
            return title;
        }

        @Override
        public String getID() {
            return pid;
        }

        @Override
        public String getDescription() {
            return "Settings that are wrong are refused by the engine with their reason; what ran before goes on.";
        }

        @Override
        public AttributeDefinition @Nullable [] getAttributeDefinitions(int filter) {
            boolean wanted = filter == ObjectClassDefinition.ALL;
            return definitions.stream()
                    .filter(definition -> wanted || definition.required() == (filter == ObjectClassDefinition.REQUIRED))
                    .map(Attribute::new)
                    .toArray(AttributeDefinition[]::new);
        }

        @Override
        public java.io.@Nullable InputStream getIcon(int size) {
            return null;
        }
    }

    private record Attribute(SettingDefinition definition) implements AttributeDefinition {
        @Override
        public String getName() {
            return definition.title();
        }

        @Override
        public String getID() {
            return definition.key();
        }

        @Override
        public String getDescription() {
            return definition.description();
        }

        @Override
        public int getCardinality() {
            return 0;
        }

        @Override
        public int getType() {
            return switch (definition.kind()) {
                case TEXT, SECRET -> STRING;
                case INTEGER, SECONDS -> LONG;
                case BOOLEAN -> BOOLEAN;
            };
        }

        @Override
        public String @Nullable [] getOptionValues() {
            return options();
        }

        @Override
        public String @Nullable [] getOptionLabels() {
            return options();
        }

        private String @Nullable [] options() {
            return definition.options().isEmpty() || definition.kind() == SettingDefinition.Kind.BOOLEAN
                    ? null
                    : definition.options().toArray(String[]::new);
        }

        @Override
        public @Nullable String validate(String value) {
            return null;
        }

        @Override
        public String @Nullable [] getDefaultValue() {
            String value = definition.defaultValue();
            return value == null ? null : new String[] {value};
        }
    }
}
