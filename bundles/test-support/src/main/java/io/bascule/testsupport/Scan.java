/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Reads a range of an ordered map. */
final class Scan {
    private Scan() {}

    /** Values from the start of this range while its keys fit, at most so many. */
    static <K, V> List<V> take(SortedMap<K, V> range, Predicate<? super K> inside, int limit) {
        List<V> found = new ArrayList<>();
        for (Map.Entry<K, V> entry : range.entrySet()) {
            if (found.size() >= limit || !inside.test(entry.getKey())) {
                break;
            }
            found.add(entry.getValue());
        }
        return found;
    }

    /** All values from the start of this range while its keys fit. */
    static <K, V> List<V> all(SortedMap<K, V> range, Predicate<? super K> inside) {
        return take(range, inside, Integer.MAX_VALUE);
    }
}
