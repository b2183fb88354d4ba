/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.connector.jdbc.internal;

import java.util.HashSet;
import java.util.Set;

/**
 * Which transactions a statement sees. A commit stands in the log a moment before others see it: a row that is read in that
 * moment would be taken for the row after it.
 *
 * @param next the first number, of 32 bits, that was not given to a transaction yet
 * @param running numbers, of 32 bits, of transactions that are not seen yet
 */
record VisibleTransactions(int next, Set<Integer> running) {
    /** Copies the set. */
    VisibleTransactions {
        running = Set.copyOf(running);
    }

    /** Reads the text of {@code pg_current_snapshot()}, for example {@code "10:20:10,14,15"}. */
    static VisibleTransactions of(String snapshot) {
        String[] parts = snapshot.split(":", -1);
        Set<Integer> running = new HashSet<>();
        for (String number : parts[2].split(",", -1)) {
            if (!number.isEmpty()) {
                running.add((int) Long.parseUnsignedLong(number));
            }
        }
        return new VisibleTransactions((int) Long.parseUnsignedLong(parts[1]), running);
    }

    /** Whether the transaction of this number is seen; numbers wrap around. */
    boolean sees(int transaction) {
        return transaction - next < 0 && !running.contains(transaction);
    }
}
