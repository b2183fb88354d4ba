/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Seeds that failed once, and why. They run before all others. */
final class Corpus {
    private static final String FILE = "corpus.txt";

    private Corpus() {}

    /**
     * One finding.
     *
     * @param why what was wrong when it was found
     */
    record Found(long seed, String why) {
        @Override
        public String toString() {
            return "seed " + seed + " (" + why + ")";
        }
    }

    /** All findings in the order of the file. */
    static List<Found> all() {
        try (InputStream file = Objects.requireNonNull(Corpus.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Corpus::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Found read(String line) {
        int space = line.indexOf(' ');
        return new Found(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
    }

    /** The seeds alone, each once. */
    static List<Long> seeds() {
        return all().stream().map(Found::seed).distinct().toList();
    }
}
