/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.world;

import io.bascule.demo.oracle.Side;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one entity type lies in one system. Both Bascule's mapping document and what the demonstration reads by itself are made
 * of this.
 *
 * @param side the system
 * @param type the entity type
 * @param externalType the system's name for it in the mapping
 * @param key the catalog path of the match key, which is also the key's name
 * @param fields the system's place of each catalog path: for the shop the column, for Stripe the path in its JSON
 */
record FieldMap(Side side, String type, String externalType, String key, Map<String, String> fields) {
    static final String CUSTOMER = "customer";
    static final String PRODUCT = "product";

    private static final String BILLING = "addresses[kind=billing].";
    private static final String SHIPPING = "addresses[kind=shipping].";

    static final FieldMap SHOP_CUSTOMER = new FieldMap(
            Side.SHOP,
            CUSTOMER,
            "customers",
            "email",
            fields(
                    "name",
                    "FullName",
                    "email",
                    "Email",
                    "phone",
                    "Phone",
                    "notes",
                    "Notes",
                    "vat_id",
                    "VatId",
                    BILLING + "line1",
                    "BillingLine1",
                    BILLING + "city",
                    "BillingCity",
                    BILLING + "postal_code",
                    "BillingPostalCode",
                    BILLING + "country",
                    "BillingCountry",
                    SHIPPING + "line1",
                    "ShippingLine1",
                    SHIPPING + "city",
                    "ShippingCity",
                    SHIPPING + "postal_code",
                    "ShippingPostalCode",
                    SHIPPING + "country",
                    "ShippingCountry"));

    static final FieldMap SHOP_PRODUCT = new FieldMap(
            Side.SHOP,
            PRODUCT,
            "products",
            "sku",
            fields(
                    "sku", "Sku",
                    "name", "Name",
                    "description", "Description",
                    "active", "Active",
                    "price.amount", "PriceAmount",
                    "price.currency", "PriceCurrency",
                    "unit", "Unit"));

    static final FieldMap STRIPE_CUSTOMER = new FieldMap(
            Side.STRIPE,
            CUSTOMER,
            "customers",
            "email",
            fields(
                    "name",
                    "name",
                    "email",
                    "email",
                    "phone",
                    "phone",
                    "notes",
                    "description",
                    BILLING + "line1",
                    "address.line1",
                    BILLING + "city",
                    "address.city",
                    BILLING + "postal_code",
                    "address.postal_code",
                    BILLING + "country",
                    "address.country"));

    static final List<FieldMap> ALL = List.of(SHOP_CUSTOMER, SHOP_PRODUCT, STRIPE_CUSTOMER);

    /** Copies the map, in order. */
    FieldMap {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    private static Map<String, String> fields(String... pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return fields;
    }

    static Optional<FieldMap> of(Side side, String type) {
        return ALL.stream()
                .filter(map -> map.side == side && map.type.equals(type))
                .findFirst();
    }

    /** The catalog path of the match key of a type. */
    static String keyOf(String type) {
        return type.equals(CUSTOMER) ? "email" : "sku";
    }

    /** By type the paths that each side holds; the catalog holds whatever some system holds. */
    static Map<String, Map<Side, Set<String>>> mapped() {
        return Map.of(
                CUSTOMER,
                Map.of(
                        Side.CATALOG, SHOP_CUSTOMER.fields.keySet(),
                        Side.SHOP, SHOP_CUSTOMER.fields.keySet(),
                        Side.STRIPE, STRIPE_CUSTOMER.fields.keySet()),
                PRODUCT,
                Map.of(
                        Side.CATALOG, SHOP_PRODUCT.fields.keySet(),
                        Side.SHOP, SHOP_PRODUCT.fields.keySet()));
    }

    /**
     * The name under which a mapping document sees a place: the shop's columns are described under names in lower case with
     * underscores, for example {@code billing_city}.
     */
    String externalName(String place) {
        return side == Side.SHOP
                ? place.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT)
                : place;
    }
}
