/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.runtime.Failpoint;
import io.bascule.itests.simulation.Coverage.Cell;
import io.bascule.itests.simulation.Weather.Fault;
import io.bascule.itests.simulation.Weather.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Which cells there are: every failpoint of the data path at every hit, every kind of fault at every stage at which it can
 * happen. What was never met was never proven, so no cell may stay empty.
 */
final class CoverageTables {
    /** Which hit of a failpoint, counted from a moment drawn from the seed, the process died at. */
    static final List<String> HITS = List.of("1st", "2nd", "5th", "later");

    /** A read that showed the past. */
    static final String STALE = "stale";

    /** Somebody else changed the object, or its record, inside the call. */
    static final String MEDDLED = "changed meanwhile";

    static final String AWAY = "broker away";
    static final String REFUSED = "send refused";
    static final String ACKNOWLEDGEMENT_LOST = "acknowledgement lost";
    static final String COMMIT_LOST = "commit lost";
    static final String BEFORE = "connection lost before";
    static final String AFTER_COMMIT = "connection lost after commit";
    static final String LOST = "lost";
    static final String DOUBLED = "doubled";
    static final String LATE = "late";

    static final String SEND = "send";
    static final String POLL = "poll";
    static final String COMMIT = "commit";
    static final String STORE_READ = "store read";
    static final String STORE_WRITE = "store write";
    static final String WEBHOOK = "webhook";

    private static final Set<Cell> FAULTS = faultCells();

    private CoverageTables() {}

    private static Set<Cell> faultCells() {
        Set<Cell> cells = new LinkedHashSet<>();
        for (Fault fault : EnumSet.complementOf(EnumSet.of(Fault.NONE))) {
            for (Stage stage : Stage.values()) {
                if (fault != Fault.TIMEOUT_AFTER || stage.isWrite()) {
                    cells.add(new Cell(name(fault), name(stage)));
                }
            }
        }
        for (Stage stage : Stage.values()) {
            if (stage != Stage.CHECK && stage != Stage.DELETE) {
                cells.add(new Cell(STALE, name(stage)));
            }
            if (stage.isWrite()) {
                cells.add(new Cell(MEDDLED, name(stage)));
            }
        }
        cells.add(new Cell(AWAY, SEND));
        cells.add(new Cell(AWAY, POLL));
        cells.add(new Cell(REFUSED, SEND));
        cells.add(new Cell(ACKNOWLEDGEMENT_LOST, SEND));
        cells.add(new Cell(COMMIT_LOST, COMMIT));
        cells.add(new Cell(BEFORE, STORE_READ));
        cells.add(new Cell(BEFORE, STORE_WRITE));
        cells.add(new Cell(AFTER_COMMIT, STORE_WRITE));
        cells.add(new Cell(LOST, WEBHOOK));
        cells.add(new Cell(DOUBLED, WEBHOOK));
        cells.add(new Cell(LATE, WEBHOOK));
        return cells;
    }

    /** For example {@code "timeout after"}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * The cells that stand at zero, for example {@code "push.beforeSend 5th"}.
     *
     * @param deletes whether there were any
     */
    static List<String> empty(Coverage coverage, boolean deletes) {
        List<String> empty = new ArrayList<>();
        for (String failpoint : Failpoint.DATA_PATH) {
            HITS.stream()
                    .filter(hit -> coverage.crashes(failpoint, hit) == 0)
                    .forEach(hit -> empty.add(failpoint + " " + hit));
        }
        FAULTS.stream()
                .filter(cell -> coverage.faults(cell.row(), cell.column()) == 0)
                .filter(cell -> deletes || !cell.column().equals(name(Stage.DELETE)))
                .forEach(cell -> empty.add(cell.row() + " x " + cell.column()));
        return empty;
    }

    /** Faults that were met and that these tables do not know; a table that leaves one out is wrong. */
    static List<Cell> unknown(Coverage coverage) {
        return coverage.faults().keySet().stream()
                .filter(cell -> !FAULTS.contains(cell))
                .toList();
    }

    /** Failpoint x hit. */
    static String crashes(Coverage coverage) {
        return table("crash at", Failpoint.DATA_PATH, HITS, cell -> coverage.crashes(cell.row(), cell.column()));
    }

    /** Fault x stage; a dash where there is no such thing. */
    static String faults(Coverage coverage) {
        List<String> calls =
                Arrays.stream(Stage.values()).map(CoverageTables::name).toList();
        List<String> others = List.of(SEND, POLL, COMMIT, STORE_READ, STORE_WRITE, WEBHOOK);
        ToLongFunction<Cell> number = cell -> FAULTS.contains(cell) ? coverage.faults(cell.row(), cell.column()) : -1;
        return table("fault in a call", rows(calls), calls, number) + "\n"
                + table("fault elsewhere", rows(others), others, number);
    }

    private static List<String> rows(List<String> columns) {
        return FAULTS.stream()
                .filter(cell -> columns.contains(cell.column()))
                .map(Cell::row)
                .distinct()
                .toList();
    }

    private static String table(String title, List<String> rows, List<String> columns, ToLongFunction<Cell> number) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-29s", title));
        columns.forEach(column -> text.append(String.format(Locale.ROOT, "%12s", column)));
        for (String row : rows) {
            text.append(String.format(Locale.ROOT, "%n%-29s", row));
            for (String column : columns) {
                long found = number.applyAsLong(new Cell(row, column));
                text.append(String.format(Locale.ROOT, "%12s", found < 0 ? "-" : Long.toString(found)));
            }
        }
        return text.append('\n').toString();
    }
}
