/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.decide;

import java.util.List;
import java.util.Locale;

/**
 * The rules for an item of a list as a table, written from their text and not from the planner: what one side added comes to the
 * other, if it may; what one side removed and the other left alone goes there too; removed here and changed there is a conflict,
 * whose loser is kept. Exactly one line fits any situation.
 */
final class ItemTable {
    private static final String TEXT = """
            # known here there edited in  out wins   does
            *       yes  yes   *      *   *   *      fields
            *       no   no    *      *   *   *      forget

            no      yes  no    *      *   yes *      send
            no      yes  no    *      *   no  *      nothing
            no      no   yes   *      yes *   *      take
            no      no   yes   *      no  *   *      nothing

            yes     yes  no    no     yes *   *      remove-here
            yes     yes  no    *      no  yes *      send-over
            yes     yes  no    *      no  no  *      nothing
            yes     yes  no    yes    yes no  *      remove-here-over
            yes     yes  no    yes    yes yes here   send-over
            yes     yes  no    yes    yes yes there  remove-here-over
            yes     yes  no    yes    yes yes nobody hold

            yes     no   yes   no     *   yes *      remove-there
            yes     no   yes   no     *   no  *      nothing
            yes     no   yes   yes    no  yes *      remove-there-over
            yes     no   yes   yes    no  no  *      nothing
            yes     no   yes   yes    yes no  *      take-over
            yes     no   yes   yes    yes yes here   remove-there-over
            yes     no   yes   yes    yes yes there  take-over
            yes     no   yes   yes    yes yes nobody hold
            """;

    private static final List<List<String>> LINES = TEXT.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> List.of(line.strip().split(" +")))
            .toList();

    private ItemTable() {}

    /** @param situation known, here, there, edited, in, out, wins */
    static ItemRule.Action of(String... situation) {
        List<List<String>> fitting =
                LINES.stream().filter(line -> fits(line, situation)).toList();
        if (fitting.size() != 1) {
            throw new AssertionError(fitting.size() + " lines fit " + List.of(situation) + ": " + fitting);
        }
        return ItemRule.Action.valueOf(
                fitting.get(0).get(7).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static boolean fits(List<String> line, String[] situation) {
        for (int i = 0; i < situation.length; i++) {
            if (!line.get(i).equals("*") && !line.get(i).equals(situation[i])) {
                return false;
            }
        }
        return true;
    }
}
