/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.http;

import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields as {@code application/x-www-form-urlencoded}, nested with brackets: {@code {"address":{"city":"Linz"}}} becomes
 * {@code address[city]=Linz} (brackets are sent as they are, as Stripe's and Rails' clients do). Lists are numbered from 0.
 * A null and an empty list are sent as an empty value, an empty structure not at all. The order is that of the names, so equal
 * fields give equal texts.
 */
public final class FormEncoding {
    private FormEncoding() {}

    /** The whole text, without a leading question mark. */
    public static String encode(Fields fields) {
        List<String> pairs = new ArrayList<>();
        fields.asMap().forEach((name, value) -> add(encode(name), value, pairs));
        return String.join("&", pairs);
    }

    /** One name or value, a space as {@code +}. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void add(String name, Value value, List<String> pairs) {
        if (value instanceof Value.Struct struct) {
            struct.fields().asMap().forEach((inner, item) -> add(name + "[" + encode(inner) + "]", item, pairs));
        } else if (value instanceof Value.Items items && !items.items().isEmpty()) {
            for (int i = 0; i < items.items().size(); i++) {
                add(name + "[" + i + "]", items.items().get(i), pairs);
            }
        } else {
            pairs.add(name + "=" + encode(scalar(value)));
        }
    }

    private static String scalar(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal.number().toPlainString();
        }
        return value instanceof Value.Bool bool ? Boolean.toString(bool.bool()) : "";
    }
}
