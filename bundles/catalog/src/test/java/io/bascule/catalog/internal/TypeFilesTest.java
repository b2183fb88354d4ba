/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.catalog.internal;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldType;
import io.bascule.testsupport.TestTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TypeFilesTest {
    @TempDir
    private Path folder = Path.of("replaced");

    private static EntityType read(String json) {
        return new TypeDocument().read("x.json", json);
    }

    private static void assertRefused(String json, String... words) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(BasculeException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.TYPE_INVALID);
            assertThat(error).hasMessageContainingAll(words);
        });
    }

    @Test
    void bringsCustomerInvoiceAndProduct() {
        TypeFiles types = new TypeFiles(folder.resolve("nowhere"));

        assertThat(types.all()).containsExactly(TestTypes.customer(), TestTypes.invoice(), TestTypes.product());
        assertThat(types.find("customer")).contains(TestTypes.customer());
        assertThat(types.find("supplier")).isEmpty();
    }

    @Test
    void readsTheOperatorsTypesAndPrefersThem() throws IOException {
        Files.writeString(
                folder.resolve("product.json"),
                "{\"name\": \"product\", \"title\": \"Ware\", \"fields\": [{\"name\": \"sku\", \"type\": \"text\"}]}");
        Files.writeString(folder.resolve("invoice.json"), """
                {"name": "invoice", "title": "Invoice", "fields": [
                  {"name": "customer", "type": "reference", "references": "customer", "required": true},
                  {"name": "total", "type": "money"},
                  {"name": "lines", "type": "list", "itemKey": "number", "fields": [
                    {"name": "number", "type": "text"}, {"name": "count", "type": "decimal"}]},
                  {"name": "tags", "type": "list"}],
                 "keys": [{"name": "number", "fields": ["total.amount", "customer"]}]}
                """);
        Files.writeString(folder.resolve("notes.txt"), "not a type");

        TypeFiles types = new TypeFiles(folder);

        assertThat(types.all()).extracting(EntityType::name).containsExactly("customer", "invoice", "product");
        assertThat(types.find("product").orElseThrow().title()).isEqualTo("Ware");
        EntityType invoice = types.find("invoice").orElseThrow();
        assertThat(invoice.fields())
                .extracting(FieldDefinition::type)
                .containsExactly(FieldType.REFERENCE, FieldType.MONEY, FieldType.LIST, FieldType.LIST);
        assertThat(invoice.fields().get(0).references()).isEqualTo("customer");
        assertThat(invoice.fields().get(0).required()).isTrue();
        assertThat(invoice.fields().get(2).itemKey()).isEqualTo("number");
        assertThat(invoice.keys().get(0).paths()).hasSize(2);
    }

    @Test
    void aBadFileLeavesOutItsTypeAndNoOther() throws IOException {
        Files.writeString(folder.resolve("product.json"), "{\"name\": \"product\"}");
        Files.writeString(
                folder.resolve("other.json"),
                "{\"name\": \"elsewhere\", \"title\": \"x\", \"fields\": [{\"name\": \"a\", \"type\": \"text\"}]}");

        TypeFiles types = new TypeFiles(folder);

        assertThat(types.all()).containsExactly(TestTypes.customer(), TestTypes.invoice());
    }

    @Test
    void namesFileAndPlaceOfWhatIsWrong() {
        assertRefused("{\n  \"name\": \"x\",,\n}", "x.json, line 2");
        assertRefused("{} {}", "x.json");
        assertRefused("[]", "x.json, at the top", "an object", "array");
        assertRefused("{\"name\": \"X\", \"title\": \"t\"}", "/name", "[a-z]", "\"X\"");
        assertRefused("{\"name\": \"x\", \"name\": \"y\"}", "line 1", "name");
        assertRefused("{\"name\": \"x\", \"colour\": 1}", "\"colour\"", "only name, title, fields, keys");
        assertRefused("{\"name\": \"x\", \"title\": \"t\"}", "\"fields\"");
        assertRefused(
                field("{\"name\": \"a\", \"type\": \"string\"}"),
                "/fields/0/type",
                "text, integer, decimal",
                "\"string\"");
        assertRefused(field("{\"name\": \"a\", \"type\": \"text\", \"pii\": 1}"), "/fields/0/pii", "true or false");
        assertRefused(field("{\"name\": \"a b\", \"type\": \"text\"}"), "/fields/0/name");
        assertRefused(field("{\"name\": \"a\", \"type\": \"text\", \"references\": \"y\"}"), "/fields/0", "references");
        assertRefused(field("{\"name\": \"a\", \"type\": \"reference\"}"), "/fields/0", "references");
        assertRefused(field("{\"name\": \"a\", \"type\": \"object\"}"), "/fields/0", "fields");
        assertRefused(field("{\"name\": \"a\", \"type\": \"list\", \"itemKey\": \"k\"}"), "/fields/0/itemKey", "\"k\"");
        assertRefused(
                field("{\"name\": \"a\", \"type\": \"text\"}, {\"name\": \"a\", \"type\": \"text\"}"),
                "/fields/1",
                "second time");
        assertRefused(
                "{\"name\": \"x\", \"title\": \"t\", \"fields\": [{\"name\": \"a\", \"type\": \"text\"}],"
                        + " \"keys\": [{\"name\": \"k\", \"fields\": [\"b\"]}]}",
                "/keys/0/fields/0",
                "\"b\"");
    }

    private static String field(String json) {
        return "{\"name\": \"x\", \"title\": \"t\", \"fields\": [" + json + "]}";
    }
}
