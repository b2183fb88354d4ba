/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the calls that a rule covers it strikes. All given conditions must hold; with none it strikes every call.
 *
 * @param rate share of calls, above 0 up to 1, drawn from the scenario's seed
 * @param every strikes each n-th covered call: 3 means the third, the sixth, ...; 0 for no such condition
 * @param skip the first so many covered calls are let pass and not counted by {@code every} and {@code first}
 * @param first strikes only among the first so many covered calls; 0 for no such condition
 * @param limit strikes at most so many times; 0 for no limit
 * @param from strikes at or after this moment of the simulator's clock
 * @param until strikes before this moment of the simulator's clock
 */
public record FaultSelection(
        double rate,
        long every,
        long skip,
        long first,
        long limit,
        @Nullable Instant from,
        @Nullable Instant until) {
    public FaultSelection {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("'rate' must be above 0 and at most 1, found " + rate);
        }
        if (every < 0 || skip < 0 || first < 0 || limit < 0) {
            throw new IllegalArgumentException("'every', 'skip', 'first' and 'limit' must not be negative");
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException("'from' must be before 'until', found " + from + " and " + until);
        }
    }

    boolean covers(Instant now) {
        return (from == null || !now.isBefore(from)) && (until == null || now.isBefore(until));
    }

    /** By count alone, the {@code matched}-th covered call (from 1), after {@code injected} strikes. */
    boolean strikes(long matched, long injected) {
        long place = matched - skip;
        return place > 0
                && (every == 0 || place % every == 0)
                && (first == 0 || place <= first)
                && (limit == 0 || injected < limit);
    }
}
