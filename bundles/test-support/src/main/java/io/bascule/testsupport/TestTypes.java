/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import io.bascule.api.catalog.EntityTypes;
import io.bascule.api.model.EntityType;
import io.bascule.api.model.FieldDefinition;
import io.bascule.api.model.FieldPath;
import io.bascule.api.model.FieldType;
import io.bascule.api.model.KeyDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entity types customer, invoice and product, as the catalog bundle brings them. */
public final class TestTypes {
    private TestTypes() {}

    /** Customers, matched by e-mail address; addresses are told apart by their kind. */
    public static EntityType customer() {
        return new EntityType(
                "customer",
                "Customer",
                List.of(
                        personal("name"),
                        personal("email"),
                        personal("phone"),
                        personal("notes"),
                        personal("vat_id"),
                        text("language"),
                        text("currency"),
                        new FieldDefinition(
                                "addresses",
                                FieldType.LIST,
                                false,
                                true,
                                null,
                                "kind",
                                List.of(
                                        text("kind"),
                                        personal("line1"),
                                        personal("line2"),
                                        personal("city"),
                                        personal("region"),
                                        personal("postal_code"),
                                        text("country"))),
                        metadata()),
                List.of(key("email")));
    }

    /** Products, matched by stock-keeping unit. */
    public static EntityType product() {
        return new EntityType(
                "product",
                "Product",
                List.of(
                        text("name"),
                        text("sku"),
                        text("description"),
                        FieldDefinition.of("active", FieldType.BOOLEAN),
                        FieldDefinition.of("price", FieldType.MONEY),
                        text("unit"),
                        text("tax_code"),
                        text("url"),
                        metadata()),
                List.of(key("sku")));
    }

    /** Invoices, matched by number; lines are told apart by a key of their own. Amounts are in the invoice's currency. */
    public static EntityType invoice() {
        return new EntityType(
                "invoice",
                "Invoice",
                List.of(
                        text("number"),
                        reference("customer", "customer", true),
                        text("status"),
                        text("currency"),
                        FieldDefinition.of("issued", FieldType.DATE),
                        FieldDefinition.of("due", FieldType.DATE),
                        list(
                                "lines",
                                "key",
                                List.of(
                                        text("key"),
                                        reference("product", "product", false),
                                        text("description"),
                                        FieldDefinition.of("quantity", FieldType.DECIMAL),
                                        FieldDefinition.of("unit_amount", FieldType.DECIMAL),
                                        FieldDefinition.of("amount", FieldType.DECIMAL))),
                        FieldDefinition.of("total", FieldType.DECIMAL),
                        personal("memo"),
                        metadata()),
                List.of(key("number")));
    }

    /** All of them. */
    public static EntityTypes all() {
        return new FixedEntityTypes(customer(), invoice(), product());
    }

    private static FieldDefinition metadata() {
        return list("metadata", "name", List.of(text("name"), text("value")));
    }

    private static FieldDefinition list(String name, String itemKey, List<FieldDefinition> fields) {
        return new FieldDefinition(name, FieldType.LIST, false, false, null, itemKey, fields);
    }

    private static FieldDefinition reference(String name, String type, boolean required) {
        return new FieldDefinition(name, FieldType.REFERENCE, required, false, type, null, List.of());
    }

    private static FieldDefinition text(String name) {
        return FieldDefinition.of(name, FieldType.TEXT);
    }

    private static FieldDefinition personal(String name) {
        @Nullable String none = null;
        return new FieldDefinition(name, FieldType.TEXT, false, true, none, none, List.of());
    }

    private static KeyDefinition key(String name) {
        return new KeyDefinition(name, List.of(FieldPath.of(name)));
    }
}
