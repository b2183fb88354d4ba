/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One live object as a side holds it.
 *
 * @param side where
 * @param subject what it stands for
 * @param id its id on that side
 * @param fields texts by catalog path; what is absent, null or blank is left out
 */
public record SideObject(Side side, Subject subject, String id, SortedMap<String, String> fields) {
    /** Copies the map without blank values. */
    public SideObject {
        SortedMap<String, String> copy = new TreeMap<>(fields);
        copy.values().removeIf(String::isBlank);
        fields = Collections.unmodifiableSortedMap(copy);
    }
}
