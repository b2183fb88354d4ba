/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.util.SortedMap;
import java.util.TreeMap;

/** How often what was exercised: crashes by failpoint and hit, faults by kind and stage. Thread-safe. */
final class Coverage {
    private final SortedMap<String, SortedMap<String, Integer>> crashes = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Integer>> faults = new TreeMap<>();
    private int count;

    synchronized void crash(String failpoint, String hit) {
        crashes.computeIfAbsent(failpoint, key -> new TreeMap<>()).merge(hit, 1, Integer::sum);
        count++;
    }

    synchronized void fault(String kind, String stage) {
        faults.computeIfAbsent(kind, key -> new TreeMap<>()).merge(stage, 1, Integer::sum);
        count++;
    }

    /** All faults and crashes. */
    synchronized int count() {
        return count;
    }

    synchronized int crashes(String failpoint, String hit) {
        return crashes.getOrDefault(failpoint, new TreeMap<>()).getOrDefault(hit, 0);
    }

    synchronized int faults(String kind, String stage) {
        return faults.getOrDefault(kind, new TreeMap<>()).getOrDefault(stage, 0);
    }

    synchronized void add(Coverage other) {
        other.crashes.forEach((failpoint, hits) -> hits.forEach((hit, number) ->
                crashes.computeIfAbsent(failpoint, key -> new TreeMap<>()).merge(hit, number, Integer::sum)));
        other.faults.forEach((kind, stages) -> stages.forEach((stage, number) ->
                faults.computeIfAbsent(kind, key -> new TreeMap<>()).merge(stage, number, Integer::sum)));
        count += other.count;
    }
}
