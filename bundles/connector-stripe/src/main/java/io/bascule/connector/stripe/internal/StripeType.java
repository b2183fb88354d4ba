/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalField.Canonical;
import io.bascule.api.connector.ExternalField.ExternalType;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The types of objects that the connector knows. Lengths are those of Stripe's OpenAPI description
 * (github.com/stripe/openapi).
 */
enum StripeType {
    CUSTOMERS("customers", "customer"),
    PRODUCTS("products", "product");

    private static final int METADATA_LENGTH = 500;

    private final String external;
    private final String object;

    StripeType(String external, String object) {
        this.external = external;
        this.object = object;
    }

    /** The type of an external type name. */
    static StripeType of(String external) {
        for (StripeType type : values()) {
            if (type.external.equals(external)) {
                return type;
            }
        }
        throw new BasculeException(new Problem(
                ErrorCode.MAPPING_INVALID,
                "Stripe has no type of this name that can be synchronised",
                "external type " + external,
                Arrays.stream(values()).map(StripeType::external).collect(Collectors.joining(" or ")),
                external,
                "Mend externalType in the mapping."));
    }

    /** The name in mappings, for example {@code "customers"}. */
    String external() {
        return external;
    }

    /** The value of {@code object} on the wire, for example {@code "customer"}. */
    String object() {
        return object;
    }

    /** Where they lie, for example {@code "/v1/customers"}. */
    String path() {
        return "/v1/" + external;
    }

    /** What to do when Stripe does not let go of an object. */
    String adviceWhenKept() {
        return this == PRODUCTS
                ? "Stripe deletes a product only while it has no prices. Archive it there (active = false), or delete its prices in"
                        + " Stripe's dashboard and retry the work."
                : "Settle in Stripe what its message names and retry the work.";
    }

    /** The types of the events that tell of them. */
    List<String> events() {
        return List.of(object + ".created", object + ".updated", object + ".deleted");
    }

    /** The fields beside metadata that Stripe's search knows and of which equality makes sense. */
    Set<String> searchable() {
        return this == CUSTOMERS ? Set.of("email", "name", "phone") : Set.of("name", "url");
    }

    /** All fields that are read and written: Stripe's own and the named keys of metadata. */
    List<ExternalField> fields(List<String> metadata) {
        List<ExternalField> all = new ArrayList<>(this == CUSTOMERS ? customerFields() : productFields());
        metadata.forEach(key -> all.add(text("metadata." + key, METADATA_LENGTH)));
        return List.copyOf(all);
    }

    private static List<ExternalField> customerFields() {
        List<ExternalField> fields = new ArrayList<>(
                List.of(text("name", 256), text("email", 512), text("phone", 20), text("description", 5000)));
        addAddress("address.", fields);
        fields.add(text("shipping.name", 5000));
        fields.add(text("shipping.phone", 5000));
        addAddress("shipping.address.", fields);
        return fields;
    }

    private static void addAddress(String prefix, List<ExternalField> fields) {
        for (String part : List.of("line1", "line2", "city", "state", "postal_code", "country")) {
            fields.add(text(prefix + part, 5000));
        }
    }

    private static List<ExternalField> productFields() {
        return List.of(
                text("name", 5000),
                text("description", 40_000),
                new ExternalField("active", ExternalType.BOOLEAN, true, Set.of(), null),
                text("unit_label", 12),
                text("url", 5000));
    }

    private static ExternalField text(String path, int maxLength) {
        return new ExternalField(path, ExternalType.TEXT, true, Set.of(Canonical.EMPTY_IS_NULL), maxLength);
    }
}
