/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.shop;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** How often what goes wrong at the {@link FaultyPort}. Thread-safe. */
final class ShopFaults {
    /** What can go wrong. */
    enum Kind {
        /** A write is committed, then the connection is lost without an answer. */
        APPLY_THEN_RESET("applyThenReset"),
        /** The connection is lost before the request arrives. */
        RESET_BEFORE("resetBefore");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private final Map<Kind, Integer> everyNth = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
    private final Consumer<Kind> struck;

    /** @param struck told of each strike */
    ShopFaults(Consumer<Kind> struck) {
        this.struck = struck;
    }

    /**
     * Sets rates from a line of words.
     *
     * @param line for example {@code "applyThenReset 40 resetBefore 900"}; 0 for never; what is not named stays as it is
     * @throws IllegalArgumentException if the line is not of that form
     */
    synchronized void set(String line) {
        String[] words = line.strip().split("\\s+");
        for (int i = 0; i + 1 < words.length; i += 2) {
            everyNth.put(kind(words[i]), Integer.parseInt(words[i + 1]));
        }
    }

    /** Counts one occasion; true if the fault strikes now. */
    synchronized boolean strikes(Kind kind) {
        int every = everyNth.getOrDefault(kind, 0);
        if (every == 0 || seen.merge(kind, 1, Integer::sum) % every != 0) {
            return false;
        }
        struck.accept(kind);
        return true;
    }

    private static Kind kind(String text) {
        for (Kind kind : Kind.values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Unknown fault \"" + text.toLowerCase(Locale.ROOT) + "\"");
    }
}
