/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Change.Replaced;
import io.bascule.api.connector.ExternalField;
import io.bascule.api.connector.ExternalRecord;
import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorCode;
import io.bascule.api.error.Problem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects on the wire as external records. Pure. */
final class StripeRecords {
    private static final String METADATA = "metadata";
    private static final boolean METADATA_WHOLE = true;

    private final StripeSettings settings;

    StripeRecords(StripeSettings settings) {
        this.settings = settings;
    }

    /**
     * The record of an object on the wire.
     *
     * @param where the call, for the error
     * @throws BasculeException with {@code ANSWER_UNREADABLE} if it is no object of this type
     */
    ExternalRecord record(StripeType type, Fields wire, String where) {
        String id = wire.text("id");
        if (id == null || !type.object().equals(wire.text("object"))) {
            throw new BasculeException(new Problem(
                    ErrorCode.ANSWER_UNREADABLE,
                    "The answer is no object of the type asked for",
                    where,
                    "object \"" + type.object() + "\" with an id",
                    "object \"" + wire.text("object") + "\"",
                    "Look whether the setting url names Stripe's API."));
        }
        if (Value.of(true).equals(wire.get("deleted"))) {
            return new ExternalRecord(id, null, null, null, true, Fields.EMPTY);
        }
        return new ExternalRecord(
                id, null, seconds(wire, "updated"), marker(wire), false, fields(type, wire, METADATA_WHOLE));
    }

    /**
     * The fields of an object on the wire.
     *
     * @param whole whether metadata is shown whole, so that a key which is not there has no value
     */
    private Fields fields(StripeType type, Fields wire, boolean whole) {
        Fields fields = type == StripeType.INVOICES ? InvoiceRecords.fields(wire) : Fields.EMPTY;
        for (ExternalField field : type.fields(settings.metadataFields())) {
            if (type == StripeType.INVOICES && !field.path().startsWith(METADATA + ".")) {
                continue;
            }
            List<String> steps = List.of(field.path().split("\\."));
            Value value = read(wire, steps, whole);
            if (value != null && fits(value, field.type())) {
                fields = put(fields, steps, value);
            }
        }
        return fields;
    }

    /**
     * What an update replaced, from the {@code data} of its event: {@code previous_attributes} shows only what changed, with
     * null where something was empty; below a hash that was null every field was null.
     */
    Replaced replaced(StripeType type, Fields object, Fields previous, String key) {
        return new Replaced(fields(type, previous, !METADATA_WHOLE), fields(type, object, METADATA_WHOLE), key);
    }

    /** The moment of a field in seconds since 1970, or null. */
    static @Nullable Instant seconds(Fields wire, String name) {
        return wire.get(name) instanceof Value.Decimal decimal
                ? Instant.ofEpochSecond(decimal.number().longValue())
                : null;
    }

    private @Nullable String marker(Fields wire) {
        return wire.get(METADATA) instanceof Value.Struct metadata
                ? metadata.fields().text(settings.marker())
                : null;
    }

    /** Null if the answer does not show the field at all; below a structure that is null every field is null. */
    private static @Nullable Value read(Fields wire, List<String> steps, boolean whole) {
        Value value = wire.get(steps.get(0));
        if (steps.size() == 1 || value == null || value instanceof Value.Null) {
            return value;
        }
        if (!(value instanceof Value.Struct struct)) {
            return null;
        }
        List<String> rest = steps.subList(1, steps.size());
        Value inner = read(struct.fields(), rest, whole);
        // Metadata shows only the keys that are set.
        return inner == null && whole && steps.get(0).equals(METADATA) ? Value.ofNull() : inner;
    }

    private static boolean fits(Value value, ExternalField.ExternalType type) {
        if (value instanceof Value.Null) {
            return true;
        }
        return type == ExternalField.ExternalType.BOOLEAN ? value instanceof Value.Bool : value instanceof Value.Text;
    }

    /** Unlike a field path, this makes structures for nulls too: the answer did show them. */
    private static Fields put(Fields fields, List<String> steps, Value value) {
        String step = steps.get(0);
        if (steps.size() == 1) {
            return fields.with(step, value);
        }
        Fields inner = fields.get(step) instanceof Value.Struct struct ? struct.fields() : Fields.EMPTY;
        return fields.with(step, new Value.Struct(put(inner, steps.subList(1, steps.size()), value)));
    }
}
