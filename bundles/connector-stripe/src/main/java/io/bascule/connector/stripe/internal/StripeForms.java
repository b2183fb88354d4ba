/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.Updates.UpdateItem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to Stripe. Pure: equal items give equal forms, or an idempotency key would be refused.
 *
 * <p>Stripe replaces the hashes {@code address} and {@code shipping} as a whole (github.com/stripe/stripe-python/issues/255),
 * so they are sent whole, from the object as last read and the changes. It wants {@code shipping[name]} with every {@code
 * shipping}: without one of its own it gets the customer's name; and a shipping whose address has become empty is cleared.
 */
final class StripeForms {
    private static final String ADDRESS = "address";
    private static final String METADATA = "metadata";
    private static final String NAME = "name";
    private static final String SHIPPING = "shipping";

    private StripeForms() {}

    /** The form of a create: what has a value, and the marker. */
    static Fields create(CreateItem item, String markerKey) {
        Fields form = withShippingName(item.fields(), item.fields().text(NAME));
        if (form.get(SHIPPING) instanceof Value.Struct shipping && isWithoutUse(shipping.fields(), shipping.fields())) {
            form = form.without(SHIPPING);
        }
        form = withoutBlanks(form);
        Fields metadata = form.get(METADATA) instanceof Value.Struct given ? given.fields() : Fields.EMPTY;
        return form.with(METADATA, new Value.Struct(metadata.with(markerKey, Value.of(item.marker()))));
    }

    /** The form of an update: what changed; an empty value clears. */
    static Fields update(UpdateItem item) {
        Fields form = item.changed();
        for (String hash : new String[] {ADDRESS, SHIPPING}) {
            if (form.get(hash) instanceof Value.Struct changed) {
                Fields before = item.before().get(hash) instanceof Value.Struct struct ? struct.fields() : Fields.EMPTY;
                Fields whole = laidOver(before, changed.fields());
                boolean gone = new Value.Struct(whole).isBlank()
                        || (hash.equals(SHIPPING) && isWithoutUse(whole, changed.fields()));
                form = form.with(hash, gone ? Value.ofNull() : new Value.Struct(whole));
            }
        }
        String name = form.get(NAME) == null ? item.before().text(NAME) : form.text(NAME);
        return withShippingName(form, name);
    }

    /** A shipping without address, to which nobody has just given a name, is of no use and refused by Stripe. */
    private static boolean isWithoutUse(Fields whole, Fields changed) {
        Value address = whole.get(ADDRESS);
        Value name = changed.get(NAME);
        return (address == null || address.isBlank()) && (name == null || name.isBlank());
    }

    private static Fields withShippingName(Fields form, @Nullable String name) {
        if (!(form.get(SHIPPING) instanceof Value.Struct shipping) || name == null || name.isBlank()) {
            return form;
        }
        Value own = shipping.fields().get(NAME);
        Value address = shipping.fields().get(ADDRESS);
        boolean wanted = (own == null || own.isBlank()) && address != null && !address.isBlank();
        return wanted ? form.with(SHIPPING, new Value.Struct(shipping.fields().with(NAME, Value.of(name)))) : form;
    }

    private static Fields laidOver(Fields before, Fields changed) {
        Fields whole = before;
        for (Map.Entry<String, Value> entry : changed.asMap().entrySet()) {
            Value value = entry.getValue();
            if (value instanceof Value.Struct inner && whole.get(entry.getKey()) instanceof Value.Struct old) {
                value = new Value.Struct(laidOver(old.fields(), inner.fields()));
            }
            whole = whole.with(entry.getKey(), value);
        }
        return whole;
    }

    private static Fields withoutBlanks(Fields fields) {
        Fields kept = fields;
        for (Map.Entry<String, Value> entry : fields.asMap().entrySet()) {
            if (entry.getValue().isBlank()) {
                kept = kept.without(entry.getKey());
            } else if (entry.getValue() instanceof Value.Struct struct) {
                kept = kept.with(entry.getKey(), new Value.Struct(withoutBlanks(struct.fields())));
            }
        }
        return kept;
    }
}
