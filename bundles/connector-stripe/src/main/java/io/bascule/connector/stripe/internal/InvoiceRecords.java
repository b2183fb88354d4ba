/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Invoices on the wire in the form in which they are mapped: amounts in the currency's own unit, days instead of seconds, and each
 * line with the key under which Bascule made it, or its own id. Pure.
 */
final class InvoiceRecords {
    /** The key of a line's metadata that holds its key in the catalog. */
    static final String LINE_MARKER = "bascule_line";

    /** The key of a line's metadata that says that it was made without a product: Stripe names a one-off one then. */
    static final String NO_PRODUCT = "bascule_no_product";

    private InvoiceRecords() {}

    /** The fields of an invoice whose lines are all there. */
    static Fields fields(Fields wire) {
        String currency = Objects.requireNonNullElse(wire.text("currency"), "");
        Fields fields = Fields.EMPTY;
        for (String name : List.of("number", "customer", "currency", "status", "description")) {
            fields = with(fields, name, wire.get(name));
        }
        fields = with(fields, "issued", day(wire.get("effective_at")));
        fields = with(fields, "due", day(wire.get("due_date")));
        fields = with(fields, "total", Amounts.ofSmallest(wire.get("total"), currency));
        return fields.with("lines", new Value.Items(lines(wire, currency)));
    }

    /** The lines on the wire. */
    static List<Fields> wireLines(Fields wire) {
        List<Fields> lines = new ArrayList<>();
        if (wire.get("lines") instanceof Value.Struct list && list.fields().get("data") instanceof Value.Items items) {
            for (Value item : items.items()) {
                if (item instanceof Value.Struct struct) {
                    lines.add(struct.fields());
                }
            }
        }
        return lines;
    }

    private static List<Value> lines(Fields wire, String currency) {
        List<Value> lines = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Fields line : wireLines(wire)) {
            Fields fields = Fields.EMPTY.with("key", Value.of(key(line, keys)));
            for (String name : List.of("id", "description", "quantity")) {
                fields = with(fields, name, line.get(name));
            }
            Fields pricing = struct(line, "pricing");
            Value product = struct(pricing, "price_details").get("product");
            boolean none = struct(line, "metadata").text(NO_PRODUCT) != null;
            fields = with(fields, "product", none ? Value.ofNull() : product);
            fields = with(fields, "unit_amount", Amounts.ofSmallest(pricing.get("unit_amount_decimal"), currency));
            fields = with(fields, "amount", Amounts.ofSmallest(line.get("amount"), currency));
            lines.add(new Value.Struct(fields));
        }
        return lines;
    }

    /** A key is taken from the metadata once; a copy of a line with its metadata has its own id for a key. */
    private static String key(Fields line, Set<String> taken) {
        String id = Objects.requireNonNullElse(line.text("id"), "");
        String marked = struct(line, "metadata").text(LINE_MARKER);
        String key = marked == null || marked.isBlank() || marked.contains("]") || taken.contains(marked) ? id : marked;
        taken.add(key);
        return key;
    }

    private static Fields struct(Fields wire, String name) {
        return wire.get(name) instanceof Value.Struct struct ? struct.fields() : Fields.EMPTY;
    }

    private static @Nullable Value day(@Nullable Value seconds) {
        return seconds instanceof Value.Decimal decimal
                ? Value.of(Instant.ofEpochSecond(decimal.number().longValue())
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString())
                : seconds;
    }

    /** The first second of a day, as Stripe is given it; null for what is no day. */
    static @Nullable Value seconds(@Nullable Value day) {
        String text = day == null ? null : day.textOrNull();
        return text == null || text.isBlank()
                ? null
                : Value.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    }

    private static Fields with(Fields fields, String name, @Nullable Value value) {
        return value == null ? fields : fields.with(name, value);
    }
}
