/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rules of agreement as a table, written from their text and not from the planner: a pair is what was last accounted for;
 * what differs from its half has changed; what one side alone changed flows to the other, if it may; what both changed to
 * different values is a conflict, whose loser is kept; a field that only flows one way has one owner, but nothing that its owner
 * overwrites is lost either; without a trusted pair blanks are filled and the first match decides. Exactly one line fits any
 * situation: a second or none is a fault of the table.
 */
final class DecisionTable {
    private static final String TEXT = """
            # seen  here     there    agree in  out wins   row                       does
            hidden  *        *        *     *   *   *      UNREADABLE                nothing

            known   same     same     *     *   *   *      NEITHER_CHANGED           nothing
            known   changed  same     yes   *   *   *      BOTH_CHANGED_EQUAL        settle
            known   same     changed  yes   *   *   *      BOTH_CHANGED_EQUAL        settle
            known   changed  changed  yes   *   *   *      BOTH_CHANGED_EQUAL        settle
            known   changed  same     no    *   yes *      CATALOG_CHANGED           send
            known   changed  same     no    yes no  *      CATALOG_CHANGED_NOT_SENT  nothing
            known   same     changed  no    yes *   *      EXTERNAL_CHANGED          take
            known   same     changed  no    no  yes *      EXTERNAL_CHANGED_RESTORED send-over
            known   changed  changed  no    no  yes *      CONFLICT_OUT_ONLY         send-over
            known   changed  changed  no    yes no  *      CONFLICT_IN_ONLY          take-over
            known   changed  changed  no    yes yes here   CONFLICT_CATALOG_WINS     send-over
            known   changed  changed  no    yes yes there  CONFLICT_EXTERNAL_WINS    take-over
            known   changed  changed  no    yes yes nobody CONFLICT_HELD             hold
            known   changed  same     no    no  no  *      FLOWS_NOWHERE             nothing
            known   same     changed  no    no  no  *      FLOWS_NOWHERE             nothing
            known   changed  changed  no    no  no  *      FLOWS_NOWHERE             nothing

            first   *        *        yes   *   *   *      FIRST_EQUAL               settle
            first   blank    filled   no    yes *   *      FIRST_CATALOG_BLANK       take
            first   blank    filled   no    no  yes *      FIRST_BLANK_NOT_FILLED    nothing
            first   filled   blank    no    *   yes *      FIRST_EXTERNAL_BLANK      send
            first   filled   blank    no    yes no  *      FIRST_BLANK_NOT_FILLED    nothing
            first   filled   filled   no    no  yes *      FIRST_CATALOG_WINS        send-over
            first   filled   filled   no    yes no  *      FIRST_EXTERNAL_WINS       take-over
            first   filled   filled   no    yes yes here   FIRST_CATALOG_WINS        send-over
            first   filled   filled   no    yes yes there  FIRST_EXTERNAL_WINS       take-over
            first   filled   filled   no    yes yes nobody FIRST_HELD                hold
            first   *        *        no    no  no  *      FLOWS_NOWHERE             nothing
            """;

    private static final List<Line> LINES = TEXT.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(DecisionTable::line)
            .toList();

    private DecisionTable() {}

    /** What a line says has to be done; {@code OVER}: what was on the other side is kept as the loser. */
    enum Does {
        NOTHING,
        SETTLE,
        TAKE,
        SEND,
        TAKE_OVER,
        SEND_OVER,
        HOLD
    }

    /** What a situation comes to. */
    record Line(List<String> when, FieldRule row, Does does) {
        boolean fits(String[] situation) {
            for (int i = 0; i < situation.length; i++) {
                String wanted = when.get(i);
                if (!wanted.equals("*") && !wanted.equals(situation[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Line line(String text) {
        List<String> words = List.of(text.strip().split(" +"));
        return new Line(
                words.subList(0, 7),
                FieldRule.valueOf(words.get(7)),
                Does.valueOf(words.get(8).toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /**
     * The one line that fits.
     *
     * @param situation seen, here, there, agree, in, out, wins
     */
    static Line of(String... situation) {
        List<Line> fitting = new ArrayList<>(1);
        for (Line line : LINES) {
            if (line.fits(situation)) {
                fitting.add(line);
            }
        }
        if (fitting.size() != 1) {
            throw new AssertionError(fitting.size() + " lines fit " + List.of(situation) + ": " + fitting);
        }
        return fitting.get(0);
    }
}
