/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.stripe.internal;

import io.bascule.api.connector.Creates.CreateItem;
import io.bascule.api.connector.Updates;
import io.bascule.api.connector.Updates.UpdateItem;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is sent to Stripe to write an invoice, call by call. Pure: equal items give equal forms. */
final class InvoiceForms {
    private static final String LINES = "lines";
    private static final String METADATA = "metadata";

    private InvoiceForms() {}

    /** One call of several: its name within the write, its place under the invoice's own path, and its form. */
    record Call(String step, String path, Fields form) {}

    /** The form of the draft that a create begins with. */
    static Fields draft(CreateItem item, String markerKey) {
        Fields form = Fields.EMPTY.with("auto_advance", Value.of(false));
        for (String name : List.of("customer", "currency", "number", "description")) {
            Value value = item.fields().get(name);
            form = value == null || value.isBlank() ? form : form.with(name, value);
        }
        form = withDays(form, item.fields(), false);
        Fields metadata = struct(item.fields(), METADATA);
        return form.with(METADATA, new Value.Struct(metadata.with(markerKey, Value.of(item.marker()))));
    }

    /** The calls after the draft: its lines. */
    static List<Call> linesOf(CreateItem item) {
        Map<String, Fields> lines = lines(item.fields());
        return lines.isEmpty() ? List.of() : List.of(add(lines, currency(item.fields())));
    }

    /** The calls that change fields and lines; the invoice's state comes after them. */
    static List<Call> changes(UpdateItem item) {
        List<Call> calls = new ArrayList<>();
        Fields form = Fields.EMPTY;
        for (String name : List.of("number", "description")) {
            Value value = item.changed().get(name);
            form = value == null ? form : form.with(name, value);
        }
        form = withDays(form, item.changed(), true);
        if (!struct(item.changed(), METADATA).isEmpty()) {
            form = form.with(METADATA, new Value.Struct(struct(item.changed(), METADATA)));
        }
        if (!form.isEmpty()) {
            calls.add(new Call("fields", "", form));
        }
        calls.addAll(lineChanges(item));
        return calls;
    }

    private static List<Call> lineChanges(UpdateItem item) {
        Map<String, Fields> before = lines(item.before());
        Map<String, Fields> added = new LinkedHashMap<>();
        List<Value> removed = new ArrayList<>();
        List<Value> changed = new ArrayList<>();
        String currency = currency(item.before());
        lines(item.changed()).forEach((key, change) -> {
            Fields old = before.get(key);
            boolean gone = change.get(Updates.REMOVED) != null;
            if (old == null && !gone) {
                added.put(key, change);
            } else if (old != null) {
                Value id = Objects.requireNonNull(old.get("id"), "Every line that was read has an id");
                Fields form = Fields.EMPTY.with("id", id);
                if (gone) {
                    removed.add(new Value.Struct(form.with("behavior", Value.of("delete"))));
                } else {
                    changed.add(new Value.Struct(changed(form, old, change, currency)));
                }
            }
        });
        List<Call> calls = new ArrayList<>();
        if (!removed.isEmpty()) {
            calls.add(new Call("remove-lines", "/remove_lines", Fields.EMPTY.with(LINES, new Value.Items(removed))));
        }
        if (!changed.isEmpty()) {
            calls.add(new Call("update-lines", "/update_lines", Fields.EMPTY.with(LINES, new Value.Items(changed))));
        }
        if (!added.isEmpty()) {
            calls.add(add(added, currency));
        }
        return calls;
    }

    private static Call add(Map<String, Fields> lines, String currency) {
        List<Value> forms = new ArrayList<>();
        lines.forEach((key, line) -> {
            Fields marker = Fields.EMPTY.with(InvoiceRecords.LINE_MARKER, Value.of(key));
            if (isBlank(line.get("product"))) {
                marker = marker.with(InvoiceRecords.NO_PRODUCT, Value.of("true"));
            }
            Fields form = Fields.EMPTY.with(METADATA, new Value.Struct(marker));
            if (line.get("description") instanceof Value.Text text && !text.isBlank()) {
                form = form.with("description", text);
            }
            forms.add(new Value.Struct(priced(form, line, currency)));
        });
        return new Call("add-lines", "/add_lines", Fields.EMPTY.with(LINES, new Value.Items(forms)));
    }

    private static Fields changed(Fields form, Fields old, Fields change, String currency) {
        Fields described = form;
        Value description = change.get("description");
        if (description != null) {
            described = described.with("description", description);
        }
        Value product = change.get("product");
        if (product != null) {
            Value none = product.isBlank() ? Value.of("true") : Value.ofNull();
            described = described.with(METADATA, new Value.Struct(Fields.EMPTY.with(InvoiceRecords.NO_PRODUCT, none)));
        }
        Value quantity = change.get("quantity");
        boolean asAmount = isBlank(old.get("product"));
        if (product != null || change.get("unit_amount") != null || (quantity != null && asAmount)) {
            return priced(described, old.with(change), currency);
        }
        return quantity == null ? described : described.with("quantity", quantity);
    }

    private static boolean isBlank(@Nullable Value value) {
        return value == null || value.isBlank();
    }

    /** With what a line costs. Of a line without a product Stripe takes the amount as a whole. */
    private static Fields priced(Fields form, Fields line, String currency) {
        BigDecimal unit = number(line.get("unit_amount"), BigDecimal.ZERO);
        BigDecimal quantity = number(line.get("quantity"), BigDecimal.ONE);
        Value product = line.get("product");
        if (product == null || product.isBlank()) {
            return form.with("amount", Value.of(Amounts.toSmallest(unit.multiply(quantity), currency)));
        }
        Fields price = Fields.EMPTY
                .with("currency", Value.of(currency))
                .with("product", product)
                .with("unit_amount_decimal", Value.of(Amounts.toSmallest(unit, currency)));
        return form.with("price_data", new Value.Struct(price)).with("quantity", Value.of(quantity));
    }

    private static BigDecimal number(@Nullable Value value, BigDecimal otherwise) {
        return value instanceof Value.Decimal decimal ? decimal.number() : otherwise;
    }

    /** A day on which it is due makes an invoice one that is sent rather than collected. */
    private static Fields withDays(Fields form, Fields given, boolean clears) {
        Fields with = form;
        Value issued = given.get("issued");
        if (issued != null) {
            Value seconds = InvoiceRecords.seconds(issued);
            with = seconds != null
                    ? with.with("effective_at", seconds)
                    : clears ? with.with("effective_at", Value.ofNull()) : with;
        }
        Value due = given.get("due");
        if (due != null) {
            Value seconds = InvoiceRecords.seconds(due);
            if (seconds != null) {
                with = with.with("collection_method", Value.of("send_invoice")).with("due_date", seconds);
            } else if (clears) {
                with = with.with("collection_method", Value.of("charge_automatically"));
            }
        }
        return with;
    }

    private static Map<String, Fields> lines(Fields fields) {
        Map<String, Fields> lines = new LinkedHashMap<>();
        if (fields.get(LINES) instanceof Value.Items items) {
            for (Value item : items.items()) {
                if (item instanceof Value.Struct struct && struct.fields().text("key") != null) {
                    lines.put(Objects.requireNonNull(struct.fields().text("key")), struct.fields());
                }
            }
        }
        return lines;
    }

    private static String currency(Fields fields) {
        return Objects.requireNonNullElse(fields.text("currency"), "usd");
    }

    private static Fields struct(Fields fields, String name) {
        return fields.get(name) instanceof Value.Struct struct ? struct.fields() : Fields.EMPTY;
    }
}
