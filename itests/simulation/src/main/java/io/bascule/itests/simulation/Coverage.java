/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often what was exercised: crashes by failpoint and hit, faults by kind and stage. What a running outage does to one call
 * more is shown in the table, but counts as one fault in all. Belongs to one thread.
 */
final class Coverage {
    private final SortedMap<Cell, Long> crashes = new TreeMap<>();
    private final SortedMap<Cell, Long> faults = new TreeMap<>();
    private int count;

    /** One cell of a table. */
    record Cell(String row, String column) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            int rows = row.compareTo(other.row);
            return rows != 0 ? rows : column.compareTo(other.column);
        }
    }

    /** The process died. */
    void crash(String failpoint, String hit) {
        crashes.merge(new Cell(failpoint, hit), 1L, Long::sum);
        count++;
    }

    /** A fault of its own. */
    void fault(String kind, String stage) {
        faults.merge(new Cell(kind, stage), 1L, Long::sum);
        count++;
    }

    /** A period of trouble begins. */
    void period() {
        count++;
    }

    /** A call met such a period. */
    void during(String kind, String stage) {
        faults.merge(new Cell(kind, stage), 1L, Long::sum);
    }

    /** All faults and crashes. */
    int count() {
        return count;
    }

    long crashes(String failpoint, String hit) {
        return crashes.getOrDefault(new Cell(failpoint, hit), 0L);
    }

    long faults(String kind, String stage) {
        return faults.getOrDefault(new Cell(kind, stage), 0L);
    }

    /** The cells of faults that were met at all. */
    SortedMap<Cell, Long> faults() {
        return faults;
    }

    void add(Coverage other) {
        other.crashes.forEach((cell, number) -> crashes.merge(cell, number, Long::sum));
        other.faults.forEach((cell, number) -> faults.merge(cell, number, Long::sum));
        count += other.count;
    }
}
