/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class FlatFieldsTest {
    private static final String RECORD = """
            {"name":"Ada","phone":null,"active":true,"price":{"amount":12.50,"currency":"EUR"},
             "addresses":[{"kind":"billing","city":"Wien"},{"kind":"shipping","city":"Graz"}]}""";

    @Test
    void nestedValuesBecomeTextsByPath() throws JsonProcessingException {
        assertThat(FlatFields.flatten(JsonHttp.JSON.readTree(RECORD)))
                .containsEntry("name", "Ada")
                .containsEntry("active", "true")
                .containsEntry("price.amount", "12.5")
                .containsEntry("addresses[kind=billing].city", "Wien")
                .containsEntry("addresses[kind=shipping].city", "Graz")
                .hasSize(6);
    }

    @Test
    void whatIsFlattenedCanBeSetAgain() throws JsonProcessingException {
        ObjectNode fields = JsonHttp.JSON.createObjectNode();
        var flat = FlatFields.flatten(JsonHttp.JSON.readTree(RECORD));
        flat.forEach((path, text) -> FlatFields.set(fields, path, text));
        assertThat(FlatFields.flatten(fields)).isEqualTo(flat);
        assertThat(fields.at("/price/amount").isNumber()).isTrue();
        assertThat(fields.at("/active").isBoolean()).isTrue();
        assertThat(fields.at("/addresses")).hasSize(2);
    }

    @Test
    void settingOneItemLeavesTheOthers() throws JsonProcessingException {
        ObjectNode fields = (ObjectNode) JsonHttp.JSON.readTree(RECORD);
        FlatFields.set(fields, "addresses[kind=shipping].city", "Linz");
        assertThat(FlatFields.flatten(fields))
                .containsEntry("addresses[kind=billing].city", "Wien")
                .containsEntry("addresses[kind=shipping].city", "Linz");
    }

    @Test
    void theShopsColumnsAreSeenUnderNamesThatMappingsCanUse() {
        assertThat(FieldMap.SHOP_CUSTOMER.externalName("BillingPostalCode")).isEqualTo("billing_postal_code");
        assertThat(FieldMap.STRIPE_CUSTOMER.externalName("address.city")).isEqualTo("address.city");
    }
}
