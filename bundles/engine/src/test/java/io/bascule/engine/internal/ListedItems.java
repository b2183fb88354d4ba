/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal;

import io.bascule.api.connector.Updates;
import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a system does with an update whose field {@code lines} names the items to add, to change and to remove. */
final class ListedItems {
    private static final String LIST = "lines";
    private static final String KEY = "id";

    private ListedItems() {}

    static Fields merge(Fields present, Fields changed) {
        if (!(changed.get(LIST) instanceof Value.Items)) {
            return present.with(changed);
        }
        Map<String, Fields> items = items(present);
        items(changed).forEach((key, change) -> {
            if (change.get(Updates.REMOVED) != null) {
                items.remove(key);
            } else {
                items.put(key, items.getOrDefault(key, Fields.EMPTY).with(change));
            }
        });
        return present.with(changed)
                .with(
                        LIST,
                        new Value.Items(items.values().stream()
                                .<Value>map(Value.Struct::new)
                                .toList()));
    }

    /** The items of {@code lines} by their key, in order. */
    static Map<String, Fields> items(Fields object) {
        Map<String, Fields> items = new LinkedHashMap<>();
        if (object.get(LIST) instanceof Value.Items list) {
            for (Value item : list.items()) {
                Fields fields = ((Value.Struct) item).fields();
                items.put(Objects.requireNonNull(fields.text(KEY)), fields);
            }
        }
        return items;
    }
}
