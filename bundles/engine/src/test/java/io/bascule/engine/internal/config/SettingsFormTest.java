/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import io.bascule.api.connector.SettingDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

import static org.assertj.core.api.Assertions.assertThat;

final class SettingsFormTest {
    private static final ObjectClassDefinition FORM = new SettingsForm(
                    "io.bascule.integration.shop",
                    "Shop",
                    List.of(
                            SettingDefinition.text("url", "Address", "Where it is.")
                                    .asRequired(),
                            SettingDefinition.secret("key", "Key", "Name of the key."),
                            SettingDefinition.integer("quota", "Quota", "Calls per second.", 5, 0, 100),
                            SettingDefinition.seconds("poll", "Interval", "In seconds.", 60, 1, 3600),
                            SettingDefinition.bool("enabled", "Enabled", "Whether it runs.", true),
                            SettingDefinition.text("mode", "Mode", "How.").withOptions("fast", "safe")))
            .getObjectClassDefinition("io.bascule.integration.shop", null);

    private static AttributeDefinition attribute(String id) {
        return Stream.of(FORM.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .filter(attribute -> attribute.getID().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> shown(int filter) {
        return Stream.of(FORM.getAttributeDefinitions(filter))
                .map(AttributeDefinition::getID)
                .toList();
    }

    @Test
    void showsTheSettingsInTheirOrderUnderTheirTitles() {
        assertThat(FORM.getID()).isEqualTo("io.bascule.integration.shop");
        assertThat(FORM.getName()).isEqualTo("Shop");
        assertThat(shown(ObjectClassDefinition.ALL))
                .containsExactly("name", "url", "key", "quota", "poll", "enabled", "mode");
        assertThat(attribute("url").getName()).isEqualTo("Address");
        assertThat(attribute("url").getDescription()).isEqualTo("Where it is.");
        assertThat(attribute("url").getCardinality()).isZero();
    }

    @Test
    void tellsWhatIsRequiredFromWhatIsNot() {
        assertThat(shown(ObjectClassDefinition.REQUIRED)).containsExactly("url");
        assertThat(shown(ObjectClassDefinition.OPTIONAL))
                .containsExactly("name", "key", "quota", "poll", "enabled", "mode");
    }

    @Test
    void givesEachKindItsField() {
        assertThat(attribute("url").getType()).isEqualTo(AttributeDefinition.STRING);
        assertThat(attribute("key").getType()).isEqualTo(AttributeDefinition.STRING);
        assertThat(attribute("quota").getType()).isEqualTo(AttributeDefinition.LONG);
        assertThat(attribute("poll").getType()).isEqualTo(AttributeDefinition.LONG);
        assertThat(attribute("enabled").getType()).isEqualTo(AttributeDefinition.BOOLEAN);
    }

    @Test
    void offersTheAcceptedValuesAsAChoiceButATruthValueAsABox() {
        assertThat(attribute("mode").getOptionValues()).containsExactly("fast", "safe");
        assertThat(attribute("mode").getOptionLabels()).containsExactly("fast", "safe");
        assertThat(attribute("enabled").getOptionValues()).isNull();
        assertThat(attribute("url").getOptionValues()).isNull();
    }

    @Test
    void fillsInDefaults() {
        assertThat(attribute("quota").getDefaultValue()).containsExactly("5");
        assertThat(attribute("enabled").getDefaultValue()).containsExactly("true");
        assertThat(attribute("url").getDefaultValue()).isNull();
    }

    @Test
    void theFormOfMappingsShowsEverySettingThatTheReaderKnows() {
        ObjectClassDefinition form = SettingsForm.ofMappings().getObjectClassDefinition("any", null);

        assertThat(Stream.of(form.getAttributeDefinitions(ObjectClassDefinition.ALL))
                        .map(AttributeDefinition::getID))
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("name"),
                                MappingSettings.DEFINITIONS.stream().map(SettingDefinition::key))
                        .toList());
        assertThat(form.getID()).isEqualTo(ConfigurationScan.MAPPING);
    }
}
