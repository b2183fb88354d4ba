/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.map;

import io.bascule.api.model.Fields;
import io.bascule.api.model.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of a list's items, wherever one may be known: in the record, in the object, or in paths of pairs and requests. */
public final class ItemKeys {
    private static final Pattern KEY_PATH = Pattern.compile("(.*\\[([^=\\]]+)=[^\\]]*])\\.\\2");

    private ItemKeys() {}

    /**
     * All keys: those of the record in its order, then the object's, then others.
     *
     * @param paths catalog paths, for example {@code lines[key=a].quantity}
     */
    public static Set<String> of(FieldMapping list, Fields record, Fields object, Collection<String> paths) {
        ItemMapping items = Objects.requireNonNull(list.items());
        Set<String> keys = new LinkedHashSet<>();
        add(list.catalog().get(record), items.catalogKey(), keys);
        add(list.external().get(object), items.externalKey(), keys);
        String start = list.catalog() + "[" + items.catalogKey() + "=";
        Set<String> others = new TreeSet<>();
        for (String path : paths) {
            int end = path.startsWith(start) ? path.indexOf(']', start.length()) : -1;
            if (end > 0) {
                others.add(path.substring(start.length(), end));
            }
        }
        keys.addAll(others);
        return keys;
    }

    private static void add(@Nullable Value list, String keyField, Set<String> keys) {
        if (list instanceof Value.Items items) {
            for (Value item : items.items()) {
                String key =
                        item instanceof Value.Struct struct ? struct.fields().text(keyField) : null;
                if (key != null) {
                    keys.add(key);
                }
            }
        }
    }

    /**
     * Whether every item of a list has a key of its own that a path can name; only then can it be merged item by item.
     *
     * @param keyField by which items are told apart
     */
    public static boolean areDistinct(Value list, String keyField) {
        if (!(list instanceof Value.Items items)) {
            return true;
        }
        Set<String> seen = new LinkedHashSet<>();
        return items.items().stream().allMatch(item -> {
            String key = item instanceof Value.Struct struct ? struct.fields().text(keyField) : null;
            return key != null && !key.isBlank() && !key.contains("]") && seen.add(key);
        });
    }

    /** Takes away all entries of items that are gone: those whose key's own entry says so. */
    public static <T> void forget(SortedMap<String, T> byPath, Predicate<T> isGone) {
        Set<String> gone = new TreeSet<>();
        byPath.forEach((path, value) -> {
            Matcher matcher = KEY_PATH.matcher(path);
            if (matcher.matches() && isGone.test(value)) {
                gone.add(matcher.group(1) + ".");
            }
        });
        if (!gone.isEmpty()) {
            byPath.keySet().removeIf(path -> gone.stream().anyMatch(path::startsWith));
        }
    }
}
