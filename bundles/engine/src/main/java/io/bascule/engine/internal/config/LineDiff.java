/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.engine.internal.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What differs between two texts, line by line. Pure. */
final class LineDiff {
    /** Beyond this many pairs of lines everything between the first and the last difference counts as replaced. */
    private static final long MOST_PAIRS = 4_000_000;

    private LineDiff() {}

    /**
     * All lines, each after a mark: a space where both have it, {@code -} where only the first, {@code +} where only the second.
     * Empty if the texts are the same.
     */
    static String of(String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<String> old = before.lines().toList();
        List<String> fresh = after.lines().toList();
        int start = 0;
        while (start < Math.min(old.size(), fresh.size()) && old.get(start).equals(fresh.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(old.size(), fresh.size()) - start
                && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
            end++;
        }
        List<String> lines = new ArrayList<>();
        old.subList(0, start).forEach(line -> lines.add(" " + line));
        lines.addAll(middle(old.subList(start, old.size() - end), fresh.subList(start, fresh.size() - end)));
        old.subList(old.size() - end, old.size()).forEach(line -> lines.add(" " + line));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> middle(List<String> old, List<String> fresh) {
        if ((long) old.size() * fresh.size() > MOST_PAIRS) {
            List<String> lines = new ArrayList<>();
            old.forEach(line -> lines.add("-" + line));
            fresh.forEach(line -> lines.add("+" + line));
            return lines;
        }
        int[][] longest = longestCommon(old, fresh);
        List<String> backwards = new ArrayList<>();
        int i = old.size();
        int j = fresh.size();
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && old.get(i - 1).equals(fresh.get(j - 1))) {
                backwards.add(" " + old.get(--i));
                j--;
            } else if (j > 0 && (i == 0 || longest[i][j - 1] >= longest[i - 1][j])) {
                backwards.add("+" + fresh.get(--j));
            } else {
                backwards.add("-" + old.get(--i));
            }
        }
        Collections.reverse(backwards);
        return backwards;
    }

    private static int[][] longestCommon(List<String> old, List<String> fresh) {
        int[][] longest = new int[old.size() + 1][fresh.size() + 1];
        for (int i = 1; i <= old.size(); i++) {
            for (int j = 1; j <= fresh.size(); j++) {
                longest[i][j] = old.get(i - 1).equals(fresh.get(j - 1))
                        ? longest[i - 1][j - 1] + 1
                        : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        return longest;
    }
}
