/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.testsupport;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table or index in memory whose changes the undo log can take back. Guarded by the store's lock. */
final class UndoableMap<K extends Comparable<? super K>, V> {
    private final TreeMap<K, V> rows = new TreeMap<>();
    private final UndoLog undo;

    UndoableMap(UndoLog undo) {
        this.undo = undo;
    }

    @Nullable
    V get(K key) {
        return rows.get(key);
    }

    boolean contains(K key) {
        return rows.containsKey(key);
    }

    void put(K key, V value) {
        V before = rows.get(key);
        undo.add(() -> restore(key, before));
        rows.put(key, value);
    }

    /** Takes a row away; true if it was there. */
    boolean remove(K key) {
        V before = rows.get(key);
        if (before == null) {
            return false;
        }
        undo.add(() -> restore(key, before));
        rows.remove(key);
        return true;
    }

    /** The rows, for reading only. */
    NavigableMap<K, V> rows() {
        return rows;
    }

    private void restore(K key, @Nullable V before) {
        if (before == null) {
            rows.remove(key);
        } else {
            rows.put(key, before);
        }
    }
}
