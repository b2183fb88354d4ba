/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.connector.TypeCapabilities;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import io.bascule.http.Json;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StripeConnectorFactoryTest {
    private final StripeConnectorFactory factory = new StripeConnectorFactory("1.2.3");

    @Test
    void itsTemplatesUseOnlyFieldsThatTheDefaultSettingsDeclare() {
        for (MappingTemplate template : factory.mappingTemplates()) {
            Fields document = Json.readObject(template.json(), template.type());
            assertThat(document.text("type")).isEqualTo(template.type());
            TypeCapabilities type = Objects.requireNonNull(StripeCapabilities.of(TestSettings.stripe())
                    .find(Objects.requireNonNull(document.text("externalType"))));
            Value.Items fields = (Value.Items) Objects.requireNonNull(document.get("fields"));
            assertThat(fields.items()).hasSizeGreaterThan(4);
            for (Value item : fields.items()) {
                Fields field = ((Value.Struct) item).fields();
                assertThat(type.field(Objects.requireNonNull(field.text("external"))))
                        .as(field.text("external"))
                        .isNotNull();
                assertThat(FieldPath.of(Objects.requireNonNull(field.text("catalog"))))
                        .isNotNull();
            }
        }
    }

    @Test
    void markerAndMetadataKeysCanBeFound() {
        TypeCapabilities products = Objects.requireNonNull(
                StripeCapabilities.of(TestSettings.stripe("metadata.fields", "sku,ean", "marker", "link"))
                        .find("products"));
        assertThat(products.markerField()).isEqualTo("metadata.link");
        assertThat(products.findable()).contains("metadata.link", "metadata.sku", "metadata.ean", "name");
        for (String path : products.findable()) {
            assertThat(products.field(path)).as(path).isNotNull();
        }
    }

    @Test
    void keysCountUnlessTheSettingsSayThatTheyDoNot() {
        TypeCapabilities usual = capabilities(TestSettings.stripe());
        assertThat(usual.idempotency()).isEqualTo(TypeCapabilities.Idempotency.KEY);
        assertThat(usual.keyLifetime()).isEqualTo(Duration.ofHours(24));
        TypeCapabilities without = capabilities(TestSettings.stripe("idempotency", "none"));
        assertThat(without.idempotency()).isEqualTo(TypeCapabilities.Idempotency.NONE);
        assertThat(without.keyLifetime()).isNull();
    }

    private static TypeCapabilities capabilities(StripeSettings settings) {
        return Objects.requireNonNull(StripeCapabilities.of(settings).find("customers"));
    }

    @Test
    void itsSettingsHaveDefaultsThatTheirPatternsAccept() {
        for (SettingDefinition definition : factory.settings()) {
            if (definition.pattern() != null) {
                assertThat(definition.defaultValue()).as(definition.key()).matches(definition.pattern());
            }
        }
        assertThat(factory.version()).isEqualTo("1.2.3");
        assertThat(factory.kind()).isEqualTo("stripe");
    }
}
