/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What many seeds came to. Belongs to one thread. */
final class Summary {
    private final List<Integer> edits = new ArrayList<>();
    private final List<Integer> faults = new ArrayList<>();
    private final Coverage coverage = new Coverage();
    private final List<Result> failed = new ArrayList<>();
    private final SortedMap<String, Integer> alarms = new TreeMap<>();
    private long effects;
    private long versions;
    private long conflicts;
    private long excused;

    void add(Result result) {
        edits.add(result.edits());
        faults.add(result.coverage().count());
        coverage.add(result.coverage());
        effects += result.effects();
        versions += result.versions();
        conflicts += result.conflicts();
        excused += result.excused();
        if (result.failed()) {
            failed.add(result);
            alarms.merge(result.violations().get(0).invariant(), 1, Integer::sum);
        }
    }

    int seeds() {
        return edits.size();
    }

    List<Result> failed() {
        return failed;
    }

    Coverage coverage() {
        return coverage;
    }

    int medianEdits() {
        return median(edits);
    }

    int medianFaults() {
        return median(faults);
    }

    private static int median(List<Integer> numbers) {
        List<Integer> sorted = numbers.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** The numbers, in lines. */
    String text() {
        long sum = edits.stream().mapToLong(Integer::longValue).sum();
        return String.format(
                Locale.ROOT,
                "seeds %d, failed %d %s%n"
                        + "median edits %d, median faults %d%n"
                        + "in all: edits %d, writes to systems %d, versions %d, conflicts recorded %d, overwritten in a declared"
                        + " window %d",
                seeds(),
                failed.size(),
                alarms,
                medianEdits(),
                medianFaults(),
                sum,
                effects,
                versions,
                conflicts,
                excused);
    }
}
