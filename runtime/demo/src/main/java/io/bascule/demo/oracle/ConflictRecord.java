/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.oracle;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A conflict as Bascule shows it.
 *
 * @param id its id
 * @param integration on whose link
 * @param subject of what
 * @param path the catalog path
 * @param catalog the catalog's value
 * @param external the system's value
 * @param policy by which it was decided
 * @param winner who won
 * @param at when it was found
 */
public record ConflictRecord(
        String id,
        String integration,
        Subject subject,
        String path,
        @Nullable String catalog,
        @Nullable String external,
        String policy,
        Winner winner,
        Instant at) {
    /** Who won. */
    public enum Winner {
        CATALOG,
        EXTERNAL,
        HELD;

        /** The winner of a name in any case. */
        public static Winner of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether this conflict accounts for a value that is nowhere else: it lost, or nobody has won yet. */
    boolean accountsFor(@Nullable String value) {
        return switch (winner) {
            case CATALOG -> same(external, value);
            case EXTERNAL -> same(catalog, value);
            case HELD -> same(catalog, value) || same(external, value);
        };
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return (one == null || one.isBlank()) ? other == null : one.equals(other);
    }
}
