/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import io.bascule.api.runtime.Mistake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked for.
 *
 * @param seeds how many
 * @param first the first of them; null if none was named: then the corpus runs first
 * @param plant the mistake to plant; null for none
 * @param deletes how often users delete something in each seed
 */
record Options(long seeds, @Nullable Long first, @Nullable String plant, int deletes) {
    /** In the standard seeds nothing is deleted. */
    static final int STANDARD_DELETES = 0;

    static final String USAGE = "--seeds N    how many (100; with --seed: 1)\n"
            + "--seed K     the first of them; without it found failures run first, then 1 to N\n"
            + "--plant X    leave out a safeguard, one of " + String.join(", ", Mistake.ALL) + "\n"
            + "--deletes N  how often users delete something in each seed (" + STANDARD_DELETES + ")\n";

    private static final long DEFAULT_SEEDS = 100;
    private static final int MOST_DELETES = 1000;

    /**
     * Reads the words of a command line.
     *
     * @throws IllegalArgumentException with a text for people if one is not understood
     */
    static Options of(List<String> words) {
        Long seeds = null;
        Long first = null;
        String plant = null;
        int deletes = STANDARD_DELETES;
        for (int i = 0; i < words.size(); i += 2) {
            String word = words.get(i);
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(word + " needs a value, or is no option. Options:\n" + USAGE);
            }
            String value = words.get(i + 1);
            switch (word) {
                case "--seeds" -> seeds = number(word, value);
                case "--seed" -> first = number(word, value);
                case "--plant" -> plant = mistake(value);
                case "--deletes" -> deletes = deletes(word, value);
                default -> throw new IllegalArgumentException("Unknown option " + word + ". Options:\n" + USAGE);
            }
        }
        long count = seeds != null ? seeds : first != null ? 1 : DEFAULT_SEEDS;
        return new Options(count, first, plant, deletes);
    }

    private static long number(String word, String value) {
        try {
            long number = Long.parseLong(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other number that is none of ours.
        }
        throw new IllegalArgumentException(word + " needs a number greater than 0, not \"" + value + "\"");
    }

    private static int deletes(String word, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= MOST_DELETES) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as any other number that is none of ours.
        }
        throw new IllegalArgumentException(
                word + " needs a number from 0 to " + MOST_DELETES + ", not \"" + value + "\"");
    }

    private static String mistake(String value) {
        if (!Mistake.ALL.contains(value) && !Mistake.OF_DELETES.contains(value)) {
            throw new IllegalArgumentException("There is no mistake \"" + value + "\". Known: "
                    + String.join(", ", Mistake.ALL) + ", and with --deletes " + String.join(", ", Mistake.OF_DELETES));
        }
        return value;
    }
}
