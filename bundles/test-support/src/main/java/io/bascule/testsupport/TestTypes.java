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

/** The entity types customer and product, as the catalog bundle brings them. */
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
                                        text("country")))),
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
                        text("unit")),
                List.of(key("sku")));
    }

    /** Both types. */
    public static EntityTypes all() {
        return new FixedEntityTypes(customer(), product());
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
