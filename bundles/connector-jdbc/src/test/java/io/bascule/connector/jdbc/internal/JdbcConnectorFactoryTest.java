/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bascule.api.connector.MappingTemplate;
import io.bascule.api.connector.SettingDefinition;
import io.bascule.api.model.FieldPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The service and its templates. */
class JdbcConnectorFactoryTest {
    private final JdbcConnectorFactory factory = new JdbcConnectorFactory("0.1.0");

    @Test
    void asksForADataSourceAndDescribesItself() {
        assertThat(factory.kind()).isEqualTo("jdbc");
        assertThat(factory.resources()).containsExactly(DataSource.class);
        assertThat(factory.settings())
                .extracting(SettingDefinition::key)
                .containsExactly("tables", "skew.seconds", "changes", "slot", "publication", "batch.size");
    }

    @Test
    void offersTemplatesWhosePathsCanBeReadAndWhoseColumnsExistOnce() throws IOException {
        List<String> types = new ArrayList<>();
        for (MappingTemplate template : factory.mappingTemplates()) {
            JsonNode document = new ObjectMapper().readTree(template.json());
            types.add(template.type());
            assertThat(document.path("type").textValue()).isEqualTo(template.type());
            List<String> externals = new ArrayList<>();
            List<String> catalog = new ArrayList<>();
            for (JsonNode field : document.path("fields")) {
                catalog.add(FieldPath.of(field.path("catalog").textValue()).root());
                externals.add(field.path("external").textValue());
            }
            assertThat(externals).isNotEmpty().doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z_0-9]+"));
            assertThat(catalog)
                    .contains("name", document.path("matchKeys").path(0).textValue());
        }
        assertThat(types).containsExactly("customer", "product");
    }
}
